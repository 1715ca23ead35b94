import Foundation
import LFPredictors
import Testing

@Suite("The exact ball")
struct BallLeadFieldTests {
  private let radius = 90.0
  private let sigma = 0.3
  private let ball: BallLeadField
  private let electrode = SIMD3(48.0, -24, 72) / 1.0
  private let places: [SIMD3<Double>] = [
    SIMD3(0, 0, 0), SIMD3(10, 20, -30), SIMD3(-60, 5, 12), SIMD3(30, -20, 50), SIMD3(1, 70, 2),
  ]

  init() throws {
    ball = try BallLeadField(radius: radius, conductivity: sigma)
  }

  private func skin(_ theta: Double, _ phi: Double) -> SIMD3<Double> {
    radius * SIMD3(sin(theta) * cos(phi), sin(theta) * sin(phi), cos(theta))
  }

  private func axis(_ i: Int) -> SIMD3<Double> {
    var v = SIMD3<Double>()
    v[i] = 1
    return v
  }

  @Test("satisfies Laplace's equation, and the gradient is that of the potential, in ohm per metre")
  func laplace() {
    let h = 0.05
    for p in places {
      let z = ball.value(at: p, electrode: electrode)
      var second = 0.0
      for i in 0..<3 {
        let up = ball.value(at: p + h * axis(i), electrode: electrode).potential
        let down = ball.value(at: p - h * axis(i), electrode: electrode).potential
        second += (up - 2 * z.potential + down) / (h * h)
        let slope = (up - down) / (2 * h) * 1000
        #expect(abs(slope - z.gradient[i]) < 1e-4 * (1 + abs(z.gradient[i])))
      }
      // Against the size of one second derivative near the electrode's distance.
      let scale = (z.gradient * z.gradient).sum().squareRoot() / 1000 / radius
      #expect(abs(second) < 1e-4 * scale)
    }
  }

  @Test("the current leaves evenly through the skin away from the electrode")
  func flux() {
    let area = 4 * Double.pi * pow(radius / 1000, 2)
    for (theta, phi) in [(2.0, 0.5), (1.2, 2.8), (3.0, -1.0), (0.4, 3.0)] {
      let p = skin(theta, phi)
      let current = sigma * (ball.value(at: p, electrode: electrode).gradient * p).sum() / radius
      #expect(abs(current + 1 / area) < 1e-9 / area)
    }
  }

  @Test("a unit current passes through a sphere round the electrode, less its share of the return")
  func totalFlux() throws {
    // By the divergence theorem the flux through the part of a small sphere inside the ball is 1 less the cap's
    // share of the uniform return. Axis along the electrode.
    let pole = SIMD3(0, 0, radius)
    let r = 5.0
    // cos of the angle from the inward normal, from the pole down to where the sphere meets the skin.
    let edge = Foundation.acos(r / (2 * radius))
    let n = 4000
    var inwards = 0.0
    for i in 0..<n {
      let a = (Double(i) + 0.5) / Double(n) * edge
      let d = SIMD3(sin(a), 0, -cos(a))
      let g = ball.value(at: pole + r * d, electrode: pole).gradient
      inwards -= sigma * (g * d).sum() * 2 * Double.pi * sin(a) * edge / Double(n) * pow(r / 1000, 2)
    }
    let share = r * r / (4 * radius * radius)
    #expect(abs(inwards - (1 - share)) < 1e-5)
  }

  @Test("is reciprocal on the skin and turns with the ball")
  func symmetry() {
    let (a, b) = (skin(0.7, 0.2), skin(2.1, -1.9))
    let there = ball.value(at: a, electrode: b).potential
    #expect(abs(there - ball.value(at: b, electrode: a).potential) < 1e-12 * abs(there))
    func turn(_ v: SIMD3<Double>) -> SIMD3<Double> {
      let (c, s) = (cos(0.83), sin(0.83))
      let w = SIMD3(c * v.x - s * v.y, s * v.x + c * v.y, v.z)
      return SIMD3(w.x, c * w.y - s * w.z, s * w.y + c * w.z)
    }
    for p in places.dropFirst() {
      let still = ball.value(at: p, electrode: electrode)
      let turned = ball.value(at: turn(p), electrode: turn(electrode))
      #expect(abs(still.potential - turned.potential) < 1e-11 * (1 + abs(still.potential)))
      let error = turn(still.gradient) - turned.gradient
      #expect(
        (error * error).sum().squareRoot() < 1e-9 * (still.gradient * still.gradient).sum().squareRoot())
    }
  }

  @Test("has zero mean over the skin")
  func mean() {
    // With 1 − cos = 2 s², the weak singularity 1/D ~ 1/(2s) goes against the measure s ds.
    let n = 20_000
    var sum = 0.0
    var size = 0.0
    for i in 0..<n {
      let s = (Double(i) + 0.5) / Double(n)
      let c = 1 - 2 * s * s
      let p = radius * SIMD3((1 - c * c).squareRoot(), 0, c)
      let z = ball.value(at: p, electrode: SIMD3(0, 0, radius)).potential
      sum += z * s / Double(n)
      size += abs(z) * s / Double(n)
    }
    #expect(abs(sum) < 1e-6 * size)
  }

  @Test("is the Legendre series")
  func series() {
    let e = electrode / (electrode * electrode).sum().squareRoot()
    for p in places.dropFirst() {
      let r = (p * p).sum().squareRoot()
      let (t, c) = (r / radius, (p * e).sum() / r)
      var (last, now) = (1.0, c)
      var sum = 0.0
      for n in 1...400 {
        sum += Double(2 * n + 1) / Double(n) * pow(t, Double(n)) * now
        (last, now) = (now, (Double(2 * n + 1) * c * now - Double(n) * last) / Double(n + 1))
      }
      let series = sum / (4 * Double.pi * sigma * radius / 1000)
      #expect(abs(series - ball.value(at: p, electrode: electrode).potential) < 1e-10 * (1 + abs(series)))
    }
  }

  @Test("refuses a ball that is none")
  func refusal() {
    #expect(throws: (any Error).self) { try BallLeadField(radius: 0, conductivity: 1) }
    #expect(throws: (any Error).self) { try BallLeadField(radius: 1, conductivity: .nan) }
  }
}
