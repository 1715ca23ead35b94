import LFAccuracy
import LFCore
import LFGate
import LFLeadField
import LFMesh
import Testing

/// Defects that no angle at a point shows: in cells, in potentials, in an electrode that is in no lead, at few places.
@Suite("Hidden defects of a lead field")
struct HiddenDefectTests {
  private let golden: LeadField

  init() throws {
    let item = try #require(try Anatomies.cases().first { $0.name == "female-1" })
    golden = try Anatomies.leadField(item, "golden", .standard)
  }

  private func report(_ field: LeadField, _ golden: LeadField? = nil) throws -> AccuracyReport {
    var diagnostics = Diagnostics()
    return try LeadFieldReport(field, golden: golden ?? self.golden, diagnostics: &diagnostics).accuracy
  }

  private func expect(
    _ kind: Finding.Kind, _ words: [String], in field: LeadField,
    _ place: SourceLocation = #_sourceLocation
  ) throws {
    let faults = try report(field).findings.filter { $0.severity == .fault }
    #expect(faults.map(\.kind) == [kind], "\(faults)", sourceLocation: place)
    for word in words {
      #expect(faults.first?.message.contains(word) == true, "\(faults)", sourceLocation: place)
    }
  }

  private func electrode(_ name: String) throws -> Int {
    try #require(golden.electrodes.firstIndex { $0.name == name })
  }

