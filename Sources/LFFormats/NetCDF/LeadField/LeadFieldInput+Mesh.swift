import LFCore
import LFMesh

extension LeadFieldInput {
  private var marker: NetCDFLayout.Variable? { content.variable(ContractName.mesh) }

  /// The mesh with its arrays.
  func mesh() throws(LFError) -> Mesh {
    guard let marker else { throw LFError.variable(ContractName.mesh, "is missing") }
    try marker.refuseOtherFrames()
    var mesh = Mesh(try geometry(marker))
    mesh.pointData = try arrays(of: "point", count: mesh.pointCount)
    mesh.cellData = try arrays(of: "cell", count: mesh.cellCount)
    mesh.fieldData = try arrays(of: "field", count: nil).arrays
    return mesh
  }

  private func geometry(_ marker: NetCDFLayout.Variable) throws(LFError) -> Geometry {
    let nodes = content.layout.dimensions.first { $0.name == ContractName.node }?.length ?? 0
    let kind = marker["geometry_kind"]?.text ?? "unstructured"
    switch kind {
    case "unstructured":
      let points = try points(nodes)
      let (types, cells) = try cells(nodes)
      return .unstructured(
        UnstructuredGrid(points: points, cells: cells, types: types, polyhedra: try faces(types.count, nodes))
      )
    case "poly":
      let points = try points(nodes)
      let (types, cells) = try cells(nodes)
      guard let poly = PolyData(points: points, types: types, cells: cells) else {
        throw LFError.variable(ContractName.cellType, "holds cells that a surface cannot have")
      }
      return .poly(poly)
    case "image":
      return .image(
        ImageGrid(
          extent: try extent(nodes), origin: try doubles("lattice_origin", 3),
          spacing: try doubles("lattice_spacing", 3), direction: try doubles("lattice_direction", 9)))
    case "rectilinear":
      let extent = try extent(nodes)
      var axes: [DataArray] = []
      for (i, name) in ContractName.latticeAxes.enumerated() {
        guard let values = try values(name, .length), values.doubles() != nil else {
          throw LFError.variable(name, "is missing or not numeric")
        }
        guard values.count == extent.pointsPerAxis[i] || nodes == 0 else {
          throw LFError.variable(name, "has \(values.count) values, not \(extent.pointsPerAxis[i])")
        }
        axes.append(DataArray(content.variable(name)?[ContractName.pointsName]?.text ?? "", values))
      }
      return .rectilinear(RectilinearGrid(extent: extent, coordinates: axes))
    case "structured":
      return .structured(StructuredGrid(extent: try extent(nodes), points: try points(nodes)))
    default:
      throw LFError.variable(ContractName.mesh, "is of a kind that does not exist: \(kind.singleLine)")
    }
  }

  private func doubles(_ name: String, _ count: Int) throws(LFError) -> [Double] {
    guard case .numbers(let values)? = marker?[name], let doubles = values.doubles(), doubles.count == count
    else { throw LFError.variable(ContractName.mesh, "needs the attribute \(name) with \(count) numbers") }
    return doubles
  }

  private func extent(_ nodes: Int) throws(LFError) -> GridExtent {
    guard case .numbers(let values)? = marker?["lattice_extent"], let bounds = values.integers(),
      bounds.count == 6, bounds.allSatisfy({ abs($0 / 2) < 1 << 40 })
    else { throw LFError.variable(ContractName.mesh, "needs the attribute lattice_extent with 6 integers") }
    let extent = GridExtent(bounds.map { Int($0) })
    var points = 1
    for length in extent.pointsPerAxis {
      let (product, overflow) = points.multipliedReportingOverflow(by: length)
      points = overflow ? Int.max : product
    }
    // As in VTK files: beyond this, numbers that follow from it could not be counted.
    guard points <= 1 << 48 else {
      throw LFError.variable(
        ContractName.mesh, "has a lattice_extent of more points than any file can hold",
        hint: "the file is damaged")
    }
    guard extent.isEmpty ? nodes == 0 : points == nodes else {
      throw LFError.variable(ContractName.mesh, "has a lattice_extent that does not fit \(nodes) nodes")
    }
    return extent
  }

  private func points(_ nodes: Int) throws(LFError) -> DataArray {
    var axes: [ArrayValues] = []
    for name in ContractName.axes {
      guard let values = try values(name, .length), values.type != .string, values.count == nodes else {
        throw LFError.variable(name, "is missing, or does not have a coordinate for each node")
      }
      guard axes.allSatisfy({ $0.type == values.type }) else {
        throw LFError.variable(name, "is not of the type of \(ContractName.axes[0])")
      }
      axes.append(values)
    }
    var all = axes[0]
    guard all.append(axes[1]), all.append(axes[2]) else {
      throw LFError(.internalFault, "coordinates of one type are taken for several")
    }
    let order = (0..<nodes).flatMap { [$0, nodes + $0, 2 * nodes + $0] }
    return DataArray(
      marker?[ContractName.pointsName]?.text ?? "Points", components: 3,
      componentNames: marker.map(componentNames) ?? [], all.tuples(order, of: 1))
  }

