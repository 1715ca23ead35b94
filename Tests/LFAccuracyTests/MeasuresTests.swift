import Foundation
import LFAccuracy
import LFCore
import LFElectrocardiogram
import LFLeadField
import LFMesh
import LFRecording
import LFTestSupport
import Testing

@Suite("Measures of lead fields and ECGs")
struct MeasuresTests {
  private func gradients(_ vectors: [[SIMD3<Double>]], _ names: [String]) -> LeadGradients {
    LeadGradients(
      names: names, count: vectors[0].count, values: vectors.flatMap { $0.flatMap { [$0.x, $0.y, $0.z] } })
  }

  @Test("give zero for the same field, also when its leads stand in another order")
  func same() throws {
    let a: [SIMD3<Double>] = [SIMD3(1, 2, 3), SIMD3(-1, 0, 2)]
    let b: [SIMD3<Double>] = [SIMD3(4, 0, 1), SIMD3(0, 5, 2)]
    let result = try FieldComparison(
      gradients([b, a], ["II", "I"]), gradients([a, b], ["I", "II"]), weights: [1, 1])
    #expect(result.overall.angleMean < 1e-6)
    #expect(result.overall.relativeL2 == 0)
    #expect(abs(result.overall.magnitudeRatio - 1) < 1e-12)
    #expect(result.overall.rdm < 1e-7)
    #expect(result.perLead.map(\.name) == ["I", "II"])
    #expect(result.overall.count == 4)
  }

  @Test("give the turn and the scale that were put in", arguments: [0.01, 3.0, 30.0, 90.0, 179.0])
  func turnAndScale(degrees: Double) throws {
    let angle = degrees * .pi / 180
    let golden: [SIMD3<Double>] = (1...20).map { SIMD3(Double($0), 0, 0) }
    let turned = golden.map { SIMD3(2 * $0.x * cos(angle), 2 * $0.x * sin(angle), 0) }
    let m = try FieldComparison(
      gradients([turned], ["V1"]), gradients([golden], ["V1"]), weights: [Double](repeating: 1, count: 20)
    ).overall
    #expect(abs(m.angleMean - degrees) < 1e-9)
    #expect(abs(m.angle95 - degrees) < 1e-9)
    #expect(abs(m.magnitudeRatio - 2) < 1e-12)
    #expect(abs(m.mag - 2) < 1e-12)
    // |2Rg − g|² = (4 + 1 − 4 cos) |g|²; at the best scale sin² is left.
    #expect(abs(m.relativeL2 - (5 - 4 * cos(angle)).squareRoot()) < 1e-9)
    #expect(abs(m.relativeL2Scaled - sin(angle)) < 1e-6)
    #expect(abs(m.rdm - 2 * sin(angle / 2)) < 1e-6)
    #expect(abs(m.bestScale - cos(angle) / 2) < 1e-12)
    // RE² = (MAG − 1)² + MAG · RDM².
    #expect(abs(m.relativeL2 * m.relativeL2 - ((m.mag - 1) * (m.mag - 1) + m.mag * m.rdm * m.rdm)) < 1e-9)
  }

  @Test("weigh points by volume, and leave the weakest out of the angle")
  func weights() throws {
    let golden: [SIMD3<Double>] = [SIMD3(1, 0, 0), SIMD3(1, 0, 0), SIMD3(1e-6, 0, 0)]
    let predicted: [SIMD3<Double>] = [SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 1, 0)]
    let m = try FieldComparison(
      gradients([predicted], ["V1"]), gradients([golden], ["V1"]), weights: [3, 1, 100]
    ).overall
    #expect(abs(m.angleMean - 22.5) < 1e-9)
    #expect(m.angleMedian < 1e-9)
    #expect(m.leftOut == 1)
    #expect(m.count == 2)
  }

  @Test("never average a hole away")
  func holes() {
    let golden: [SIMD3<Double>] = [SIMD3(1, 0, 0)]
    for bad in [Double.nan, .infinity] {
      #expect(throws: LFError.self) {
        try FieldComparison(
          gradients([[SIMD3(bad, 0, 0)]], ["V1"]), gradients([golden], ["V1"]), weights: [1])
      }
    }
    let missing = #expect(throws: LFError.self) {
      try FieldComparison(gradients([golden], ["V2"]), gradients([golden], ["V1"]), weights: [1])
    }
    #expect(missing?.description.contains("V1") == true)
  }

  @Test("of ECGs are on raw amplitudes, and scaled where they say so")
  func electrocardiograms() throws {
    let golden = Electrocardiogram(
      leads: ["I", "II"], times: [0, 1, 2], voltages: [[1, -2, 3], [10, 20, -10]])
    let half = Electrocardiogram(
      leads: ["II", "I"], times: [0, 1, 2], voltages: [[5, 10, -5], [0.5, -1, 1.5]])
    let result = try ElectrocardiogramComparison(half, golden)
    #expect(abs(result.pooled - 0.25) < 1e-12)
    #expect(abs(result.meanOverLeads - 0.25) < 1e-12)
    #expect(abs(result.bestScale - 2) < 1e-12)
    #expect(result.pooledScaled < 1e-12)
    #expect(result.perLead.map(\.name) == ["I", "II"])
    for lead in result.perLead { #expect(abs(lead.correlation - 1) < 1e-12) }
    let late = Electrocardiogram(leads: ["I", "II"], times: [1, 2, 3], voltages: golden.voltages)
    #expect(throws: LFError.self) { try ElectrocardiogramComparison(late, golden) }
  }
}

