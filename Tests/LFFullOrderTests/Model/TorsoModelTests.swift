import LFCore
import LFLeadField
import LFMesh
import LFSolve
import Testing

@testable import LFFullOrder

@Suite("Labelled meshes as torso models")
struct TorsoModelTests {
  private func build(
    _ mesh: Mesh, _ labels: TissueLabels = TissueLabels(), _ source: ConductivitySource = .table(.standard)
  ) throws -> (model: TorsoModel, warnings: [String]) {
    var diagnostics = Diagnostics()
    let model = try TorsoModel(mesh, labels: labels, conductivity: source, diagnostics: &diagnostics)
    return (model, diagnostics.warnings)
  }

  /// What the refusal of a mesh says.
  private func refusal(
    _ mesh: Mesh, _ labels: TissueLabels = TissueLabels(), _ source: ConductivitySource = .table(.standard)
  ) -> String {
    do {
      _ = try build(mesh, labels, source)
      return "accepted"
    } catch {
      #expect((error as? LFError)?.code == .badData)
      return "\(error)"
    }
  }

  @Test("take tissues, conductivities, the skin and its area, in SI")
  func good() throws {
    let (model, warnings) = try build(BoxMesh(3).mesh)
    #expect(warnings.isEmpty)
    #expect(model.tissueNames == ["torso", "myocardium"])
    let wanted = model.tissue.map { $0 == 0 ? 0.2 : 0.3 }
    #expect(model.conductivity == .isotropic(wanted))
    #expect(abs(model.boundary.area - 6 * 0.03 * 0.03) < 1e-12)
    #expect(model.boundary.skinCount == model.boundary.count && model.boundary.count == 6 * 9 * 2)
    #expect(abs((model.table.tissues["torso"] ?? 0) - 0.2) < 1e-12)
    // Outward normals: the surface encloses the box's volume.
    var volume = 0.0
    for i in 0..<model.boundary.count {
      let p = (0..<3).map { model.points[Int(model.boundary.triangles[3 * i + $0])] }
      volume += p[0].dot(p[1].cross(p[2])) / 6
    }
    #expect(abs(volume - 0.03 * 0.03 * 0.03) < 1e-15)
  }

  @Test("leave out flat cells and unused points, and say so")
  func leftOut() throws {
    var box = BoxMesh(2)
    box.points.insert(SIMD3(99, 99, 99), at: 0)
    box.cells = box.cells.map { $0.map { $0 + 1 } }
    box.cells.insert([1, 2, 3], at: 0)
    box.types.insert(5, at: 0)
    box.labels.insert(77, at: 0)
    let (model, warnings) = try build(box.mesh)
    #expect(warnings == ["1 cells that are no volumes were left out"])
    #expect(model.points.count == 27 && model.sourcePoint.first == 1 && model.sourceCell.first == 1)
  }

  @Test("are turned round when all cells are inverted, refused when some are")
  func inverted() throws {
    var box = BoxMesh(2)
    let good = try build(box.mesh).model
    for i in box.cells.indices { box.cells[i].swapAt(0, 1) }
    let (model, warnings) = try build(box.mesh)
    #expect(warnings.first?.contains("all cells are inverted") == true)
    #expect(abs(model.boundary.area - good.boundary.area) < 1e-15)
    box.cells[5].swapAt(0, 1)
    #expect(refusal(box.mesh).contains("47 of 48 cells are inverted, the first is cell 0"))
  }

  @Test("are refused with flat cells, the cell named")
  func flat() {
    var box = BoxMesh(2)
    box.cells[7][3] = box.cells[7][2]
    #expect(refusal(box.mesh).contains("cell 7 is flat"))
    var nan = BoxMesh(2)
    nan.points[4].x = .nan
    #expect(refusal(nan.mesh).contains("point 4 has no finite coordinates"))
  }

