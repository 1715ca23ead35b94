import Foundation
import LFAccuracy
import LFCore
import LFGate
import LFLeadField
import LFMesh
import Testing

/// Predictions that are the golden field itself but for one defect: each is found and pointed at, and nothing else is.
@Suite("Known defects of a lead field")
struct DefectTests {
  private let golden: LeadField

  init() throws {
    let item = try #require(try Anatomies.cases().first { $0.name == "female-1" })
    golden = try Anatomies.leadField(item, "golden", .standard)
  }

  private func report(_ change: (inout LeadField) throws -> Void) throws -> AccuracyReport {
    var field = golden
    try change(&field)
    var diagnostics = Diagnostics()
    return try LeadFieldReport(field, golden: golden, diagnostics: &diagnostics).accuracy
  }

  /// The one defect found, whose message holds all words.
  private func expect(
    _ kind: Finding.Kind, _ words: [String], in report: AccuracyReport,
    _ place: SourceLocation = #_sourceLocation
  ) {
    let faults = report.findings.filter { $0.severity == .fault }
    #expect(faults.map(\.kind) == [kind], sourceLocation: place)
    for word in words {
      #expect(faults.first?.message.contains(word) == true, "\(faults)", sourceLocation: place)
    }
  }

  private func electrode(_ name: String) throws -> Int {
    try #require(golden.electrodes.firstIndex { $0.name == name })
  }

  /// The gradients changed electrode by electrode.
  private func mapped(_ field: inout LeadField, _ change: (_ electrode: Int, SIMD3<Float>) -> SIMD3<Float>)
    throws
  {
    var samples = try #require(field.atPoints)
    for i in 0..<samples.gradient.count / 3 {
      let g = SIMD3(samples.gradient[3 * i], samples.gradient[3 * i + 1], samples.gradient[3 * i + 2])
      let new = change(i / samples.count, g)
      for axis in 0..<3 { samples.gradient[3 * i + axis] = new[axis] }
    }
    field.atPoints = samples
  }

  private func moved(_ field: inout LeadField, _ change: (SIMD3<Double>) -> SIMD3<Double>) throws {
    guard case .unstructured(var grid) = field.mesh.geometry else { throw LFError(.internalFault, "no grid") }
    let points = try #require(field.mesh.pointVectors).map(change)
    grid.points = DataArray("Points", components: 3, .float64(points.flatMap { [$0.x, $0.y, $0.z] }))
    field.mesh.geometry = .unstructured(grid)
  }

  @Test("the golden field has none")
  func none() throws {
    let report = try report { _ in }
    #expect(report.findings.isEmpty && report.value("gradient.angleMean") == 0)
    #expect(report.value("ecg.pooled") == 0)
  }

  @Test("an electrode's sign, a lead's sign")
  func signs() throws {
    let v2 = try electrode("V2")
    expect(.sign, ["electrode V2"], in: try report { try mapped(&$0) { $0 == v2 ? -$1 : $1 } })
    let flipped = try report { field in
      let lead = try #require(field.leads.names.firstIndex(of: "V3"))
      field.leads.weights[lead] = field.leads.weights[lead].map { -$0 }
    }
    expect(.sign, ["lead V3"], in: flipped)
  }

  @Test("an array of a lead that is not what the electrodes make")
  func strayLead() throws {
    func report(_ factor: Double) throws -> AccuracyReport {
      try self.report { field in
        let samples = try #require(field.atPoints)
        let row = try #require(field.leads.names.firstIndex(of: "V3"))
        let values = (0..<3 * samples.count).map { i in
          factor
            * field.leads.weights[row].enumerated().reduce(0) {
              $0 + $1.element * Double(samples.gradient[3 * samples.count * $1.offset + i])
            }
        }
        field.mesh.pointData.arrays.append(
          DataArray("lead field gradient V3", components: 3, .float64(values)))
      }
    }
    expect(.sign, ["\"lead field gradient V3\"", "opposite"], in: try report(-1))
    expect(.strayLead, ["\"lead field gradient V3\""], in: try report(2))
  }

