import LFCore

/// How two sets of points that should be the same differ.
enum PointComparison {
  /// The points of the two files as they correspond, and what is wrong with them.
  struct Outcome {
    /// For each golden point the prediction's, when they correspond one to one.
    var order: [Int]?
    var finding: Finding?
  }

  /// Further apart is not the same, mm: coordinates are often rounded to hundredths.
  static let tolerance = 0.02

  static func compare(_ points: [SIMD3<Double>], _ golden: [SIMD3<Double>]) -> Outcome {
    if points.count == golden.count {
      if zip(points, golden).allSatisfy({ ($0 - $1).length <= tolerance }) {
        return Outcome(order: Array(points.indices))
      }
      if let order = PointOrder.match(golden, in: points, tolerance: tolerance) {
        return Outcome(
          order: order,
          finding: Finding(.sampling, .notice, "the points stand in another order than the golden file's"))
      }
      if let fit = Similarity(points, onto: golden), fit.residual < 1e-3 {
        return Outcome(order: Array(points.indices), finding: finding(fit))
      }
    }
    return Outcome(finding: sizes(points, golden))
  }

  /// What was done to the points; nothing when they are the golden ones but for rounding.
  private static func finding(_ fit: Similarity) -> Finding? {
    if abs(fit.scale - 1) > 0.05 {
      let words = LengthFactor.text(fit.scale).map { ": " + $0 } ?? ""
      return Finding(
        .unit, .fault,
        "the points are the golden ones divided by \(number(fit.scale))\(words); state the unit, or convert them"
      )
    }
    var parts: [String] = []
    if fit.turn.degrees > 0.01 {
      let axis = fit.turn.axis
      parts.append(
        "turned by \(fit.turn.degrees.fixed(2))° about (\(axis.x.fixed(2)), \(axis.y.fixed(2)), \(axis.z.fixed(2)))"
      )
    }
    if abs(fit.scale - 1) > 1e-4 { parts.append("scaled by \((1 / fit.scale).fixed(4))") }
    if fit.shift.length > 0.05 { parts.append("shifted by \(text(-fit.shift)) mm") }
    guard !parts.isEmpty else { return nil }
    let frame = fit.turn.degrees > 60 ? ", as in another frame (RAS for LPS?)" : ""
    return Finding(
      .moved, .fault, "the points are the golden ones \(parts.joined(separator: ", "))\(frame)")
  }

  /// For points that do not correspond: sizes and centres.
  private static func sizes(_ points: [SIMD3<Double>], _ golden: [SIMD3<Double>]) -> Finding? {
    guard let a = extent(points), let b = extent(golden), a.size > 0, b.size > 0 else { return nil }
    let factor = b.size / a.size
    if factor > 4 || factor < 0.25 {
      let words = LengthFactor.text(factor).map { ": " + $0 } ?? ""
      return Finding(
        .unit, .fault, "its heart is \(number(1 / factor)) times the golden one's size\(words)")
    }
    let gap = a.centre - b.centre
    // A part of a body and all of it have other centres and other sizes, and are no two hearts.
    guard gap.length > 10, factor > 0.7, factor < 1.4 else { return nil }
    return Finding(
      .moved, .fault,
      "its heart lies \(gap.length.fixed(1)) mm from the golden one's, by \(text(gap)) mm: another frame, or another heart"
    )
  }

  private static func extent(_ points: [SIMD3<Double>]) -> (centre: SIMD3<Double>, size: Double)? {
    let finite = points.filter { $0.x.isFinite && $0.y.isFinite && $0.z.isFinite }
    guard !finite.isEmpty else { return nil }
    let centre = finite.reduce(SIMD3()) { $0 + $1 } / Double(finite.count)
    let size = finite.reduce(0) { $0 + ($1 - centre).length } / Double(finite.count)
    return (centre, size)
  }

  private static func number(_ value: Double) -> String {
    value >= 0.1 ? value.fixed(value >= 100 ? 0 : 3) : value.fixed(6)
  }

  private static func text(_ v: SIMD3<Double>) -> String { v.text }
}

extension SIMD3<Double> {
  /// `(1.0, -2.5, 3.1)`.
  var text: String { "(\(x.fixed(1)), \(y.fixed(1)), \(z.fixed(1)))" }
}