  @Test("are refused without labels, with strange ones and with cells of other kinds")
  func labels() {
    let box = BoxMesh(2)
    var bare = box.mesh
    bare.cellData = AttributeData()
    #expect(refusal(bare).contains("the cells are not labelled by tissue"))
    #expect(refusal(bare, TissueLabels(array: "organ")).contains("no cell array \"organ\""))
    var strange = box
    strange.labels[3] = 9
    #expect(refusal(strange.mesh).contains("cell 3 has the label 9, which stands for no tissue"))
    #expect(refusal(strange.mesh).contains("2 lungs"))
    var other = box
    other.types[2] = 12
    #expect(refusal(other.mesh).contains("cell 2 is a hexahedron, not a tetrahedron"))
    var outside = box
    outside.cells[1][2] = 1000
    #expect(refusal(outside.mesh).contains("cell 1 uses point 1000"))
    var empty = box
    empty.types = empty.types.map { _ in 5 }
    #expect(refusal(empty.mesh).contains("no tetrahedra"))
    #expect(
      refusal(Mesh(.poly(PolyData(points: DataArray("Points", components: 3, .float64([])))))).contains(
        "unstructured grid"))
  }

  @Test("take labels as texts and under other names")
  func otherLabels() throws {
    let box = BoxMesh(2)
    var mesh = box.mesh
    mesh.cellData = AttributeData([
      DataArray("Region", .string(box.labels.map { $0 == 1 ? "torso" : "lungs" }))
    ])
    #expect(try build(mesh).model.tissueNames == ["torso", "lungs"])
    mesh.cellData = AttributeData([DataArray("organ", .uint8(box.labels.map { UInt8($0 + 10) }))])
    let labels = TissueLabels(array: "organ", names: [11: "torso", 14: "blood"])
    #expect(try build(mesh, labels).model.tissueNames == ["torso", "blood"])
  }

  @Test("take what the mesh states of its labels, unless told otherwise")
  func statedLabels() throws {
    var mesh = BoxMesh(2).mesh
    func state(_ lines: [String]) { mesh.fieldData = [DataArray("tissue_name", .string(lines))] }
    state(["1 myocardium", "4 blood of the left ventricle", "5 lungs"])
    #expect(try build(mesh).model.tissueNames == ["myocardium", "blood"])
    let told = TissueLabels(names: [1: "torso", 4: "lungs"])
    #expect(try build(mesh, told).model.tissueNames == ["torso", "lungs"])
    state(["1 torso", "lungs"])
    #expect(refusal(mesh).contains("\"lungs\", which is no new label"))
    state(["1 torso", "1 lungs"])
    #expect(refusal(mesh).contains("no new label"))
  }

  @Test("are refused when parts hang loose or cells are there twice")
  func parts() {
    var box = BoxMesh(2)
    let far = box.points.map { $0 + SIMD3(500, 0, 0) }
    box.cells.append([0, 1, 3, 9].map { $0 + Int64(box.points.count) })
    box.types.append(10)
    box.labels.append(1)
    box.points += far
    #expect(refusal(box.mesh).contains("2 parts that share no points, the smallest of 1 cells"))
    var twice = BoxMesh(2)
    twice.cells.append(twice.cells[0])
    twice.types.append(10)
    twice.labels.append(1)
    #expect(refusal(twice.mesh).contains("shares a face with more than one other cell"))
  }

  @Test("are refused with conductivities that are not positive")
  func conductivities() throws {
    let box = BoxMesh(2)
    let none = ConductivityModel(name: "mine", tissues: ["torso": 0.2])
    #expect(refusal(box.mesh, TissueLabels(), .table(none)).contains("mine has no tissue myocardium"))
    for bad in [0, -1, Double.nan, .infinity] {
      let table = ConductivityModel(name: "mine", tissues: ["torso": 0.2, "myocardium": bad])
      #expect(refusal(box.mesh, TissueLabels(), .table(table)).contains("must be positive"))
    }
    var mesh = box.mesh
    var values = [Double](repeating: 0.2, count: box.cells.count)
    values[11] = 0
    mesh.cellData.arrays.append(DataArray("s", .float64(values)))
    #expect(refusal(mesh, TissueLabels(), .cellArray("s")).contains("conductivity of cell 11 is 0.0"))
    #expect(refusal(mesh, TissueLabels(), .cellArray("t")).contains("no such array"))
    var tensors = [Double](repeating: 0, count: 6 * box.cells.count)
    for i in box.cells.indices { for k in 0..<3 { tensors[6 * i + k] = 0.2 } }
    mesh.cellData.arrays[1] = DataArray("s", components: 6, .float64(tensors))
    #expect(try build(mesh, TissueLabels(), .cellArray("s")).model.conductivity == .tensor(tensors))
    tensors[6 * 4 + 3] = 0.3
    mesh.cellData.arrays[1] = DataArray("s", components: 6, .float64(tensors))
    #expect(
      refusal(mesh, TissueLabels(), .cellArray("s")).contains("tensor of cell 4 is not positive definite"))
    var nine = [Double](repeating: 0, count: 9 * box.cells.count)
    for i in box.cells.indices { for k in [0, 4, 8] { nine[9 * i + k] = 0.2 } }
    nine[9 * 3 + 1] = 0.1
    mesh.cellData.arrays[1] = DataArray("s", components: 9, .float64(nine))
    #expect(refusal(mesh, TissueLabels(), .cellArray("s")).contains("cell 3 is not symmetric"))
  }

  @Test("keep inner cavities apart from the skin")
  func cavity() throws {
    var box = BoxMesh(5)
    let keep = box.cells.indices.filter { i in
      let middle = box.cells[i].reduce(SIMD3<Double>.zero) { $0 + box.points[Int($1)] } / 4
      let d = middle - SIMD3(25, 25, 25)
      return max(abs(d.x), abs(d.y), abs(d.z)) > 5
    }
    box.cells = keep.map { box.cells[$0] }
    box.types = keep.map { box.types[$0] }
    box.labels = keep.map { _ in 1 }
    let (model, warnings) = try build(box.mesh)
    #expect(warnings.first?.contains("1 inner surfaces") == true)
    #expect(abs(model.boundary.area - 6 * 0.05 * 0.05) < 1e-12)
    #expect(model.boundary.count == model.boundary.skinCount + 12)
    var diagnostics = Diagnostics()
    let solution = try FullOrderSolver(model).solve(
      [Electrode("E", at: SIMD3(21, 26, 50))], diagnostics: &diagnostics)
    for value in solution.potential(0) { #expect(value.isFinite) }
  }
}