  @Test("RA and LA exchanged")
  func exchange() throws {
    let (ra, la) = (try electrode("RA"), try electrode("LA"))
    let report = try report { field in
      var samples = try #require(field.atPoints)
      let stride = 3 * samples.count
      for i in 0..<stride { samples.gradient.swapAt(ra * stride + i, la * stride + i) }
      field.atPoints = samples
    }
    expect(.exchanged, ["RA", "LA"], in: report)
  }

  @Test("LL and RL exchanged, which look alike from the heart")
  func legs() throws {
    for item in try Anatomies.cases() {
      for model in [ConductivityModel.standard, .homogeneous] {
        let golden = try Anatomies.leadField(item, "golden", model)
        var field = golden
        let names = golden.electrodes.map(\.name)
        let (ll, rl) = (try #require(names.firstIndex(of: "LL")), try #require(names.firstIndex(of: "RL")))
        var samples = try #require(field.atPoints)
        let stride = 3 * samples.count
        for i in 0..<stride { samples.gradient.swapAt(ll * stride + i, rl * stride + i) }
        field.atPoints = samples
        var diagnostics = Diagnostics()
        let report = try LeadFieldReport(field, golden: golden, diagnostics: &diagnostics).accuracy
        expect(.exchanged, ["LL", "RL"], in: report)
      }
    }
  }

  @Test("2 % too large; 3° turned")
  func scaleAndTurn() throws {
    expect(.scale, ["1.0200"], in: try report { try mapped(&$0) { $1 * 1.02 } })
    let (c, s) = (Float(cos(3 * Double.pi / 180)), Float(sin(3 * Double.pi / 180)))
    let turned = try report {
      try mapped(&$0) { SIMD3(c * $1.x - s * $1.y, s * $1.x + c * $1.y, $1.z) }
    }
    expect(.rotation, ["3.00°", "(0.00, 0.00, 1.00)"], in: turned)
    #expect(abs(try #require(turned.value("gradient.bestTurn")) - 3) < 1e-3)
  }

  @Test("millimetres as metres, in points and in the field")
  func units() throws {
    expect(.unit, ["metres"], in: try report { try moved(&$0) { $0 / 1000 } })
    expect(.unit, ["thousandth"], in: try report { try mapped(&$0) { $1 / 1000 } })
  }

  @Test("one value that is no number")
  func hole() throws {
    let report = try report { field in
      var samples = try #require(field.atPoints)
      samples.gradient[3 * 1234 + 1] = .nan
      field.atPoints = samples
    }
    expect(.notFinite, ["RA", "point 1234", "1 place"], in: report)
    // The others still count.
    #expect(report.value("gradient.angleMean") == 0)
  }

  @Test("zeros at scattered points, at a single one, on a mesh that is interpolated in")
  func zeros() throws {
    func report(_ points: Set<Int>, stretch: Double = 0) throws -> AccuracyReport {
      try self.report { field in
        var samples = try #require(field.atPoints)
        for e in field.electrodes.indices {
          for point in points {
            for axis in 0..<3 { samples.gradient[3 * (e * samples.count + point) + axis] = 0 }
          }
        }
        field.atPoints = samples
        // A cell less, and points are no longer the golden ones.
        if stretch != 0 { try crop(&field) { $0.x > stretch } }
      }
    }
    let count = golden.mesh.pointCount
    let scattered = Set((0..<200).map { $0 * (count / 200) + 3 })
    let holes = try report(scattered)
    expect(.zero, ["all electrodes", "200 golden points", "point 3 "], in: holes)
    #expect(!CaseVerdict(holes, .paper).isPassed && holes.value("gradient.angleMean") == 0)
    expect(.zero, ["1 golden point,", "point 1234 "], in: try report([1234]))
    let left = try #require(golden.mesh.pointVectors).map(\.x).sorted()[count / 50]
    let other = try report(scattered, stretch: left)
    #expect(other.sampling.contains("interpolation"))
    expect(.zero, ["all electrodes"], in: other)
    // One electrode may be the one that all potentials are against.
    let reference = try self.report { try mapped(&$0) { $0 == 0 ? SIMD3() : $1 } }
    #expect(!reference.findings.contains { $0.kind == .zero })
  }

  @Test("values of two points exchanged; of all points in another order; points in another order are none")
  func order() throws {
    func reordered(_ order: [Int]) throws -> AccuracyReport {
      try report { field in
        var samples = try #require(field.atPoints)
        let old = samples.gradient
        for e in field.electrodes.indices {
          for (to, from) in order.enumerated() {
            for axis in 0..<3 {
              samples.gradient[3 * (e * samples.count + to) + axis] =
                old[3 * (e * samples.count + from) + axis]
            }
          }
        }
        field.atPoints = samples
      }
    }
    let count = golden.mesh.pointCount
    var two = Array(0..<count)
    two.swapAt(100, 2000)
    expect(.permuted, ["worst at point"], in: try reordered(two))
    // A step that shares no factor with the count visits every point once.
    let step = try #require((1000...1100).first { Self.divisor($0, count) == 1 })
    expect(
      .permuted, ["another order than the points"], in: try reordered((0..<count).map { $0 * step % count }))
  }

  @Test("another frame, a shift, a turn of the points")
  func moves() throws {
    expect(.moved, ["shifted by (5.0, 0.0, 0.0)"], in: try report { try moved(&$0) { $0 + SIMD3(5, 0, 0) } })
    let ras = try report { try moved(&$0) { SIMD3(-$0.x, -$0.y, $0.z) } }
    expect(.moved, ["180.00°", "frame"], in: ras)
  }

  @Test("another patient's field")
  func otherPatient() throws {
    let other = try #require(try Anatomies.cases().first { $0.name == "male-1" })
    let field = try Anatomies.leadField(other, "golden", .standard)
    let report = try report { $0 = field }
    let faults = report.findings.filter { $0.severity == .fault }
    #expect(faults.contains { $0.kind == .otherPatient && $0.message.contains("another patient's") })
  }

  @Test("leads that are not there")
  func missing() throws {
    let report = try report { field in
      field.leads.names.removeLast(2)
      field.leads.weights.removeLast(2)
    }
    expect(.missingLead, ["V5, V6"], in: report)
    #expect(report.value("gradient.angleMean", .lead("V4")) == 0)
    #expect(report.value("gradient.angleMean", .lead("V6")) == nil)
  }

  /// The field on the part of its mesh that has all corners among the points that are kept.
  private func crop(_ field: inout LeadField, to keeps: (SIMD3<Double>) -> Bool) throws {
    let points = try #require(field.mesh.pointVectors)
    let old = try #require(field.atPoints)
    let cells = field.mesh.tetrahedra.corners.filter { c in (0..<4).allSatisfy { keeps(points[Int(c[$0])]) } }
    let kept = Set(cells.flatMap { c in (0..<4).map { Int(c[$0]) } }).sorted()
    let number = Dictionary(uniqueKeysWithValues: zip(kept, Int64(0)...))
    field.mesh = Mesh(
      .unstructured(
        UnstructuredGrid(
          points: DataArray(
            "Points", components: 3, .float64(kept.flatMap { [points[$0].x, points[$0].y, points[$0].z] })),
          cells: CellArray(
            offsets: (0...cells.count).map { Int64(4 * $0) },
            connectivity: try cells.flatMap { c in try (0..<4).map { try #require(number[Int(c[$0])]) } }),
          types: [UInt8](repeating: CellType.tetra.rawValue, count: cells.count))))
    field.atPoints = FieldSamples(
      count: kept.count, potential: nil,
      gradient: field.electrodes.indices.flatMap { e in
        kept.flatMap { old.gradient[3 * (e * old.count + $0)..<3 * (e * old.count + $0 + 1)] }
      })
  }

  @Test("a heart whose last few per cent were cut off is none, and passes", arguments: [0, 1, 2])
  func cropped(axis: Int) throws {
    let heights = try #require(golden.mesh.pointVectors).map { $0[axis] }.sorted()
    let lowest = heights[heights.count / 20]
    let report = try report { try crop(&$0) { $0[axis] >= lowest } }
    #expect(report.missing > 50 && report.missing < heights.count / 20)
    #expect(report.isSound, "\(report.findings)")
    #expect(CaseVerdict(report, .paper).isPassed)
    #expect(try #require(report.value("gradient.angleMean")) < 0.1)
    #expect(try #require(report.value("ecg.pooled")) < 1e-4)
  }

  private static func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
}
