import LFCore
import LFLeadField
import LFSolve
import Testing

@testable import LFFullOrder

@Suite("Finding the cell of a place")
struct CellLocatorTests {
  /// A box of 100 mm whose outer layer, 10 mm thick, is one tissue and whose inside is another.
  private func hollow() throws -> TorsoModel {
    let n = 10
    var box = BoxMesh(n)
    for cube in 0..<n * n * n {
      let at = [cube % n, cube / n % n, cube / (n * n)]
      let isOuter = at.contains { $0 == 0 || $0 == n - 1 }
      for k in 0..<6 { box.labels[6 * cube + k] = isOuter ? 4 : 1 }
    }
    var diagnostics = Diagnostics()
    return try TorsoModel(box.mesh, conductivity: .table(.standard), diagnostics: &diagnostics)
  }

  @Test("a place inside is found in a cell that holds it")
  func inside() throws {
    let model = try hollow()
    let locator = CellLocator(model, tissue: nil)
    for x in [SIMD3(0.005, 0.031, 0.099), SIMD3(0.05, 0.052, 0.047), SIMD3(0.0731, 0.0212, 0.0555)] {
      let hit = try #require(locator.find(x))
      #expect(hit.distance == 0)
      #expect((0..<4).allSatisfy { hit.weights[$0] > -1e-9 })
      let (a, b, c, d) = model.corners(hit.cell)
      let place = a * hit.weights.x + b * hit.weights.y + c * hit.weights.z + d * hit.weights.w
      #expect((place - x).dot(place - x) < 1e-24)
    }
  }

  @Test("a tissue far from a place is found where the limit reaches it, and not where it does not")
  func farFromTheTissue() throws {
    let model = try hollow()
    let locator = CellLocator(model, tissue: model.index(ofTissue: "myocardium"))
    func away(_ cell: Int, _ x: SIMD3<Double>) -> Double {
      let (a, b, c, d) = model.corners(cell)
      let way = (a + b + c + d) / 4 - x
      return way.dot(way).squareRoot()
    }
    // The depth below the inner faces of the layer, which are planes at 10 and 90 mm.
    for (x, depth) in [
      (SIMD3(0.05, 0.05, 0.05), 0.04), (SIMD3(0.044, 0.051, 0.056), 0.034), (SIMD3(0.06, 0.035, 0.05), 0.025),
    ] {
      let hit = try #require(locator.find(x, limit: depth + 0.001))
      #expect(hit.distance > 0 && hit.distance < depth + 1e-9)
      #expect(away(hit.cell, x) < depth + 0.02)
      #expect(locator.find(x)?.cell == hit.cell)
      #expect(locator.find(x, limit: depth / 4) == nil)
    }
    // Beyond the boxes of the grid too.
    let hit = try #require(locator.find(SIMD3(0.5, 0.05, 0.05), limit: 0.5))
    #expect(hit.distance > 0.1 && away(hit.cell, SIMD3(0.5, 0.05, 0.05)) < 0.45)
    #expect(locator.find(SIMD3(.nan, 0, 0)) == nil)
  }

  @Test("places too far from a tissue are refused by number, in the user's coordinates")
  func refusal() throws {
    let model = try hollow()
    var diagnostics = Diagnostics()
    let solver = try FullOrderSolver(model)
    let solution = try solver.solve(
      [Electrode("e", at: SIMD3(0, 50, 50)), Electrode("f", at: SIMD3(100, 50, 50))],
      diagnostics: &diagnostics)
    let places = [SIMD3(5.0, 50, 50), SIMD3(50.0, 50, 50)]
    _ = try solution.samples(at: places, in: "myocardium", limit: 41)
    let error = #expect(throws: LFError.self) {
      try solution.samples(at: places, in: "myocardium", limit: 15, origin: SIMD3(1000, 0, -7))
    }
    #expect(
      error?.description.contains("(1050.0, 50.0, 43.0) mm: point 1") == true, "\(String(describing: error))")
  }
}
