import LFCore
import LFShapeCode
import LFSurrogate
import Testing

@testable import LFAnatomy

/// Segmented skin and lungs tell the shipped model of an anatomy that it did not learn from.
@Suite struct TorsoSurfaceTests {
  private let shape: ShapeModel
  private let anatomy = TorsoAnatomy(seed: 1_000_004)
  private let skin: TriangleSurface
  private let lungs: TriangleSurface

  init() throws {
    shape = try #require(try SurrogateModel.embedded().shape)
    skin = anatomy.surface(of: .skin, spacing: 10)
    lungs = anatomy.surface(of: .lungs, spacing: 8)
  }

  private func code(_ told: [TorsoPlaces]) throws -> AnatomyCode {
    let inference = try #require(CodeInference(shape.decoder, shape.prior))
    let found = inference.heart.infer(anatomy.heart.surfacePlaces(900, seed: 1))
    return try #require(
      inference.code(found, electrodes: anatomy.standardElectrodes(), use: .labelled, surfaces: told))
  }

  /// The mean distance of a true surface from the decoded one, mm.
  private func gap(
    _ surface: TriangleSurface, _ part: TorsoPlaces.Part, _ told: [TorsoPlaces]
  ) throws -> Double {
    let decoded = DecodedAnatomy(shape.decoder, try code(told))
    let places = surface.withoutCuts().evenSample(777)
    let d = decoded.distances(places)
    return places.indices.reduce(0.0) { $0 + Double(abs(d[5 * $1 + (part == .skin ? 0 : 4)])) } / 777
  }

  @Test func bothSurfacesAreFound() throws {
    let told = [
      try TorsoPlaces(.skin, of: skin), try TorsoPlaces(.lungs, of: lungs),
    ]
    #expect(try gap(skin, .skin, told) < 1.5)
    #expect(try gap(lungs, .lungs, told) < 1.5)
    #expect(try gap(lungs, .lungs, []) > 3)
  }

  @Test func aPieceOfTheLungsTellsOfThem() throws {
    // As a scan of the heart has it: a slab about it.
    var slab = lungs
    slab.triangles.removeAll { t in
      let (a, b, c) = lungs.corners(t)
      return max(abs(a.z), abs(b.z), abs(c.z)) > 60
    }
    let told = [try TorsoPlaces(.lungs, of: slab)]
    #expect(try gap(lungs, .lungs, told) < 0.6 * gap(lungs, .lungs, []))
    // It takes less of their variance than the whole does, and nothing is said of the skin, which was not given.
    let (part, whole) = (
      try code(told).surfacesTell, try code([try TorsoPlaces(.lungs, of: lungs)]).surfacesTell
    )
    #expect(part.x == 0 && whole.x == 0)
    #expect(part.y > 0.3 && part.y < whole.y && whole.y > 0.75, "\(part) \(whole)")
    #expect(try code([]).surfacesTell == .zero)
  }

  @Test func sizesThatNoBodyHasAreRefused() {
    let metres = skin.scaled(by: 0.001)
    do throws(LFError) {
      _ = try TorsoPlaces(.skin, of: metres)
      Issue.record("was taken")
    } catch {
      #expect(error.code == .badData && error.hint?.contains("--unit") == true)
    }
  }
}

extension TriangleSurface {
  fileprivate func scaled(by factor: Double) -> TriangleSurface {
    TriangleSurface(points: points.map { $0 * factor }, triangles: triangles)
  }
}