  /// The golden field with another gradient at points: electrode, place, value.
  private func mapped(_ change: (Int, Int, SIMD3<Float>) -> SIMD3<Float>) throws -> LeadField {
    var field = golden
    field.atPoints?.gradient = Self.mapped(try #require(golden.atPoints), change)
    return field
  }

  private static func mapped(_ samples: FieldSamples, _ change: (Int, Int, SIMD3<Float>) -> SIMD3<Float>)
    -> [Float]
  {
    var values = samples.gradient
    for i in 0..<values.count / 3 {
      let g = change(
        i / samples.count, i % samples.count, SIMD3(values[3 * i], values[3 * i + 1], values[3 * i + 2]))
      for axis in 0..<3 { values[3 * i + axis] = g[axis] }
    }
    return values
  }

  /// The golden field with gradients at cells too, the means of the corners'.
  private func both(_ change: (Int, Int, SIMD3<Float>) -> SIMD3<Float>) throws -> LeadField {
    let samples = try #require(golden.atPoints)
    let corners = golden.mesh.tetrahedra.corners
    var values: [Float] = []
    for e in golden.electrodes.indices {
      for c in corners {
        for axis in 0..<3 {
          values.append(
            (0..<4).reduce(0) { $0 + samples.gradient[3 * (e * samples.count + Int(c[$1])) + axis] } / 4)
        }
      }
    }
    var field = golden
    let cells = FieldSamples(count: corners.count, potential: nil, gradient: values)
    field.atCells = FieldSamples(
      count: corners.count, potential: nil, gradient: Self.mapped(cells, change))
    return field
  }

  @Test("gradients at cells, of which ECGs are made, that are not those at points")
  func cells() throws {
    #expect(try report(try both { $2 }).isSound)
    try expect(.sign, ["at cells", "opposite", "RA", "V6"], in: try both { -$2 })
    try expect(.cells, ["at cells", "RA", "V6"], in: try both { _, _, _ in SIMD3() })
    let v3 = try electrode("V3")
    try expect(.cells, ["gradient of V3 at cells"], in: try both { $0 == v3 ? $2 * 2 : $2 })
    let part = golden.mesh.cellCount / 10
    try expect(.cells, ["of the volume, first in cell 0"], in: try both { $1 < part ? SIMD3(50, 0, 0) : $2 })
    try expect(.notFinite, ["cell 7"], in: try both { $1 == 7 ? SIMD3(0, .nan, 0) : $2 })
    // What no comparison of places finds, the ECG shows.
    let larger = try report(try both { $2 * 1.3 })
    #expect(try #require(larger.value("ecg.pooled")) > 0.08 && !CaseVerdict(larger, .paper).isPassed)
  }

  @Test("the sign of each electrode, also of those in no lead, and of all")
  func signs() throws {
    for (number, item) in golden.electrodes.enumerated() {
      try expect(
        .sign, ["electrode \(item.name) is flipped"], in: try mapped { $0 == number ? -$2 : $2 })
    }
    try expect(.sign, ["all electrodes"], in: try mapped { -$2 })
  }

  @Test("an electrode in no lead that holds something else; three in a ring")
  func strays() throws {
    let rl = try electrode("RL")
    try expect(.strayElectrode, ["RL"], in: try mapped { $0 == rl ? SIMD3() : $2 })
    try expect(
      .strayElectrode, ["RL"],
      in: try mapped { $0 == rl ? SIMD3(Float($1 % 97) - 48, Float($1 % 7) - 3, Float($1 % 31) - 15) : $2 })
    try expect(
      .strayElectrode, ["RL"], in: try mapped { $0 == rl ? SIMD3(Float($1 % 97) - 48, 0, 900) : $2 })
    let v3 = try electrode("V3")
    try expect(.scale, ["V3 is 2.000 times"], in: try mapped { $0 == v3 ? 2 * $2 : $2 })
    let ring = [try electrode("V2"), try electrode("V3"), try electrode("V4")]
    let samples = try #require(golden.atPoints)
    let turned = try mapped { e, place, g in
      guard let i = ring.firstIndex(of: e) else { return g }
      let at = 3 * (ring[(i + 1) % 3] * samples.count + place)
      return SIMD3(samples.gradient[at], samples.gradient[at + 1], samples.gradient[at + 2])
    }
    try expect(.exchanged, ["V2, V3 and V4"], in: turned)
    // The electrode that all others are against is zero everywhere, and none.
    let reference = try mapped { e, place, g in
      let at = 3 * (rl * samples.count + place)
      return g - SIMD3(samples.gradient[at], samples.gradient[at + 1], samples.gradient[at + 2])
    }
    #expect(try report(reference).findings.isEmpty)
  }

  @Test("zeros of one electrode at scattered points, and in one region")
  func holes() throws {
    let (v6, v1) = (try electrode("V6"), try electrode("V1"))
    try expect(.zero, ["V6", "points"], in: try mapped { $0 == v6 && $1 % 3 == 0 ? SIMD3() : $2 })
    let points = try #require(golden.mesh.pointVectors)
    let near = points.map { point in
      let gap = point - points[0]
      return (gap * gap).sum() < 625
    }
    try expect(.zero, ["V1"], in: try mapped { $0 == v1 && near[$1] ? SIMD3() : $2 })
    // Two weak values that were rounded to nothing are no hole.
    #expect(try report(try mapped { $0 == v6 && $1 < 2 ? SIMD3() : $2 }).isSound)
  }

  @Test("coordinates rounded to hundredths of a millimetre are the golden ones", arguments: [100.0, 20])
  func rounded(_ unit: Double) throws {
    var field = golden
    try Self.move(&field) { ($0 * unit).rounded(.toNearestOrEven) / unit }
    let report = try report(field)
    #expect(report.findings.isEmpty, "\(report.findings)")
    #expect(report.sampling == "same points")
  }

  @Test("coordinates and positions that are no numbers are refused")
  func places() throws {
    var field = golden
    var first = true
    try Self.move(&field) {
      defer { first = false }
      return first ? SIMD3($0.x, .nan, $0.z) : $0
    }
    var error = #expect(throws: LFError.self) { try report(field) }
    #expect(error?.code == .badData && error?.message.contains("point 0") == true)
    field = golden
    field.electrodes[1].position.z = .infinity
    error = #expect(throws: LFError.self) { try report(field) }
    #expect(error?.message.contains("electrode LA") == true)
  }

  @Test("potentials: no numbers, signs, scales, exchanges; a constant is none")
  func potentials() throws {
    func changed(_ change: (Int, Float) -> Float) throws -> LeadField {
      var field = golden
      let samples = try #require(golden.atPoints)
      field.atPoints?.potential = try #require(samples.potential).enumerated().map {
        change($0.offset / samples.count, $0.element)
      }
      return field
    }
    #expect(try report(try changed { $1 + Float($0 * 1000) }).findings.isEmpty)
    try expect(.notFinite, ["potential", "V6"], in: try changed { $0 == 9 ? .nan : $1 })
    try expect(.sign, ["all potentials"], in: try changed { -$1 })
    try expect(.sign, ["potential LA"], in: try changed { $0 == 1 ? -$1 : $1 })
    try expect(.scale, ["1000"], in: try changed { 1000 * $1 })
    let v2 = try electrode("V2")
    try expect(.scale, ["potential V2", "3.0"], in: try changed { $0 == v2 ? 3 * $1 : $1 })
    var field = golden
    let stride = try #require(golden.atPoints).count
    for i in 0..<stride { field.atPoints?.potential?.swapAt(v2 * stride + i, (v2 + 1) * stride + i) }
    try expect(.exchanged, ["V2 and V3"], in: field)
  }

  private static func move(_ field: inout LeadField, _ change: (SIMD3<Double>) -> SIMD3<Double>) throws {
    guard case .unstructured(var grid) = field.mesh.geometry else { throw LFError(.internalFault, "no grid") }
    let points = try #require(field.mesh.pointVectors).map(change)
    grid.points = DataArray("Points", components: 3, .float64(points.flatMap { [$0.x, $0.y, $0.z] }))
    field.mesh.geometry = .unstructured(grid)
  }
}
