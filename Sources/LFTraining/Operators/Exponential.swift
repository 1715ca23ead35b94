import CKernels

/// exp of many numbers at once.
enum Exponential {
  /// x = exp(x) for all numbers.
  static func inPlace(_ x: UnsafeMutableBufferPointer<Float>) {
    if let base = x.baseAddress { lf_exp_f32(x.count, base) }
  }

  /// exp(x).
  static func of(_ x: Float) -> Float {
    var value = x
    lf_exp_f32(1, &value)
    return value
  }
}
