import LFCore
import LFMesh

/// Reads a serial VTK XML file: one mesh, or one a time step.
struct SerialReader {
  private let file: VTKXMLFile
  private var arrays: ArrayReader
  /// The geometry of each piece at the step before, with the elements that it was made of.
  private var geometries: [ObjectIdentifier: (elements: [ObjectIdentifier], geometry: Geometry)] = [:]

  private static let kinds = [
    "UnstructuredGrid", "PolyData", "ImageData", "RectilinearGrid", "StructuredGrid",
  ]

  init(_ file: VTKXMLFile) {
    self.file = file
    arrays = ArrayReader(file)
  }

  /// Reads all time steps; one entry without time when the file states none.
  mutating func read() throws(LFError) -> Dataset {
    let grid = file.content
    guard Self.kinds.contains(file.kind) else {
      throw LFError(
        .badData, "is of type \(file.kind.shown), which is not read", at: grid.place,
        hint: "vtu, vtp, vti, vtr, vts, their parallel forms and pvd are read")
    }
    guard let times = try file.timeValues(), !times.isEmpty else {
      return .mesh(try mesh(TimeStepChoice(step: nil)))
    }
    var entries: [MeshSeries.Entry] = []
    for (step, time) in times.enumerated() {
      entries.append(.init(time: time, mesh: try mesh(TimeStepChoice(step: step))))
    }
    return .series(MeshSeries(entries))
  }

  /// Reads one of several time steps.
  mutating func readStep(_ step: Int) throws(LFError) -> Mesh { try mesh(TimeStepChoice(step: step)) }

  private mutating func mesh(_ step: TimeStepChoice) throws(LFError) -> Mesh {
    let fields = try fieldData(step)
    let pieces = file.content.children("Piece")
    var meshes: [Mesh] = []
    if step.step != nil {
      try file.allowance.take((1 + pieces.count) * MemoryLayout<MeshSeries.Entry>.stride)
    }
    for piece in pieces { meshes.append(try mesh(of: piece, step)) }
    // Pieces share what they hold from step to step; put together they are copies.
    if pieces.count > 1, step.isLater {
      for mesh in meshes { try file.allowance.take(copyOf: mesh) }
    }
    var whole = try joined(meshes)
    whole.fieldData = fields
    return whole
  }

  private mutating func fieldData(_ step: TimeStepChoice) throws(LFError) -> [DataArray] {
    var result: [DataArray] = []
    for element in file.content.children("FieldData") {
      for array in step.arrays(in: element) { result.append(try arrays.read(array, tuples: nil)) }
    }
    return TextArrays.asText(result)
  }

  private func joined(_ meshes: [Mesh]) throws(LFError) -> Mesh {
    let lattice = LatticeAttributes(file)
    switch file.kind {
    case "UnstructuredGrid", "PolyData":
      if meshes.isEmpty { return Mesh(Self.empty(file.kind)) }
      return try Mesh.appending(meshes)
    default: return try LatticeAssembly.joined(meshes, of: file.kind, lattice, file.allowance)
    }
  }

  static func empty(_ kind: String) -> Geometry {
    let points = DataArray("Points", components: 3, .float32([]))
    return kind == "PolyData"
      ? .poly(PolyData(points: points))
      : .unstructured(UnstructuredGrid(points: points, cells: CellArray(), types: []))
  }

  // MARK: One piece

  private mutating func mesh(of piece: XMLElement, _ step: TimeStepChoice) throws(LFError) -> Mesh {
    var mesh = Mesh(try geometry(of: piece, step))
    mesh.pointData = try data(piece, "PointData", step, mesh.pointCount)
    mesh.cellData = try data(piece, "CellData", step, mesh.cellCount)
    if file.version < (2, 0),
      GhostLevels.isPresent(in: mesh.pointData) || GhostLevels.isPresent(in: mesh.cellData)
    {
      try file.allowance.take(mesh.pointCount + mesh.cellCount)
      GhostLevels.update(&mesh.pointData)
      GhostLevels.update(&mesh.cellData)
    }
    return mesh
  }

  /// A geometry that is as at the step before is neither made nor checked again.
  private mutating func geometry(of piece: XMLElement, _ step: TimeStepChoice) throws(LFError) -> Geometry {
    guard step.step != nil else { return try made(piece, step) }
    let elements = step.geometry(of: piece).map(ObjectIdentifier.init)
    if let last = geometries[ObjectIdentifier(piece)], last.elements == elements { return last.geometry }
    let geometry = try made(piece, step)
    if step.isLater { try file.allowance.take(copyOf: Mesh(geometry)) }
    geometries[ObjectIdentifier(piece)] = (elements, geometry)
    return geometry
  }

  private mutating func made(_ piece: XMLElement, _ step: TimeStepChoice) throws(LFError) -> Geometry {
    switch file.kind {
    case "UnstructuredGrid": .unstructured(try unstructured(piece, step))
    case "PolyData": .poly(try poly(piece, step))
    default: try lattice(piece, step)
    }
  }