@Suite("A report on a lead field")
struct LeadFieldReportTests {
  private static let electrode = SIMD3(100.0, 0, 0)

  /// r² ∇Z = linear in x for each electrode, so that the interpolation is exact.
  private func field(_ cells: [Int], side: Double, scale: Double = 1, activated: Bool = false) throws
    -> LeadField
  {
    var mesh = BoxMesh.tetrahedra(cells: cells, side: side)
    let points = try #require(mesh.pointVectors)
    let names = ["RA", "LA", "LL"]
    var gradient: [Float] = []
    for e in names.indices {
      let number = Double(e)
      for p in points {
        let g =
          SIMD3(p.x + 3 + number * number, p.y * (number + 1) - 2, p.z - p.x + number) * scale
          * (1e4 / ((p - Self.electrode) * (p - Self.electrode)).sum())
        gradient += [Float(g.x), Float(g.y), Float(g.z)]
      }
    }
    if activated {
      mesh.pointData.arrays = [
        DataArray("activation", .float64(points.map { $0.x + 0.5 * $0.z })),
        DataArray("repolarisation", .float64(points.map { 280 + 0.5 * $0.x })),
      ]
    }
    return LeadField(
      mesh: mesh, electrodes: names.map { Electrode($0, at: Self.electrode) }, leads: .standard(for: names),
      atPoints: FieldSamples(count: points.count, potential: nil, gradient: gradient),
      conductivity: .standard,
      provenance: Provenance(title: "", method: "", source: "", history: [], references: ""))
  }

  @Test("compares at the same points, with the ECG of the golden activation")
  func samePoints() throws {
    var diagnostics = Diagnostics()
    let golden = try field([4, 4, 4], side: 6, activated: true)
    let report = try LeadFieldReport(
      try field([4, 4, 4], side: 6, scale: 1.1), golden: golden, diagnostics: &diagnostics)
    #expect(report.sampling == "same points")
    #expect(abs(report.field.overall.relativeL2 - 0.1) < 1e-5)
    #expect(report.field.overall.angleMean < 1e-3)
    let ecg = try #require(report.electrocardiogram)
    #expect(abs(ecg.pooled - 0.01) < 1e-5)
    #expect(ecg.pooledScaled < 1e-9)
    #expect(diagnostics.warnings.isEmpty)
    // One factor on everything is a defect with a name.
    #expect(report.accuracy.findings.map(\.kind) == [.scale])
    #expect(report.accuracy.findings.first?.message.contains("1.1000") == true)
    #expect(report.accuracy.traces.count == 2)
    #expect(report.accuracy.value("gradient.relativeL2", .lead("aVF")) != nil)
  }

  @Test("interpolates a prediction on another mesh, exactly where it is linear")
  func interpolation() throws {
    var diagnostics = Diagnostics()
    let report = try LeadFieldReport(
      try field([3, 3, 3], side: 8), golden: try field([5, 5, 5], side: 4.8), diagnostics: &diagnostics)
    #expect(report.sampling == "linear interpolation of r² ∇Z")
    #expect(report.field.overall.angleMean < 1e-3)
    #expect(report.field.overall.relativeL2 < 1e-5)
    #expect(report.electrocardiogram == nil)
  }

  @Test("finds a shifted mesh, other conductivities and moved electrodes")
  func mistakes() throws {
    var diagnostics = Diagnostics()
    let golden = try field([4, 4, 4], side: 6)
    let half = try field([4, 4, 4], side: 3)
    let halved = try LeadFieldReport(half, golden: golden, diagnostics: &diagnostics).accuracy
    #expect(halved.findings.contains { $0.severity == .fault && $0.kind == .unit })
    var other = golden
    other.conductivity = .homogeneous
    other.electrodes[1].position.y += 12
    _ = try LeadFieldReport(other, golden: golden, diagnostics: &diagnostics)
    #expect(diagnostics.warnings.contains { $0.contains("homogeneous") })
    #expect(diagnostics.warnings.contains { $0.contains("LA") && $0.contains("12") })
  }

