import LFCore
import LFLeadField
import LFSolve
import Testing

@testable import LFFullOrder

@Suite("Moments of lead fields by reciprocity")
struct HeartMomentsTests {
  private static let sigma = 0.2
  private static let scale = 50e-3
  private static let radius = MuscleBalls.outer * 1e-3
  private static let direction = SIMD3(0.36, -0.48, 0.8)

  /// Mean over the inner ball of ∇P_k · ∇Σ c_k P_k, for c_k = size(l) Y_k of the direction.
  private func expected(_ harmonics: SolidHarmonics, _ size: (_ degree: Double) -> Double) -> [Double] {
    let values = harmonics.values(at: Self.direction * Self.scale)
    let inner = MuscleBalls.inner * 1e-3
    return harmonics.degrees.enumerated().map { k, degree in
      let l = Double(degree)
      // ∫ |∇P|² = l a^(2l+1) / s^(2l) for functions that are orthonormal on the unit sphere.
      let ratio = (0..<degree).reduce(1.0) { value, _ in value * inner * inner / Self.scale / Self.scale }
      return size(l) * values[k] * l * ratio * 3 / (4 * .pi * inner * inner)
    }
  }

  private func power(_ base: Double, _ degree: Double) -> Double {
    (0..<Int(degree)).reduce(1.0) { value, _ in value * base }
  }

  @Test(
    "of a uniform ball are those of its lead field's series; an electrode off the skin moves its near field alone"
  )
  func ball() throws {
    let moments = try HeartMoments(
      MuscleBalls.model(Self.sigma), in: "myocardium", center: .zero, degree: 3, scale: Self.scale * 1e3)
    let electrode = Self.direction * MuscleBalls.outer
    let found = try moments([electrode, electrode * 1.1], bulk: Self.sigma)
    let k = moments.harmonics.count
    // Z = Σ (r/R)^l Y Y / (σ l R): the flux of a point and a uniform return.
    let wanted = expected(moments.harmonics) { l in
      power(Self.scale / Self.radius, l) / (Self.sigma * l * Self.radius)
    }
    func near(_ distance: Double) -> [Double] {
      expected(moments.harmonics) { l in
        power(Self.scale / distance, l) * 2 / ((2 * l + 1) * Self.sigma * distance)
      }
    }
    let (here, there) = (near(Self.radius), near(1.1 * Self.radius))
    let size = wanted.map(abs).max() ?? 0
    #expect(size > 0)
    for f in 0..<k {
      #expect(abs(found[f] - wanted[f]) < 0.02 * size, "function \(f)")
      #expect(abs(found[k + f] - wanted[f] - there[f] + here[f]) < 0.02 * size, "function \(f)")
    }
  }

  @Test("are what a direct solution's field gives")
  func reciprocity() throws {
    let model = try MuscleBalls.model(0.5)
    let moments = try HeartMoments(model, in: "myocardium", center: .zero, degree: 2, scale: 50)
    let electrode = Electrode("V1", at: Self.direction * MuscleBalls.outer)
    let found = try moments([electrode.position], bulk: Self.sigma)
    var options = FullOrderSolver.Options()
    options.splitsSingularity = false
    var diagnostics = Diagnostics()
    let solution = try FullOrderSolver(model, options: options).solve([electrode], diagnostics: &diagnostics)
    let potential = solution.potential(0)
    var sums = [Double](repeating: 0, count: found.count)
    var volume = 0.0
    for cell in 0..<model.cellCount where model.tissueNames[Int(model.tissue[cell])] == "myocardium" {
      let (a, b, c, d) = model.corners(cell)
      let t = LinearTetrahedron(a, b, c, d)
      let nodes = (0..<4).map { Int(model.tetrahedra[4 * cell + $0]) }
      let first = potential[nodes[0]] * t.g0 + potential[nodes[1]] * t.g1
      let field = first + potential[nodes[2]] * t.g2 + potential[nodes[3]] * t.g3
      volume += t.volume
      moments.harmonics.evaluate(at: (a + b + c + d) / 4) { k, _, gradient in
        sums[k] += t.volume * (gradient * field).sum()
      }
    }
    for k in sums.indices {
      #expect(abs(found[k] - sums[k] / volume) < 1e-4 * abs(found[0]) + 1e-4 * abs(sums[k] / volume))
    }
  }
}
