import LFAnatomy
import LFLeadField
import LFShapeCode
import LFSolve
import LFSurrogate
import Testing

/// The shipped model on an anatomy that it did not learn from.
@Suite struct InferenceTests {
  private let shape: ShapeModel
  private let inference: CodeInference
  private let anatomy = TorsoAnatomy(seed: 1_000_003)
  private let places: [SIMD3<Double>]

  init() throws {
    shape = try #require(try SurrogateModel.embedded().shape)
    inference = try #require(CodeInference(shape.decoder, shape.prior))
    places = anatomy.heart.surfacePlaces(900, seed: 1)
  }

  /// Root mean square of the difference of two shapes' codes.
  private func gap(_ a: HeartInference.Result, _ b: HeartInference.Result) -> Double {
    let n = shape.prior.layout.heart.count
    return
      ((0..<n).reduce(0.0) { $0 + (a.values[$1] - b.values[$1]) * (a.values[$1] - b.values[$1]) } / Double(n))
      .squareRoot()
  }

  @Test func theHeartIsFound() {
    let found = inference.heart.infer(places)
    #expect(found.meanResidual < 1.5)
    #expect((found.origin * found.origin).sum() < 25)
    let p = anatomy.parameters
    let at = shape.prior.layout.heart.count
    #expect(abs(found.values[at] - p[.azimuth]) < 4 && abs(found.values[at + 1] - p[.elevation]) < 4)
  }

  @Test func aFewDegreesTurnTheAnglesAndNotTheCode() {
    let found = inference.heart.infer(places)
    // Five degrees about the patient's vertical axis.
    let (c, s) = (0.9961947, 0.0871557)
    let turned = inference.heart.infer(places.map { SIMD3(c * $0.x - s * $0.y, s * $0.x + c * $0.y, $0.z) })
    #expect(gap(found, turned) < 0.25)
    let at = shape.prior.layout.heart.count
    // From the left towards the front is the other way round about z.
    #expect(abs(abs(turned.values[at] - found.values[at]) - 5) < 1.5)
  }

  @Test func noiseAndMissingPlacesLeaveTheCodeWhereItIs() {
    let found = inference.heart.infer(places)
    var random = RandomSource(seed: 5, stream: 5)
    let noisy = places.map { $0 + SIMD3(random.normal(), random.normal(), random.normal()) }
    #expect(gap(found, inference.heart.infer(noisy)) < 0.4)
    // Half of the heart is not there: what is above the middle.
    let half = places.filter { $0.z < 5 }
    #expect(half.count < 2 * places.count / 3)
    let seen = inference.heart.infer(half)
    #expect(gap(found, seen) < 0.9)
    #expect(seen.information.trace < 1.2 * found.information.trace)
  }

  @Test func electrodesTellOfTheTorso() throws {
    let heart = inference.heart.infer(places)
    let electrodes = anatomy.standardElectrodes()
    var errors: [CodeInference.Use: Double] = [:]
    var left: [CodeInference.Use: Double] = [:]
    for use in CodeInference.Use.allCases {
      let code = try #require(inference.code(heart, electrodes: electrodes, use: use))
      let decoded = DecodedAnatomy(shape.decoder, code)
      let d = decoded.distances(electrodes.map(\.position))
      errors[use] = electrodes.indices.reduce(0.0) { $0 + abs(Double(d[5 * $1])) } / 10
      left[use] = code.torsoUncertainty
    }
    let (none, unlabelled, labelled) = (
      try #require(left[CodeInference.Use.none]), try #require(left[.unlabelled]),
      try #require(left[.labelled])
    )
    #expect(labelled < unlabelled && unlabelled < none && none <= 1.05)
    #expect(try #require(errors[.labelled]) < 6)
    #expect(try #require(errors[.unlabelled]) < 6)
  }

  @Test func electrodesOfAnotherTorsoAreStrange() throws {
    for seed in UInt64(1_000_003)..<1_000_009 {
      let other = TorsoAnatomy(seed: seed)
      let found = inference.heart.infer(other.heart.surfacePlaces(900, seed: 1))
      let own = other.standardElectrodes()
      let usual = try #require(inference.strangeness(of: own, found))
      #expect(usual.deviations < 1.2)
      // The arms' cables exchanged.
      let exchanged = own.map { one in
        Electrode(["RA": "LA", "LA": "RA"][one.name] ?? one.name, at: one.position)
      }
      let odd = try #require(inference.strangeness(of: exchanged, found))
      #expect(odd.deviations > 3 && ["RA", "LA"].contains(odd.oddest))
      let moved = own.map { $0.name == "V4" ? Electrode($0.name, at: $0.position + SIMD3(0, 0, 45)) : $0 }
      let misplaced = try #require(inference.strangeness(of: moved, found))
      #expect(misplaced.deviations > usual.deviations && misplaced.oddest == "V4")
      #expect((25...60).contains(misplaced.distance))
    }
    let found = inference.heart.infer(places)
    #expect(inference.strangeness(of: [Electrode("back", at: SIMD3(0, 100, 0))], found) == nil)
  }

  @Test func placedElectrodesLieOnTheSkin() throws {
    let heart = inference.heart.infer(places)
    let code = try #require(inference.code(heart, electrodes: [], use: .none))
    #expect(code.landmarks.count == 10)
    let v2 = code.landmarks[5]
    #expect(v2.y < -40)
    #expect(code.landmarkDeviations.allSatisfy { $0 > 2 && $0 < 60 })
  }
}
