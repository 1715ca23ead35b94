import LFCore

/// Values as bars with their names beneath, and a line at what is allowed.
public struct BarChart: Sendable {
  /// One bar.
  public struct Bar: Sendable {
    /// What stands beneath.
    public var name: String
    /// Its height; what is no number is drawn as a gap with a mark.
    public var value: Double
    /// What stands on it.
    public var label: String
    /// Whether it passes; those that do not are red.
    public var isPassed: Bool

    /// Makes a bar.
    ///
    /// - Parameters:
    ///   - name: What stands beneath.
    ///   - value: Its height.
    ///   - label: What stands on it.
    ///   - isPassed: Whether it passes.
    public init(_ name: String, _ value: Double, label: String, isPassed: Bool = true) {
      self.name = name
      self.value = value
      self.label = label
      self.isPassed = isPassed
    }
  }

  private let bars: [Bar]
  private let limit: Double?
  private let title: String

  /// Prepares a chart.
  ///
  /// - Parameters:
  ///   - title: The head line.
  ///   - bars: The bars, from left to right.
  ///   - limit: Where a line is drawn.
  public init(_ title: String, _ bars: [Bar], limit: Double? = nil) {
    self.title = title
    self.bars = bars
    self.limit = limit
  }

  /// The chart as an element to stand in a page.
  public var element: String {
    let isSlanted = bars.contains { $0.name.count > 6 }
    let step = isSlanted ? 54.0 : 46.0
    // Slanted names are some 6 px a letter long, at 50° to the ground.
    let longest = 6 * Double(bars.map(\.name.count).max() ?? 0)
    let (left, top, plot) = (isSlanted ? max(12, 0.64 * longest - step / 2) : 12, 42.0, 130.0)
    let width = left + step * Double(max(bars.count, 4)) + 12
    let foot = isSlanted ? 0.77 * longest + 20 : 24
    let heights = bars.map(\.value).filter(\.isFinite).map { max($0, 0) }
    let top1 = max(heights.max() ?? 0, (limit ?? 0) * 1.05, 1e-300)
    var drawing = SVGDrawing(width: width, height: top + plot + foot, unit: "px")
    drawing.text(title, x: 8, y: 16, size: 13, bold: true)
    let ground = top + plot
    // Beneath the bars and their numbers, which must be read.
    if let limit {
      let y = ground - limit / top1 * plot
      drawing.lines([[SIMD2(left, y), SIMD2(width - 12, y)]], .init("#e08a00", 1.5), name: "limit")
      drawing.text("allowed", x: width - 12, y: y - 3, size: 10, colour: "#b36b00", anchor: .end)
    }
    for (i, bar) in bars.enumerated() {
      let x = left + step * Double(i)
      let height = bar.value.isFinite ? max(bar.value, 0) / top1 * plot : 0
      drawing.rectangle(
        x: x + step * 0.16, y: ground - height, width: step * 0.68, height: height,
        fill: bar.isPassed ? "#3b6fb6" : "#c8102e")
      drawing.text(
        bar.label, x: x + step / 2, y: ground - height - 4, size: 10.5,
        colour: bar.isPassed ? "#222" : "#c8102e", anchor: .middle)
      if isSlanted {
        drawing.slanted(bar.name, x: x + step / 2 + 3, y: ground + 12, size: 10.5)
      } else {
        drawing.text(bar.name, x: x + step / 2, y: ground + 15, size: 11, anchor: .middle)
      }
    }
    drawing.lines([[SIMD2(left, ground), SIMD2(width - 12, ground)]], .init("#666", 1))
    return drawing.element(title: title)
  }
}
