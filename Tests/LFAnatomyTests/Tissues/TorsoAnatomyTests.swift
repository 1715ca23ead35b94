import LFCore
import Testing

@testable import LFAnatomy

@Suite("Anatomies as signed distances")
struct TorsoAnatomyTests {
  private func places(_ anatomy: TorsoAnatomy, _ count: Int, seed: UInt64) -> [SIMD3<Double>] {
    let box = anatomy.skin.surface.box
    return SampleSurfaces.places(count, box.low - 30, box.high + 30, seed: seed)
  }

  @Test(
    "nest: cavities in the heart in the skin, lungs clear of heart and skin, over fifty seeds and all extremes"
  )
  func nesting() {
    let kinds = AnatomyKind.allCases.map { Optional($0) } + [AnatomyKind?](repeating: nil, count: 45)
    for (seed, kind) in kinds.enumerated() {
      let anatomy = TorsoAnatomy(
        Population.parameters(seed: SeedRange.validation.seeds.lowerBound + UInt64(seed), kind: kind),
        skinSpacing: 16)
      let near = SampleSurfaces.places(600, SIMD3(-90, -90, -90), SIMD3(90, 90, 90), seed: UInt64(seed))
      for d in anatomy.distances(at: near + places(anatomy, 600, seed: UInt64(seed))) {
        if d.leftCavity < 0 || d.rightCavity < 0 { #expect(d.epicardium < 0) }
        #expect(!(d.leftCavity < 0 && d.rightCavity < 0))
        if d.epicardium < 0 { #expect(d.skin < -TorsoAnatomy.clearance + 1) }
        if d.lungs < 0 {
          #expect(d.skin < -15)
          #expect(d.epicardium > 2.9)
        }
      }
    }
  }

  @Test("grow no faster than the way, and as fast near their surfaces", arguments: [3 as UInt64, 4, 5])
  func slope(seed: UInt64) {
    let anatomy = TorsoAnatomy(seed: seed)
    let some = places(anatomy, 1500, seed: seed)
    let h = 0.5
    let here = anatomy.distances(at: some)
    var source = RandomSource(seed: seed, stream: 9)
    let steps = some.map { _ in
      SIMD3(source.normal(), source.normal(), source.normal()).normalized * h
    }
    let there = anatomy.distances(at: zip(some, steps).map { $0 + $1 })
    for (a, b) in zip(here, there) {
      for (u, v) in [
        (a.skin, b.skin), (a.epicardium, b.epicardium), (a.leftCavity, b.leftCavity),
        (a.rightCavity, b.rightCavity), (a.lungs, b.lungs),
      ] {
        #expect(abs(u - v) <= 1.1 * h)
      }
    }
    // The length of the skin's slope within 30 mm of it.
    let close = zip(some, here).filter { abs($1.skin) < 30 }.map(\.0)
    let axes = [SIMD3(h, 0, 0), SIMD3(0, h, 0), SIMD3(0, 0, h)]
    let differences = axes.map { axis in
      zip(
        anatomy.skin.signedDistances(at: close.map { $0 + axis }),
        anatomy.skin.signedDistances(at: close.map { $0 - axis })
      ).map { ($0 - $1) / (2 * h) }
    }
    let slopes = close.indices.map {
      SIMD3(differences[0][$0], differences[1][$0], differences[2][$0]).length
    }
    #expect(slopes.filter { abs($0 - 1) < 0.1 }.count > close.count * 9 / 10)
  }

  @Test("have a skin whose facets lie on the smooth torso, closed and without self-intersection")
  func skin() throws {
    let anatomy = TorsoAnatomy(seed: 11)
    let facets = anatomy.torso.surface(width: 8)
    #expect(try SurfaceCheck.closed(facets, name: "skin") == facets)
    let sides = facets.triangles.map { t in
      let (a, b, c) = facets.corners(t)
      return (a + b + c) / 3
    }.filter {
      $0.z > anatomy.torso.bottom + TorsoShape.rounding && $0.z < anatomy.torso.top - TorsoShape.rounding
    }
    let gaps = sides.map { abs(anatomy.torso.sideDistance($0)) }.sorted()
    #expect(gaps[gaps.count / 2] < 0.1)
    #expect(gaps[gaps.count * 99 / 100] < 0.6)
  }

  @Test("put the centre of the muscle at the origin")
  func origin() {
    let anatomy = TorsoAnatomy(seed: 12)
    let heart = SampleHeart(anatomy.heart.ventricles, anatomy.heart.orientation, spacing: 4)
    #expect((heart.tetrahedra.centroid).length < 0.1)
    let placed = anatomy.heart.ventricles.muscleCentre(spacing: 2) - anatomy.heart.centre
    #expect(placed.length < 0.3)
  }

  @Test("give closed surfaces of every part, of the volume that the distances enclose")
  func surfaces() {
    let anatomy = TorsoAnatomy(seed: 13, kind: .dilatedHeart)
    let near = SampleSurfaces.places(30_000, SIMD3(-90, -90, -90), SIMD3(90, 90, 90), seed: 8)
    let found = anatomy.distances(at: near)
    for part in TorsoAnatomy.Part.allCases where part != .skin {
      let surface = anatomy.surface(of: part)
      #expect(SampleSurfaces.isClosed(surface), "\(part)")
      let inside: ((TissueDistances) -> Bool)? =
        switch part {
        case .epicardium: { $0.epicardium < 0 }
        case .muscle: { $0.tissue == .myocardium }
        case .leftCavity: { $0.leftCavity < 0 }
        case .rightCavity: { $0.rightCavity < 0 }
        default: nil
        }
      guard let inside else { continue }
      let count = Double(found.filter(inside).count)
      let each = 180.0 * 180 * 180 / Double(near.count)
      #expect(abs(surface.enclosedVolume - count * each) < 4 * count.squareRoot() * each + 4000, "\(part)")
    }
  }

  @Test("give coarse surfaces of which none runs through another", arguments: [41, 2_000_011] as [UInt64])
  func coarseSurfaces(seed: UInt64) {
    let anatomy = TorsoAnatomy(seed: seed)
    let muscle = anatomy.sampleHeart(spacing: 5).tetrahedra.boundary()
    // Made one by one, lungs and heart of this width do cross.
    let lungs = anatomy.surface(of: .lungs, spacing: TorsoAnatomy.Part.lungs.usualSpacing / 0.3)
    let epicardium = anatomy.surface(
      of: .epicardium, spacing: TorsoAnatomy.Part.epicardium.usualSpacing / 0.3)
    #expect(
      SelfIntersection.between(lungs, muscle) != nil || SelfIntersection.between(lungs, epicardium) != nil)
    let surfaces = Dictionary(
      uniqueKeysWithValues: anatomy.surfaces(resolution: 0.3, muscle: muscle).map { ($0.part, $0.surface) })
    #expect(surfaces.count == TorsoAnatomy.Part.allCases.count)
    for (one, other) in [
      (.lungs, .muscle), (.lungs, .epicardium), (.lungs, .skin), (.muscle, .skin), (.epicardium, .skin),
      (.leftCavity, .epicardium), (.rightCavity, .epicardium), (.leftCavity, .rightCavity),
    ] as [(TorsoAnatomy.Part, TorsoAnatomy.Part)] {
      guard let a = surfaces[one], let b = surfaces[other] else { continue }
      #expect(SelfIntersection.between(a, b) == nil, "\(one) and \(other)")
      #expect(SampleSurfaces.isClosed(a) && SampleSurfaces.isClosed(b))
    }
  }
}
