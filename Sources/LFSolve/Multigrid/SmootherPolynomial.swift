/// The steps of a Chebyshev smoother: dₖ = keepₖ dₖ₋₁ + stepₖ D⁻¹ r, x += dₖ. It damps the upper part of the
/// spectrum of D⁻¹ A and, unlike Gauss–Seidel, does not depend on how rows are shared among cores.
struct SmootherPolynomial: Sendable {
  let keep: [Float]
  let step: [Float]

  init(degree: Int, largest: Double) {
    let upper = largest * 1.05
    let lower = upper / 5
    let theta = (upper + lower) / 2
    let delta = (upper - lower) / 2
    let sigma = theta / delta
    var rho = 1 / sigma
    var keep: [Float] = [0]
    var step: [Float] = [Float(1 / theta)]
    for _ in 1..<max(degree, 1) {
      let next = 1 / (2 * sigma - rho)
      keep.append(Float(next * rho))
      step.append(Float(2 * next / delta))
      rho = next
    }
    self.keep = keep
    self.step = step
  }

  var degree: Int { keep.count }
}
