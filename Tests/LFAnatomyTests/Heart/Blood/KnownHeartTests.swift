import LFCore
import Testing

@testable import LFAnatomy

@Suite("A known heart")
struct KnownHeartTests {
  private func known(_ anatomy: TorsoAnatomy, up: SIMD3<Double>? = nil) -> KnownHeart {
    KnownHeart(
      anatomy.muscle, surface: anatomy.heart.surfacePlaces(3000, seed: 1),
      up: up ?? anatomy.heart.orientation.axes.z
    ) { places in
      places.map { p in
        let d = anatomy.heart.distances(p)
        return d.left < d.right
      }
    }
  }

  @Test(
    "finds the blood that its walls enclose, up to the valves, from the muscle alone",
    arguments: [
      (UInt64(3), AnatomyKind?.none), (UInt64(5), nil), (UInt64(8), .dilatedHeart),
      (UInt64(9), .verticalHeart),
    ] as [(UInt64, AnatomyKind?)])
  func blood(seed: UInt64, kind: AnatomyKind?) {
    let anatomy = TorsoAnatomy(seed: seed, kind: kind)
    // As inference has it: some degrees off.
    let axis = anatomy.heart.orientation.axes
    let heart = known(anatomy, up: (axis.z + axis.x * 0.15).normalized)
    #expect(heart.hasBlood)
    let places = SampleSurfaces.places(8000, SIMD3(-80, -80, -80), SIMD3(80, 80, 80), seed: seed)
    let tissues = heart.tissues(at: places, muscle: heart.muscleDistances(at: places))
    var wrong = 0
    var clear = 0
    for (i, p) in places.enumerated() {
      let truth = anatomy.heart.distances(p)
      guard let found = tissues[i] else {
        #expect(truth.epicardium > 0)
        continue
      }
      for (a, b) in [
        (truth.epicardium, found.epicardium), (truth.left, found.left), (truth.right, found.right),
      ] where abs(a) > 1 {
        clear += 1
        if (a < 0) != (b < 0) { wrong += 1 }
      }
    }
    // Of 1000 places that are a millimetre and more from a border at most three are on its wrong side.
    #expect(wrong * 1000 <= 3 * clear, "\(wrong) of \(clear)")
  }

