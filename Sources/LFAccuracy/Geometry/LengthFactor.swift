import LFCore

/// A factor between two files' lengths, in words.
enum LengthFactor {
  /// What a factor looks like: 1000 is `metres taken as millimetres`; `nil` when it is no unit's.
  static func text(_ factor: Double) -> String? {
    for (value, text) in [
      (1e3, "metres taken as millimetres"), (1e-3, "micrometres taken as millimetres"),
      (10, "centimetres taken as millimetres"), (25.4, "inches taken as millimetres"),
    ] where abs(factor / value - 1) < 0.2 { return text }
    return nil
  }
}
