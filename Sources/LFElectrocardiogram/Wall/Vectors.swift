import LFCore

extension SIMD3<Double> {
  /// The direction; `nil` for what has none.
  var unit: Self? {
    let l = length
    return l > 1e-12 && l.isFinite ? self / l : nil
  }

  /// Some direction at a right angle to this one.
  var anyNormal: Self {
    let side: Self = abs(x) < 0.7 ? Self(1, 0, 0) : Self(0, 1, 0)
    return cross(side).unit ?? Self(0, 0, 1)
  }
}
