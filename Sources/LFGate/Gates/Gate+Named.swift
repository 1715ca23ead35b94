import LFAccuracy

extension Gate {
  /// The gates that go by name.
  public static let named: [Gate] = [paper, strict, none]

  /// What the method promises: 5° and 2.5 % of the ECG's energy, each case.
  public static let paper = Gate(
    name: "paper",
    limits: limits([
      ("gradient.angleMean", .overall, 5, nil), ("ecg.pooled", .overall, 0.025, nil),
      ("surface.mean", .overall, 3, nil), ("surface.dice", .overall, nil, 0.9),
    ]))

  /// What a solver of its own reaches: every lead, every part of the heart, amplitudes too.
  public static let strict = Gate(
    name: "strict",
    limits: limits([
      ("gradient.angleMean", .overall, 3, nil), ("gradient.angle95", .overall, 8, nil),
      ("gradient.relativeL2", .overall, 0.1, nil), ("gradient.angleMean", .lead, 5, nil),
      ("gradient.angleMean", .region, 5, nil), ("gradient.magnitudeRatio", .lead, 1.1, 0.9),
      ("ecg.pooled", .overall, 0.01, nil), ("ecg.relativeMeanSquaredError", .lead, 0.05, nil),
      ("ecg.correlation", .lead, nil, 0.99), ("surface.mean", .overall, 1.5, nil),
      ("surface.p95", .overall, 4, nil), ("surface.dice", .overall, nil, 0.95),
    ]))

  /// Measures only.
  public static let none = Gate(name: "none", limits: [], tolerated: Set(Finding.Kind.allCases))

  private static func limits(_ rows: [(String, Limit.Part, Double?, Double?)]) -> [Limit] {
    rows.compactMap { name, part, most, least in
      Measure.named(name).map { Limit($0, part, most: most, least: least) }
    }
  }
}
