import LFCore

/// Shares of all values in bins of width 1, the last one open, as bars; a line at the mean and at what is allowed.
public struct Histogram: Sendable {
  private let title: String
  private let shares: [Double]
  private let unit: String
  private let marks: [(text: String, at: Double, colour: String)]

  /// Prepares a chart.
  ///
  /// - Parameters:
  ///   - title: The head line.
  ///   - shares: The share of 0…1, 1…2 and so on.
  ///   - unit: What stands behind the numbers below.
  ///   - mean: Where a line is drawn.
  ///   - limit: Where another line is drawn.
  public init(_ title: String, shares: [Double], unit: String, mean: Double? = nil, limit: Double? = nil) {
    self.title = title
    self.shares = shares
    self.unit = unit
    var marks: [(String, Double, String)] = []
    if let mean, mean.isFinite { marks.append(("mean \(mean.fixed(1))\(unit)", mean, "#222")) }
    if let limit { marks.append(("allowed \(limit.fixed(1))\(unit)", limit, "#b36b00")) }
    self.marks = marks
  }

  /// The chart as an element to stand in a page.
  public var element: String {
    let (left, top, plot, step) = (34.0, 34.0, 130.0, 12.0)
    let width = left + step * Double(shares.count) + 20
    let ground = top + plot
    let most = max(shares.filter(\.isFinite).max() ?? 0, 1e-300)
    var drawing = SVGDrawing(width: width, height: ground + 24, unit: "px")
    drawing.text(title, x: 8, y: 16, size: 13, bold: true)
    for (i, share) in shares.enumerated() where share.isFinite {
      let height = share / most * plot
      drawing.rectangle(
        x: left + step * Double(i) + 0.5, y: ground - height, width: step - 1, height: height, fill: "#3b6fb6"
      )
      if i % 5 == 0 {
        drawing.text(
          "\(i)\(unit)", x: left + step * Double(i), y: ground + 15, size: 10.5, anchor: .middle)
      }
    }
    drawing.text(most.percent(0), x: left - 4, y: top + 4, size: 10, anchor: .end)
    drawing.lines([[SIMD2(left, ground), SIMD2(width - 12, ground)]], .init("#666", 1))
    for (i, mark) in marks.enumerated() {
      let x = left + step * min(max(mark.at, 0), Double(shares.count))
      drawing.lines([[SIMD2(x, top), SIMD2(x, ground)]], .init(mark.colour, 1.5))
      drawing.text(
        mark.text, x: width - 12, y: top + 8 + 14 * Double(i), size: 10.5, colour: mark.colour, anchor: .end)
    }
    return drawing.element(title: title)
  }
}
