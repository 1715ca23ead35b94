import LFAnatomy

/// How the learning rate runs: up over the first hundredth, then down along a cosine.
enum LearningRate {
  /// The share of the highest rate at a share of the way.
  static func share(at way: Double) -> Double {
    if way < 0.01 { return max(way, 1e-4) / 0.01 }
    return 0.5 * (1 + cosine(way)) + 0.002
  }

  private static func cosine(_ way: Double) -> Double {
    // cos(π t) by its series about the middle, the same bits everywhere.
    let x = Double.pi * (way - 0.5)
    let q = x * x
    return -x * (1 - q / 6 * (1 - q / 20 * (1 - q / 42 * (1 - q / 72 * (1 - q / 110)))))
  }
}