  private mutating func unstructured(
    _ piece: XMLElement, _ step: TimeStepChoice
  ) throws(LFError) -> UnstructuredGrid {
    let pointCount = try required(piece, "NumberOfPoints")
    let cellCount = try required(piece, "NumberOfCells")
    let points = try points(piece, step, pointCount)
    let element = piece.child("Cells")
    let cells = try arrays.readCells(element, step, count: cellCount, points: pointCount)
    var grid = UnstructuredGrid(points: points, cells: cells, types: [])
    if let element, cellCount > 0 {
      let members = step.arrays(in: element)
      guard let types = try ArrayReader.unique("types", members, element) else {
        throw LFError(.badData, "lacks types", at: element.place, hint: "the file is damaged")
      }
      grid.types = try cellTypes(types, cellCount)
      try CellChecks.checkTypes(grid.types, cells, element.place)
      grid.polyhedra = try arrays.readPolyhedra(element, members, grid, points: pointCount, file.version)
      if file.version < (2, 1) { HighOrderHexahedra.renumber(&grid) }
    }
    return grid
  }

  private mutating func cellTypes(_ element: XMLElement, _ count: Int) throws(LFError) -> [UInt8] {
    let array = try arrays.read(element, tuples: count)
    if case .uint8(let types) = array.values { return types }
    guard let numbers = array.values.integers() else {
      throw LFError(.badData, "is not of an integer type", at: element.place, hint: "the file is damaged")
    }
    return numbers.map { UInt8(exactly: $0) ?? 255 }
  }

  private mutating func poly(_ piece: XMLElement, _ step: TimeStepChoice) throws(LFError) -> PolyData {
    let pointCount = try required(piece, "NumberOfPoints")
    let points = try points(piece, step, pointCount)
    func count(_ name: String) throws(LFError) -> Int { try ArrayReader.count(piece, name) ?? 0 }
    return PolyData(
      points: points,
      vertices: try arrays.readCells(
        piece.child("Verts"), step, count: count("NumberOfVerts"), points: pointCount),
      lines: try arrays.readCells(
        piece.child("Lines"), step, count: count("NumberOfLines"), points: pointCount),
      polygons: try arrays.readCells(
        piece.child("Polys"), step, count: count("NumberOfPolys"), points: pointCount),
      strips: try arrays.readCells(
        piece.child("Strips"), step, count: count("NumberOfStrips"), points: pointCount))
  }

  private mutating func lattice(_ piece: XMLElement, _ step: TimeStepChoice) throws(LFError) -> Geometry {
    let attributes = LatticeAttributes(file)
    let extent = try attributes.extent(piece, "Extent")
    switch file.kind {
    case "ImageData": return .image(try attributes.image(extent))
    case "RectilinearGrid":
      return .rectilinear(
        RectilinearGrid(extent: extent, coordinates: try coordinates(piece, step, extent)))
    default:
      return .structured(
        StructuredGrid(extent: extent, points: try points(piece, step, extent.isEmpty ? 0 : extent.points)))
    }
  }

  private mutating func coordinates(
    _ piece: XMLElement, _ step: TimeStepChoice, _ extent: GridExtent
  ) throws(LFError) -> [DataArray] {
    guard let element = piece.child("Coordinates") else {
      guard extent.isEmpty else {
        throw LFError(.badData, "lacks Coordinates", at: piece.place, hint: "the file is damaged")
      }
      return ["x", "y", "z"].map { DataArray($0, .float32([])) }
    }
    let members = step.arrays(in: element)
    if members.isEmpty, extent.isEmpty { return ["x", "y", "z"].map { DataArray($0, .float32([])) } }
    guard members.count == 3 else {
      throw LFError(
        .badData, "has \(members.count) arrays where 3 belong", at: element.place, hint: "the file is damaged"
      )
    }
    var result: [DataArray] = []
    for (axis, member) in members.enumerated() {
      let array = try arrays.read(member, tuples: extent.isEmpty ? nil : extent.pointsPerAxis[axis])
      guard array.components == 1, ![.string, .bit].contains(array.values.type) else {
        throw LFError(.badData, "holds no coordinates", at: member.place, hint: "the file is damaged")
      }
      result.append(array)
    }
    return result
  }

  private mutating func points(
    _ piece: XMLElement, _ step: TimeStepChoice, _ count: Int
  ) throws(LFError) -> DataArray {
    let elements = piece.children("Points")
    let members = elements.first.map(step.arrays) ?? []
    guard elements.count <= 1, members.count <= 1 else {
      throw LFError(
        .badData, "has more than one array of points", at: piece.place, hint: "the file is damaged")
    }
    guard let member = members.first else {
      guard count == 0 else {
        throw LFError(
          .badData, "has \(count) points but no array for them", at: piece.place, hint: "the file is damaged")
      }
      return DataArray("Points", components: 3, .float32([]))
    }
    let array = try arrays.read(member, tuples: count)
    guard array.components == 3 || count == 0, ![.string, .bit].contains(array.values.type) else {
      throw LFError(
        .badData, "has \(array.components) components; points have 3 numbers", at: member.place,
        hint: "the file is damaged")
    }
    return count == 0 ? DataArray(array.name, components: 3, array.values) : array
  }

  private mutating func data(
    _ piece: XMLElement, _ name: String, _ step: TimeStepChoice, _ tuples: Int
  ) throws(LFError) -> AttributeData {
    var result = AttributeData()
    for element in piece.children(name) {
      for array in step.arrays(in: element) { result.arrays.append(try arrays.read(array, tuples: tuples)) }
      for role in AttributeData.Role.allCases {
        if let active = element[role.rawValue], !active.isEmpty { result.active[role] = active }
      }
    }
    return result
  }

  private func required(_ piece: XMLElement, _ attribute: String) throws(LFError) -> Int {
    guard let count = try ArrayReader.count(piece, attribute) else {
      throw LFError(.badData, "lacks \(attribute)", at: piece.place, hint: "the file is damaged")
    }
    return count
  }
}