  private func cells(_ nodes: Int) throws(LFError) -> (types: [UInt8], cells: CellArray) {
    guard case .uint8(let types)? = content.values(ContractName.cellType) else {
      throw LFError.variable(ContractName.cellType, "is missing, or not of type ubyte")
    }
    var cells = CellArray()
    if let variable = content.variable(ContractName.cellNode) {
      let table = try indices(ContractName.cellNode)
      guard let width = content.layout.shape(of: variable).last, width > 0,
        table.count == types.count * width
      else { throw LFError.variable(ContractName.cellNode, "does not have a row for each cell") }
      cells.connectivity.reserveCapacity(table.count)
      for row in types.indices {
        for k in row * width..<(row + 1) * width {
          if table[k] == -1 { break }
          cells.connectivity.append(table[k])
        }
        cells.offsets.append(Int64(cells.connectivity.count))
      }
    } else {
      cells = try ragged(ContractName.cellNodeCount, ContractName.cellNodeList, count: types.count)
    }
    guard cells.connectivity.allSatisfy({ $0 >= 0 && $0 < nodes }) else {
      throw LFError.variable(ContractName.cellNode, "names nodes that do not exist (there are \(nodes))")
    }
    for (i, type) in types.enumerated() {
      let size = Int(cells.offsets[i + 1] - cells.offsets[i])
      if let right = CellType(rawValue: type).pointCount, !right.contains(size) {
        throw LFError.variable(
          ContractName.cellType, "says cell \(i) is of a kind that has not \(size) nodes")
      }
    }
    return (types, cells)
  }

  private func ragged(_ counts: String, _ list: String, count: Int?) throws(LFError) -> CellArray {
    let sizes = try integers(counts)
    let entries = try indices(list)
    guard count == nil || sizes.count == count else {
      throw LFError.variable(counts, "does not have a number for each cell")
    }
    var cells = CellArray(connectivity: entries)
    var end: Int64 = 0
    for size in sizes {
      guard size >= 0, size <= Int64(entries.count) - end else {
        throw LFError.variable(counts, "does not add up to the \(entries.count) entries of \(list)")
      }
      end += size
      cells.offsets.append(end)
    }
    guard end == Int64(entries.count) else {
      throw LFError.variable(counts, "does not add up to the \(entries.count) entries of \(list)")
    }
    return cells
  }

  private func faces(_ cellCount: Int, _ nodes: Int) throws(LFError) -> PolyhedronFaces? {
    guard content.variable(ContractName.faceNodeCount) != nil else { return nil }
    let faces = try ragged(ContractName.faceNodeCount, ContractName.faceNodeList, count: nil)
    let ofCell = try ragged(ContractName.cellFaceCount, ContractName.cellFaceList, count: cellCount)
    guard faces.connectivity.allSatisfy({ $0 >= 0 && $0 < nodes }),
      ofCell.connectivity.allSatisfy({ $0 >= 0 && $0 < faces.count })
    else { throw LFError.variable(ContractName.cellFaceList, "names faces or nodes that do not exist") }
    return PolyhedronFaces(faces: faces, facesOfCell: ofCell)
  }

  private func arrays(of owner: String, count: Int?) throws(LFError) -> AttributeData {
    var found: [(place: Int64, array: DataArray)] = []
    for (i, variable) in content.layout.variables.enumerated()
    where variable[ContractName.inputOwner]?.text == owner {
      guard let stored = content.values(at: i), variable.type != .character else {
        throw LFError.variable(variable.name, "is of a type that no mesh array has")
      }
      var values = try variable.meaning(of: stored)
      if variable[ContractName.inputType]?.text == "Bit" {
        guard case .uint8(let bits) = values, bits.allSatisfy({ $0 < 2 }) else {
          throw LFError.variable(variable.name, "is to hold bits and holds other numbers")
        }
        values = .bit(bits)
      }
      let shape = content.layout.shape(of: variable)
      guard (1...2).contains(shape.count), shape.count == 1 || shape[1] > 0, count == nil || shape[0] == count
      else { throw LFError.variable(variable.name, "does not fit the mesh") }
      let components = shape.count == 2 ? shape[1] : 1
      let names = componentNames(variable)
      guard names.isEmpty || names.count == components else {
        throw LFError.variable(variable.name, "does not have a name for each component")
      }
      var place = Int64(i)
      if case .numbers(let order)? = variable[ContractName.inputPlace], let first = order.integers()?.first {
        place = first
      }
      let name = variable[ContractName.inputName]?.text ?? variable.name
      found.append((place, DataArray(name, components: components, componentNames: names, values)))
    }
    var data = AttributeData(found.sorted { $0.place < $1.place }.map(\.array))
    for role in AttributeData.Role.allCases {
      data.active[role] = marker?["\(ContractName.active)\(owner)_\(role.rawValue)"]?.text
    }
    return data
  }

  private func componentNames(_ variable: NetCDFLayout.Variable) -> [String?] {
    var names: [String?]
    switch variable[ContractName.componentNames] {
    case .texts(let texts)?: names = texts
    case .characters(let text)?: names = [text]
    default: return []
    }
    if case .numbers(let numbers)? = variable[ContractName.unnamed], let indices = numbers.integers() {
      for i in indices where names.indices.contains(Int(clamping: i)) { names[Int(i)] = nil }
    }
    return names
  }
}
