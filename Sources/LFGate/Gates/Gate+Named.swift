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

  /// What a prediction from a heart with its electrodes is to reach: on average 3°, 10 % and 0.8 % of the ECG's energy,
  /// and no case beyond 5° and 4 %.
  public static let strict = Gate(
    name: "strict",
    limits: means([
      ("gradient.angleMean", .overall, 3, nil), ("gradient.relativeL2", .overall, 0.1, nil),
      ("ecg.pooled", .overall, 0.008, nil),
    ])
      + limits([
        ("gradient.angleMean", .overall, 5, nil), ("ecg.pooled", .overall, 0.04, nil),
        ("surface.mean", .overall, 1.5, nil), ("surface.p95", .overall, 4, nil),
        ("surface.dice", .overall, nil, 0.95),
      ]))

  /// Measures only.
  public static let none = Gate(name: "none", limits: [], tolerated: Set(Finding.Kind.allCases))

  private static func limits(_ rows: [(String, Limit.Part, Double?, Double?)]) -> [Limit] {
    rows.compactMap { name, part, most, least in
      Measure.named(name).map { Limit($0, part, most: most, least: least) }
    }
  }

  private static func means(_ rows: [(String, Limit.Part, Double?, Double?)]) -> [Limit] {
    limits(rows).map { limit in
      var limit = limit
      limit.over = .mean
      return limit
    }
  }
}
