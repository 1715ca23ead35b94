import Foundation
import LFCore
import LFSolve

/// The exact field of an electrode on a homogeneous ball, uniform return, in closed form:
/// Z = (2R/ρ − 2 − ln((1 − t c + ρ/R)/2)) / (4πσR) with ρ = |x − x_e|, t c = x·x_e/R².
struct BallField {
  var radius: Double
  var conductivity: Double
  var electrode: SIMD3<Double>

  func potential(_ x: SIMD3<Double>) -> Double {
    let rho = (x - electrode).dot(x - electrode).squareRoot()
    let log = Foundation.log((1 - x.dot(electrode) / (radius * radius) + rho / radius) / 2)
    return (2 * radius / rho - 2 - log) / (4 * .pi * conductivity * radius)
  }

  func gradient(_ x: SIMD3<Double>) -> SIMD3<Double> {
    let d = x - electrode
    let rho = d.dot(d).squareRoot()
    let direction = electrode / radius
    let inner = radius - x.dot(direction) + rho
    let point = d * (-2 / (rho * rho * rho))
    let rest = (direction - d / rho) / (radius * inner)
    return (point + rest) / (4 * .pi * conductivity)
  }
}

/// The exact field of an electrode on a ball of concentric shells, uniform return, as a Legendre series.
struct ShellField {
  var radii: [Double]
  var conductivity: [Double]
  var electrode: SIMD3<Double>
  /// a and b of a (r/R)ⁿ + b (R/r)ⁿ⁺¹: shell × degree.
  private var a: [[Double]] = []
  private var b: [[Double]] = []

  init(radii: [Double], conductivity: [Double], electrode: SIMD3<Double>, degrees: Int) {
    self.radii = radii
    self.conductivity = conductivity
    self.electrode = electrode
    let shells = radii.count
    let outer = radii[shells - 1]
    a = [[Double]](repeating: [Double](repeating: 0, count: degrees + 1), count: shells)
    b = a
    for n in 1...degrees {
      let m = Double(n)
      var p = 1.0
      var q = 0.0
      a[0][n] = p
      for s in 1..<max(shells, 1) {
        // Potential and radial current are continuous across the sphere.
        let t = radii[s - 1] / outer
        let up = pow(t, m)
        let down = pow(t, -m - 1)
        let value = p * up + q * down
        let slope = conductivity[s - 1] * (m * p * up - (m + 1) * q * down) / conductivity[s]
        p = ((m + 1) * value + slope) / ((2 * m + 1) * up)
        q = (m * value - slope) / ((2 * m + 1) * down)
        a[s][n] = p
        b[s][n] = q
      }
      let current = conductivity[shells - 1] * (m * p - (m + 1) * q) / outer
      let scale = (2 * m + 1) / (4 * .pi * outer * outer) / current
      for s in 0..<shells {
        a[s][n] *= scale
        b[s][n] *= scale
      }
    }
  }

  /// The gradient in a shell; x must not be the centre.
  func gradient(_ x: SIMD3<Double>, shell: Int) -> SIMD3<Double> {
    let outer = radii[radii.count - 1]
    let r = x.dot(x).squareRoot()
    let u = x / r
    let e = electrode / electrode.dot(electrode).squareRoot()
    let c = u.dot(e)
    let t = r / outer
    var radial = 0.0
    var angular = 0.0
    var p0 = 1.0
    var p1 = c
    var d0 = 0.0
    var d1 = 1.0
    for n in 1..<a[shell].count {
      let m = Double(n)
      let up = a[shell][n] * pow(t, m)
      let down = b[shell][n] == 0 ? 0 : b[shell][n] * pow(t, -m - 1)
      radial += (m * up - (m + 1) * down) / r * p1
      angular += (up + down) / r * d1
      let p2 = ((2 * m + 1) * c * p1 - m * p0) / (m + 1)
      let d2 = ((2 * m + 1) * (p1 + c * d1) - m * d0) / (m + 1)
      (p0, p1, d0, d1) = (p1, p2, d1, d2)
    }
    return radial * u + angular * (e - c * u)
  }
}
