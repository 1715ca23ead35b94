import LFCore
import LFLeadField
import LFMesh

extension LeadFieldOutput {
  /// Writes points, cells and what is needed to have the very same mesh again.
  mutating func writeMesh(
    node: NetCDFOutput.DimensionID, cell: NetCDFOutput.DimensionID
  ) throws(LFError) {
    let mesh = field.mesh
    let marker = try out.variable(ContractName.mesh, .int32, [])
    taken.insert(ContractName.mesh)
    try out.attribute("long_name", "mesh of the heart", of: marker)
    try out.attribute("geometry_kind", mesh.geometry.kind, of: marker)
    try out.attribute("frame", "LPS: x to the patient's left, y to posterior, z to superior", of: marker)
    try out.put(.int32([0]), to: marker)
    for (prefix, data) in [("point_", mesh.pointData), ("cell_", mesh.cellData)] {
      for role in AttributeData.Role.allCases {
        if let name = data.active[role] {
          try out.attribute(ContractName.active + prefix + role.rawValue, name, of: marker)
        }
      }
    }
    switch mesh.geometry {
    case .unstructured(let grid):
      try writePoints(grid.points, node, marker)
      try writeCells(grid.cells, grid.types, node, cell, marker)
      if let faces = grid.polyhedra { try writeFaces(faces, cell) }
    case .poly(let poly):
      try writePoints(poly.points, node, marker)
      let (types, cells) = poly.list
      try writeCells(cells, types, node, cell, marker)
    case .image(let image):
      try writePoints(image.points, node, marker)
      try writeExtent(image.extent, marker)
      try out.attribute("lattice_origin", .float64(image.origin), of: marker)
      try out.attribute("lattice_spacing", .float64(image.spacing), of: marker)
      try out.attribute("lattice_direction", .float64(image.direction), of: marker)
    case .rectilinear(let grid):
      try writePoints(try grid.points(), node, marker)
      try writeExtent(grid.extent, marker)
      for (name, axis) in zip(ContractName.latticeAxes, grid.coordinates) {
        let length = try dimension(ofLength: axis.values.count)
        let variable = try put(name, axis.values, [length], "mm", "lattice coordinates along one axis")
        try out.attribute(ContractName.pointsName, axis.name, of: variable)
      }
    case .structured(let grid):
      try writePoints(grid.points, node, marker)
      try writeExtent(grid.extent, marker)
    }
  }

  private mutating func writeExtent(
    _ extent: GridExtent, _ marker: NetCDFOutput.VariableID
  ) throws(LFError) {
    try out.attribute("lattice_extent", .int64(extent.bounds.map(Int64.init)), of: marker)
  }

  private mutating func writePoints(
    _ points: DataArray, _ node: NetCDFOutput.DimensionID, _ marker: NetCDFOutput.VariableID
  ) throws(LFError) {
    guard points.components == 3, points.values.type != .string, points.values.type != .bit else {
      throw LFError(.badData, "the points do not have three coordinates")
    }
    let directions = ["left", "posterior", "superior"]
    for axis in 0..<3 {
      let numbers = Array(stride(from: axis, to: points.values.count, by: 3))
      let variable = try put(
        ContractName.axes[axis], points.values.tuples(numbers, of: 1), [node], "mm",
        "node coordinate towards the patient's \(directions[axis])")
      try out.attribute("frame", "LPS", of: variable)
    }
    try out.attribute(ContractName.pointsName, points.name, of: marker)
    if !points.componentNames.isEmpty {
      try names(points.componentNames, of: marker)
    }
  }

