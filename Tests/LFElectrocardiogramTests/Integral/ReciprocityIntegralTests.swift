import LFCore
import LFElectrocardiogram
import LFLeadField
import LFMesh
import LFTestSupport
import Testing

@Suite("The reciprocity integral")
struct ReciprocityIntegralTests {
  /// V_m = a·x in mV with x in mm, and a uniform ∇Z = b: V = −volume · g · a·b, all in SI.
  @Test("is exact for linear voltages and uniform lead fields", arguments: [true, false])
  func uniform(atCells: Bool) throws {
    let mesh = BoxMesh.tetrahedra(cells: [3, 2, 2], side: 10)
    let b = SIMD3<Double>(3, -5, 7)
    let field = Self.field(on: mesh, gradient: b, atCells: atCells)
    let integral = try ReciprocityIntegral(field, .isotropic(0.2))
    let a = SIMD3<Double>(0.5, 0.25, -0.125)
    let points = try #require(mesh.pointVectors)
    let voltages = integral.leadVoltages(points.map { (a * $0).sum() + 11 })
    // 12 cm³ = 12e-6 m³, a in mV/mm = 1e3 mV/m.
    let expected = -12e-6 * 0.2 * 1e3 * (a * b).sum()
    #expect(integral.leads == ["E"])
    #expect(abs(voltages[0] - expected) < 1e-12 * abs(expected) + 1e-15)
  }

  @Test("takes hexahedra in, and gives what the same box in tetrahedra gives", arguments: [true, false])
  func mixed(atCells: Bool) throws {
    let b = SIMD3<Double>(3, -5, 7)
    let (mixed, whole) = (
      BoxMesh.hexahedra(cells: [3, 2, 2], side: 10, tetrahedraBelow: 1),
      BoxMesh.tetrahedra(cells: [3, 2, 2], side: 10)
    )
    let points = try #require(mixed.pointVectors)
    // Kuhn's cut and that of the hexahedra are one, so that this holds for any voltages.
    let voltages = points.map { $0.x * $0.y - 0.1 * $0.z * $0.z + $0.x }
    let found = try [mixed, whole].map { mesh in
      try ReciprocityIntegral(Self.field(on: mesh, gradient: b, atCells: atCells), .isotropic(0.2))
        .leadVoltages(voltages)[0]
    }
    #expect(abs(found[0] - found[1]) < 1e-12 * abs(found[1]))
  }

  @Test("refuses cells that cannot be taken apart")
  func polyhedra() throws {
    var field = Self.field(
      on: BoxMesh.tetrahedra(cells: [1, 1, 1], side: 10), gradient: SIMD3(1, 0, 0), atCells: true)
    guard case .unstructured(var grid) = field.mesh.geometry else { return }
    grid.types[3] = CellType.polyhedron.rawValue
    field.mesh.geometry = .unstructured(grid)
    let error = #expect(throws: LFError.self) { try ReciprocityIntegral(field, .isotropic(0.2)) }
    #expect(error?.message.contains("polyhedron") == true)
  }

  @Test("follows the fibres: along, across, and the tensor between")
  func fibres() throws {
    var mesh = BoxMesh.tetrahedra(cells: [2, 2, 2], side: 10)
    let f = SIMD3<Double>(0.6, 0.8, 0)
    mesh.cellData.arrays.append(
      DataArray(
        "fiber", components: 3, .float64((0..<mesh.cellCount).flatMap { _ in [2 * f.x, 2 * f.y, 2 * f.z] })))
    let (a, b) = (SIMD3<Double>(1, -2, 3), SIMD3<Double>(-4, 5, 6))
    let integral = try ReciprocityIntegral(
      Self.field(on: mesh, gradient: b, atCells: true), .fibres(array: "fiber", along: 0.24, across: 0.024))
    let voltage = integral.leadVoltages(try #require(mesh.pointVectors).map { (a * $0).sum() })[0]
    let g = 0.024 * (a * b).sum() + (0.24 - 0.024) * (a * f).sum() * (b * f).sum()
    #expect(abs(voltage + 8e-6 * 1e3 * g) < 1e-12)
  }

  @Test("sees no source in a heart at one voltage, whatever the lead field")
  func constant() throws {
    let field = SampleLeadField.twoTetrahedra()
    let integral = try ReciprocityIntegral(field, .isotropic(1))
    for voltage in integral.leadVoltages([Double](repeating: -85, count: 5)) { #expect(abs(voltage) < 1e-9) }
  }

  @Test("is refused without tetrahedra, and with fibres that do not fit")
  func refusals() throws {
    var field = SampleLeadField.twoTetrahedra()
    #expect(throws: LFError.self) { try ReciprocityIntegral(field, .standard(fibres: "fiber")) }
    field.mesh.geometry = .poly(PolyData(points: DataArray("Points", components: 3, .float32([]))))
    let error = #expect(throws: LFError.self) { try ReciprocityIntegral(field, .isotropic(1)) }
    #expect(error?.code == .badData)
  }

  @Test("keeps Einthoven's and Goldberger's relations in the ECG")
  func leads() throws {
    let integral = try ReciprocityIntegral(SampleLeadField.twoTetrahedra(), .isotropic(0.2))
    let activation = Activation(
      depolarisation: [0, 5, 10, 15, 20], repolarisation: [250, 260, 255, 270, 280])
    let times = activation.beat(step: 5, ActionPotential())
    let ecg = integral.electrocardiogram(of: activation, at: times)
    let v = Dictionary(uniqueKeysWithValues: zip(ecg.leads, ecg.voltages))
    for i in times.indices {
      let (one, two, three) = (v["I"]?[i] ?? 0, v["II"]?[i] ?? 1, v["III"]?[i] ?? 2)
      #expect(abs(one + three - two) < 1e-12)
      #expect(abs((v["aVR"]?[i] ?? 0) + (one + two) / 2) < 1e-12)
    }
    // Before and after the beat the heart is at rest.
    for trace in ecg.voltages {
      let peak = trace.map(abs).max() ?? 0
      #expect(abs(trace[0]) < 1e-3 * peak)
      #expect(abs(trace.last ?? 1) < 0.02 * peak)
    }
  }

  private static func field(on mesh: Mesh, gradient: SIMD3<Double>, atCells: Bool) -> LeadField {
    let count = atCells ? mesh.cellCount : mesh.pointCount
    let samples = FieldSamples(
      count: count, potential: nil,
      gradient: (0..<count).flatMap { _ in [Float(gradient.x), Float(gradient.y), Float(gradient.z)] })
    return LeadField(
      mesh: mesh, electrodes: [Electrode("E", at: SIMD3(100, 0, 0))],
      leads: LeadMatrix(names: ["E"], electrodes: ["E"], weights: [[1]]), atPoints: atCells ? nil : samples,
      atCells: atCells ? samples : nil, conductivity: .homogeneous,
      provenance: Provenance(title: "", method: "", source: "", history: [], references: ""))
  }
}