  @Test("leaves places that the prediction does not reach out of everything: field, ECG and picture")
  func cropped() throws {
    var diagnostics = Diagnostics()
    let golden = try field([4, 4, 30], side: 5, activated: true)
    let report = try LeadFieldReport(
      try field([4, 4, 29], side: 5), golden: golden, diagnostics: &diagnostics)
    #expect(report.missing == 25)
    #expect(report.accuracy.isSound, "\(report.accuracy.findings)")
    #expect(report.field.overall.relativeL2 < 1e-5)
    let ecg = try #require(report.electrocardiogram)
    #expect(ecg.pooled < 1e-9)
    let view = try #require(report.accuracy.view)
    for (i, point) in view.points.enumerated() {
      let isReached = point.z < 149
      #expect(view.angle[i].isNaN != isReached && view.prediction[i].isNaN != isReached)
      #expect(view.golden[i] > 0 && !(view.angle[i] > 0.1))
    }
  }

  @Test("says that one electrode makes no lead")
  func single() throws {
    var field = try field([2, 2, 2], side: 6)
    field.electrodes = [field.electrodes[0]]
    field.leads = LeadMatrix(names: ["RA"], electrodes: ["RA"], weights: [[1]])
    let error = #expect(throws: LFError.self) {
      var diagnostics = Diagnostics()
      _ = try LeadFieldReport(field, golden: field, diagnostics: &diagnostics)
    }
    #expect(error?.code == .badData && error?.message.contains("RA, which makes no lead") == true)
  }

  @Test("refuses a golden activation that no beat has")
  func garbage() throws {
    var golden = try field([2, 2, 2], side: 6, activated: true)
    let times = try #require(golden.mesh.pointData["repolarisation"]?.values.doubles())
    golden.mesh.pointData.arrays[1] = DataArray("repolarisation", .float64([1e20] + times.dropFirst()))
    let error = #expect(throws: LFError.self) {
      var diagnostics = Diagnostics()
      _ = try LeadFieldReport(golden, golden: golden, diagnostics: &diagnostics)
    }
    #expect(error?.code == .badData && error?.message.contains("at point 0") == true)
  }

  @Test("drives the ECG along the golden mesh's fibres, by whatever usual name and in cells or points")
  func fibres() throws {
    func ecg(_ name: String?, atCells: Bool = true) throws -> [[Double]] {
      var golden = try field([3, 3, 3], side: 6, activated: true)
      let count = atCells ? golden.mesh.cellCount : golden.mesh.pointCount
      if let name {
        let fibres = DataArray(
          name, components: 3, .float32((0..<count).flatMap { _ in [0.6, 0, 0.8] as [Float] }))
        if atCells {
          golden.mesh.cellData.arrays.append(fibres)
        } else {
          golden.mesh.pointData.arrays.append(fibres)
        }
      }
      var diagnostics = Diagnostics()
      let report = try LeadFieldReport(golden, golden: golden, diagnostics: &diagnostics)
      return try #require(report.accuracy.traces.last).leads.map(\.samples)
    }
    let along = try ecg("fiber")
    #expect(try ecg(nil) != along)
    for name in ["fibre", "Fibers", "fibres", "f0"] { #expect(try ecg(name) == along, "\(name)") }
    let atPoints = try ecg("fibres", atCells: false)
    for (a, b) in zip(atPoints.joined(), along.joined()) { #expect(abs(a - b) < 1e-9) }
  }

  @Test("holds like against like where a lead field is known at points and cells")
  func both() throws {
    var golden = try field([3, 3, 3], side: 6, activated: true)
    let points = try #require(golden.atPoints)
    let corners = golden.mesh.tetrahedra.corners
    // Not the means of the points, as a solver's own values at cells are not.
    golden.atCells = FieldSamples(
      count: corners.count, potential: nil,
      gradient: golden.electrodes.indices.flatMap { e in
        corners.flatMap { c in (0..<3).map { points.gradient[3 * (e * points.count + Int(c.x)) + $0] } }
      })
    var diagnostics = Diagnostics()
    let report = try LeadFieldReport(golden, golden: golden, diagnostics: &diagnostics)
    #expect(report.electrocardiogram?.pooled == 0)
  }
}
