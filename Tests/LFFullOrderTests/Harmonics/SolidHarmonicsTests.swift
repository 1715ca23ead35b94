import Testing

@testable import LFFullOrder

@Suite("Solid harmonics")
struct SolidHarmonicsTests {
  private let harmonics = SolidHarmonics(degree: 5, scale: 2)

  @Test("are 2 l + 1 of each degree, homogeneous of that degree")
  func degrees() {
    #expect(harmonics.count == 35)
    for l in 1...5 { #expect(harmonics.degrees.count { $0 == l } == 2 * l + 1) }
    let p = SIMD3(0.7, -1.1, 0.4)
    let (one, two) = (harmonics.values(at: p), harmonics.values(at: p * 1.7))
    for (k, l) in harmonics.degrees.enumerated() {
      let factor = (0..<l).reduce(1.0) { value, _ in value * 1.7 }
      #expect(abs(two[k] - factor * one[k]) < 1e-12 * max(1, abs(two[k])))
    }
  }

  @Test("fulfil Laplace's equation and have the gradients that differences say")
  func laplace() {
    let h = 1e-3
    for p in [SIMD3(0.3, 0.8, -0.5), SIMD3(-1.2, 0.1, 0.9)] {
      let middle = harmonics.values(at: p)
      var sums = middle.map { -6 * $0 }
      var slopes = [SIMD3<Double>](repeating: SIMD3(), count: harmonics.count)
      for axis in 0..<3 {
        var step = SIMD3<Double>()
        step[axis] = h
        let (up, down) = (harmonics.values(at: p + step), harmonics.values(at: p - step))
        for k in sums.indices {
          sums[k] += up[k] + down[k]
          slopes[k][axis] = (up[k] - down[k]) / (2 * h)
        }
      }
      for sum in sums { #expect(abs(sum) / (h * h) < 1e-4) }
      harmonics.evaluate(at: p) { k, value, gradient in
        #expect(value == middle[k])
        for axis in 0..<3 { #expect(abs(gradient[axis] - slopes[k][axis]) < 1e-5) }
      }
    }
  }

  @Test("are orthonormal on the sphere of the scale's radius")
  func orthonormal() {
    // A product rule: eight Gauss points along z, 16 even angles, exact to degree 15.
    let nodes = [
      0.183_434_642_495_649_8, 0.525_532_409_916_329, 0.796_666_477_413_626_7, 0.960_289_856_497_536_3,
    ]
    let weights = [
      0.362_683_783_378_362, 0.313_706_645_877_887_3, 0.222_381_034_453_374_5, 0.101_228_536_290_376_3,
    ]
    var products = [Double](repeating: 0, count: 35 * 35)
    for (z, w) in zip(nodes + nodes.map { -$0 }, weights + weights) {
      let rho = (1 - z * z).squareRoot()
      for i in 0..<16 {
        let angle = Double(i) * .pi / 8
        let y = harmonics.values(at: 2 * SIMD3(rho * cosine(angle), rho * cosine(angle - .pi / 2), z))
        for a in 0..<35 { for b in 0..<35 { products[35 * a + b] += w * .pi / 8 * y[a] * y[b] } }
      }
    }
    for a in 0..<35 {
      for b in 0..<35 { #expect(abs(products[35 * a + b] - (a == b ? 1 : 0)) < 1e-9) }
    }
  }

  /// Without Foundation: by the half angle's series.
  private func cosine(_ angle: Double) -> Double {
    var sum = 1.0
    var term = 1.0
    for k in 1...20 {
      term *= -angle * angle / Double((2 * k - 1) * (2 * k))
      sum += term
    }
    return sum
  }
}