  @Test(
    "finds where the base and the lowest point of the left ventricle lie",
    arguments: [1, 2, 3, 4, 5, 6, 7, 8])
  func place(seed: UInt64) throws {
    let anatomy = TorsoAnatomy(seed: 1_000_000 + seed)
    let truth = TorsoBody.HeartPlace(anatomy.heart)
    let axis = anatomy.heart.orientation.axes
    let way = SIMD3(10.0, -20, 30)
    let found = try #require(
      known(anatomy, up: (axis.z + axis.x * 0.15).normalized).moved(by: way).place)
    // Root mean squares are 1.3 mm, and 1.4 mm an axis (``CodeInference/placing``).
    #expect(abs(found.lowest - way.z - truth.lowest) < 4)
    #expect((found.vessels - way - truth.vessels).length < 7)
  }

  @Test(
    "is filled with blood into the narrowest corner, where right wall and septum meet", arguments: [1, 4, 7])
  func corners(seed: UInt64) {
    let anatomy = TorsoAnatomy(seed: 1_000_000 + seed, breadth: 1.6)
    let heart = known(anatomy)
    // Near the muscle's surface and inside a cavity: corners are what such places are in.
    let places = SampleSurfaces.places(60_000, SIMD3(-70, -70, -70), SIMD3(70, 70, 70), seed: seed).filter {
      let d = anatomy.heart.distances($0)
      let inside = min(d.left, d.right)
      return inside < -0.02 && inside > -1
    }
    #expect(places.count > 300)
    let tissues = heart.tissues(at: places, muscle: heart.muscleDistances(at: places))
    for (p, found) in zip(places, tissues) {
      // The base's plane is found to a tenth of a millimetre.
      #expect((found?.epicardium ?? 1) < 0.2, "at \(p)")
    }
  }

  /// A muscle without what lies above a plane.
  private struct Cut: Solid {
    let muscle: any Solid
    let normal: SIMD3<Double>
    let through: SIMD3<Double>
    func height(_ p: SIMD3<Double>) -> Double { normal.dot(p - through) }
    func signedDistances(at points: [SIMD3<Double>]) -> [Double] {
      zip(points, muscle.signedDistances(at: points)).map { max(height($0), $1) }
    }
  }

  @Test(
    "has both bloods where the right ventricle's rim lies lower than the left one's", arguments: [3, 5, 11])
  func lowerRim(seed: UInt64) throws {
    let anatomy = TorsoAnatomy(seed: seed)
    let box = SampleSurfaces.places(30_000, SIMD3(-80, -80, -80), SIMD3(80, 80, 80), seed: seed)
    let truth = box.map { anatomy.heart.distances($0) }
    func centre(_ inside: (Int) -> Bool) -> SIMD3<Double> {
      let found = box.indices.filter(inside)
      return found.reduce(SIMD3()) { $0 + box[$1] } / Double(found.count)
    }
    let base = anatomy.heart.baseNormal
    let across = centre { truth[$0].right < 0 } - centre { truth[$0].left < 0 }
    let side = (across - base * base.dot(across)).normalized
    // Through the septum's rim: 25 degrees lower towards the right ventricle.
    let cut = Cut(
      muscle: anatomy.muscle, normal: (base + side * 0.47).normalized,
      through: anatomy.heart.baseCentre + side * 15)
    let rim = box.map { $0 - cut.normal * cut.height($0) }.filter {
      anatomy.muscle.signedDistances(at: [$0])[0] < 0
    }
    let surface =
      anatomy.heart.surfacePlaces(3000, seed: 1).filter { cut.height($0) < 0 } + rim.prefix(300)
    let heart = KnownHeart(cut, surface: surface, up: anatomy.heart.orientation.axes.z) { places in
      places.map { p in
        let d = anatomy.heart.distances(p)
        return d.left < d.right
      }
    }
    #expect(heart.rooms.count { $0 > 6000 } == 2, "\(heart.rooms)")
    let tissues = heart.tissues(at: box, muscle: heart.muscleDistances(at: box))
    var (right, left) = ((found: 0, all: 0), (found: 0, all: 0))
    for (i, p) in box.enumerated() where cut.height(p) < -6 {
      guard let known = tissues[i] else { continue }
      if truth[i].right < -1 { right = (right.found + (known.right < 0 ? 1 : 0), right.all + 1) }
      if truth[i].left < -1 { left = (left.found + (known.left < 0 ? 1 : 0), left.all + 1) }
    }
    #expect(right.all > 80 && Double(right.found) > 0.9 * Double(right.all), "\(right)")
    // Where it opens at the base is told where it opens at the plane that was found.
    if let place = heart.place {
      #expect((place.vessels - TorsoBody.HeartPlace(anatomy.heart).vessels).length < 25, "\(place)")
    }
    #expect(left.all > 80 && Double(left.found) > 0.94 * Double(left.all), "\(left)")
  }

  @Test("finds the base's plane to a degree and a quarter of a millimetre")
  func base() {
    let anatomy = TorsoAnatomy(seed: 12)
    let places = anatomy.heart.surfacePlaces(3000, seed: 2)
    let plane = BasePlane(
      places, anatomy.muscle.distancesAndSlopes(at: places).map(\.slope),
      up: anatomy.heart.orientation.axes.z)
    #expect(plane.normal.dot(anatomy.heart.baseNormal) > Trigonometry.cosine(0.0175))
    #expect(abs(plane.height(anatomy.heart.baseCentre)) < 0.25)
  }

  @Test("that encloses nothing has no blood: a solid ball")
  func solid() {
    let ball = Ellipsoid(center: SIMD3(0, 0, 0), semiAxes: SIMD3(40, 40, 40))
    let surface = TriangleSurface.sphere(radius: 40).points
    let heart = KnownHeart(Ball(shape: ball), surface: surface, up: SIMD3(0, 0, 1)) { $0.map { _ in true } }
    #expect(!heart.hasBlood)
    #expect(heart.tissues(at: [.zero], muscle: [-40])[0] == nil)
  }

  private struct Ball: Solid {
    let shape: Ellipsoid
    func signedDistances(at points: [SIMD3<Double>]) -> [Double] { points.map { shape.signedDistance($0) } }
  }

  @Test("moves as a whole")
  func moved() {
    let anatomy = TorsoAnatomy(seed: 3)
    let heart = known(anatomy)
    let way = SIMD3(30.0, -12, 7)
    let there = heart.moved(by: way)
    for p in [SIMD3(0.0, 0, 0), SIMD3(15.0, 10, -20)] {
      #expect(heart.muscleDistances(at: [p]) == there.muscleDistances(at: [p + way]))
      let (a, b) = (heart.tissues(at: [p], muscle: [1])[0], there.tissues(at: [p + way], muscle: [1])[0])
      #expect(a?.left == b?.left && a?.right == b?.right && a?.epicardium == b?.epicardium)
    }
  }
}
