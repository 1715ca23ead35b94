import LFLeadField

extension FieldSamples {
  /// ∇Z of an electrode at a place, Ω/m.
  func vector(_ electrode: Int, _ place: Int) -> SIMD3<Double> {
    let i = 3 * (electrode * count + place)
    return SIMD3(Double(gradient[i]), Double(gradient[i + 1]), Double(gradient[i + 2]))
  }
}

extension SIMD3<Double> {
  /// Whether all three are numbers.
  var isFinite: Bool { x.isFinite && y.isFinite && z.isFinite }
}
