import LFCore
import LFLeadField
import Testing

@testable import LFAnatomy

@Suite("Electrodes of a heart")
struct ElectrodeSetTests {
  private func heart() throws -> HeartMesh {
    var diagnostics = Diagnostics()
    return try HeartMesh(box(), file: "h.vtu", diagnostics: &diagnostics)
  }

  @Test("the ten standard ones are placed round the centroid, with a warning")
  func placed() throws {
    var diagnostics = Diagnostics()
    let heart = try heart()
    let set = try ElectrodeSet(placedAround: heart, diagnostics: &diagnostics)
    #expect(set.electrodes.map(\.name) == Electrode.standardNames)
    #expect(set.electrodes.allSatisfy { $0.origin == .placed })
    #expect(set.leads.names == LeadMatrix.standardNames)
    #expect(diagnostics.warnings.count == 1)
    #expect(diagnostics.warnings.first?.contains("placed") == true)
    #expect((set.electrodes[0].position - heart.centroid - SIMD3(-175, -20, 165)).length < 1e-12)
  }

  @Test("standard positions are within 12 mm of the distances to the heart on real torsos")
  func distances() throws {
    let made = SampleHeart(Biventricular(), HeartOrientation(), spacing: 3.5)
    var diagnostics = Diagnostics()
    let heart = try HeartMesh(made.mesh, file: "h.vtu", diagnostics: &diagnostics)
    let set = try ElectrodeSet(placedAround: heart, diagnostics: &diagnostics)
    // Seen on real torsos, mm.
    let ranges = [
      "V1": 30.0...40.0, "V2": 30...41, "V3": 35...46, "V4": 43...52, "V5": 52...88, "V6": 82...117,
    ]
    for (name, range) in ranges {
      let electrode = try #require(set.electrodes.first { $0.name == name })
      let distance = heart.body.distanceToPoints(electrode.position)
      let off = max(range.lowerBound - distance, distance - range.upperBound)
      #expect(off < 12, "\(name) \(distance)")
    }
  }

  @Test(
    "a place where no skin electrode can be is refused, the electrode named",
    arguments: [
      (SIMD3(25.0, 23, 40), "inside"), (SIMD3(5.0, -7.5, 9), "no bound"),
      (SIMD3(90000.0, 40000, 0), "likely um"),
      (SIMD3(2000.0, 0, 0), "metre"), (SIMD3(.nan, 0, 0), "finite"),
    ])
  func refused(place: SIMD3<Double>, words: String) throws {
    var diagnostics = Diagnostics()
    let heart = try heart()
    let error = #expect(throws: LFError.self) {
      try ElectrodeSet([Electrode("V3", at: place)], of: heart, file: "e.csv", diagnostics: &diagnostics)
    }
    #expect(error?.code == .badData)
    #expect(error?.description.contains("e.csv: electrode V3") == true)
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test("millimetres that were read as metres are named")
  func metres() throws {
    var diagnostics = Diagnostics()
    let heart = try heart()
    let error = #expect(throws: LFError.self) {
      try ElectrodeSet(
        [Electrode("V3", at: SIMD3(90_000, 40_000, 0))], of: heart, file: "e.csv", readIn: .metre,
        diagnostics: &diagnostics)
    }
    #expect(error?.description.contains("likely mm") == true, "\(String(describing: error))")
  }

  @Test("names are there once; missing limb electrodes leave no leads, with a warning")
  func names() throws {
    var diagnostics = Diagnostics()
    let heart = try heart()
    let v1 = Electrode("V1", at: SIMD3(0, -100, 0))
    #expect(throws: LFError.self) {
      try ElectrodeSet([v1, v1], of: heart, file: "e.csv", diagnostics: &diagnostics)
    }
    let set = try ElectrodeSet([v1], of: heart, file: "e.csv", diagnostics: &diagnostics)
    #expect(set.leads.names.isEmpty)
    #expect(diagnostics.warnings.contains { $0.contains("no standard lead") })
  }

  @Test(
    "electrodes in another unit than they are read in lie in one spot: the file and the unit are named",
    arguments: [(0.001, "m"), (0.1, "cm")])
  func unit(scale: Double, unit: String) throws {
    var diagnostics = Diagnostics()
    let heart = try heart()
    let electrodes = StandardPositions.table.map { Electrode($0.name, at: $0.offset * scale) }
    let error = #expect(throws: LFError.self) {
      try ElectrodeSet(electrodes, of: heart, file: "e.csv", diagnostics: &diagnostics)
    }
    let text = "\(String(describing: error?.description))"
    #expect(text.contains("e.csv: has 10 electrodes within") && text.contains("likely \(unit)"), "\(text)")
    #expect(text.contains("x (\(unit))"), "\(text)")
  }

  @Test("left and right exchanged make a warning of the frame")
  func mirrored() throws {
    var diagnostics = Diagnostics()
    _ = try ElectrodeSet(
      [Electrode("RA", at: SIMD3(150, 0, 150)), Electrode("LA", at: SIMD3(-150, 0, 150))], of: heart(),
      file: "e.csv", diagnostics: &diagnostics)
    #expect(diagnostics.warnings.contains { $0.contains("--frame") })
  }
}