  private mutating func writeCells(
    _ cells: CellArray, _ types: [UInt8], _ node: NetCDFOutput.DimensionID,
    _ cell: NetCDFOutput.DimensionID, _ marker: NetCDFOutput.VariableID
  ) throws(LFError) {
    let kind = try put(
      ContractName.cellType, .uint8(types), [cell], nil, "kind of cell, by the numbers of VTK")
    var isKnown = [Bool](repeating: false, count: 256)
    for type in types { isKnown[Int(type)] = true }
    let known = (0...UInt8.max).filter { isKnown[Int($0)] }
    if !known.isEmpty {
      try out.attribute("flag_values", .uint8(known), of: kind)
      let names = known.map { CellType(rawValue: $0).name ?? "type_\($0)" }
      try out.attribute("flag_meanings", names.joined(separator: " "), of: kind)
    }
    guard let topology else {
      let counts = (0..<cells.count).map { cells.offsets[$0 + 1] - cells.offsets[$0] }
      try put(ContractName.cellNodeCount, .int64(counts), [cell], "1", "number of nodes of each cell")
      let length = try out.dimension("cell_node_entry", cells.connectivity.count)
      try put(
        ContractName.cellNodeList, .int64(cells.connectivity), [length], "1",
        "nodes of all cells, cell after cell, counted from 0")
      return
    }
    let most = (0..<cells.count).reduce(0) { max($0, Int(cells.offsets[$1 + 1] - cells.offsets[$1])) }
    let corner = try out.dimension("cell_corner", most)
    let table = try corners(of: cells, most: most)
    let variable = try out.variable(ContractName.cellNode, .int32, [cell, corner])
    taken.insert(ContractName.cellNode)
    let location = topology.location
    try out.attribute("long_name", "nodes of each cell", of: variable)
    try out.attribute("cf_role", "\(location)_node_connectivity", of: variable)
    try out.attribute("start_index", .int32([0]), of: variable)
    if table.contains(-1) { try out.attribute("_FillValue", .int32([-1]), of: variable) }
    try out.put(.int32(table), to: variable)
    try out.attribute("cf_role", "mesh_topology", of: marker)
    try out.attribute("topology_dimension", .int32([Int32(topology.dimension)]), of: marker)
    try out.attribute("node_coordinates", ContractName.axes.joined(separator: " "), of: marker)
    try out.attribute("\(location)_node_connectivity", ContractName.cellNode, of: marker)
    try out.attribute("\(location)_dimension", ContractName.cell, of: marker)
    if topology.dimension == 3 {
      try out.attribute("volume_shape_type", ContractName.cellType, of: marker)
    }
  }

  private func corners(of cells: CellArray, most: Int) throws(LFError) -> [Int32] {
    var table: [Int32] = []
    table.reserveCapacity(cells.count * most)
    for i in 0..<cells.count {
      let (start, end) = (Int(cells.offsets[i]), Int(cells.offsets[i + 1]))
      for k in start..<end {
        guard let node = Int32(exactly: cells.connectivity[k]), node >= 0 else {
          throw LFError(.badData, "cell \(i) has a node of number \(cells.connectivity[k])")
        }
        table.append(node)
      }
      for _ in (end - start)..<most { table.append(-1) }
    }
    return table
  }

  private mutating func writeFaces(
    _ polyhedra: PolyhedronFaces, _ cell: NetCDFOutput.DimensionID
  ) throws(LFError) {
    func counts(_ cells: CellArray) -> ArrayValues {
      .int64((0..<cells.count).map { cells.offsets[$0 + 1] - cells.offsets[$0] })
    }
    let face = try out.dimension("face", polyhedra.faces.count)
    let faceNode = try out.dimension("face_node_entry", polyhedra.faces.connectivity.count)
    let cellFace = try out.dimension("cell_face_entry", polyhedra.facesOfCell.connectivity.count)
    try put(
      ContractName.faceNodeCount, counts(polyhedra.faces), [face], "1", "number of nodes of each face")
    try put(
      ContractName.faceNodeList, .int64(polyhedra.faces.connectivity), [faceNode], "1",
      "nodes of all faces, face after face, counted from 0")
    let faces = polyhedra.facesOfCell
    try put(ContractName.cellFaceCount, counts(faces), [cell], "1", "number of faces of each polyhedron")
    try put(
      ContractName.cellFaceList, .int64(faces.connectivity), [cellFace], "1",
      "faces of all polyhedra, cell after cell, counted from 0")
  }
}

extension Geometry {
  /// The name of the kind of mesh.
  var kind: String {
    switch self {
    case .unstructured: "unstructured"
    case .poly: "poly"
    case .image: "image"
    case .rectilinear: "rectilinear"
    case .structured: "structured"
    }
  }
}
