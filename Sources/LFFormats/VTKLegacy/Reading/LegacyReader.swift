import LFCore
import LFMesh

/// Reads a legacy file: the header, the data set's geometry, then the arrays on points and cells.
struct LegacyReader {
  var scanner: LegacyScanner
  /// The file's version; it decides the layout of cells, ghosts and high-order hexahedra.
  private(set) var version = (major: 0, minor: 0)
  private(set) var diagnostics = Diagnostics()
  /// Where the arrays of each name stand.
  private var known = (points: KnownArrays(), cells: KnownArrays())
  private var mesh = Mesh(.poly(PolyData(points: DataArray("Points", components: 3, .float32([])))))

  init(_ file: MappedFile) { scanner = LegacyScanner(file) }

  /// Reads the file whole.
  mutating func read() throws(LFError) -> Mesh {
    try readHeader()
    let kind = try readKind()
    var parts = LegacyParts(kind)
    try readGeometry(&parts)
    mesh.geometry = try parts.geometry(version, scanner)
    if let ghosts = parts.ghosts { mesh.pointData.arrays.insert(ghosts, at: 0) }
    try readData()
    if version.major < 4 {
      GhostLevels.update(&mesh.pointData)
      GhostLevels.update(&mesh.cellData)
    }
    return mesh
  }

  // MARK: Header

  private mutating func readHeader() throws(LFError) {
    let magic = "# vtk DataFile Version"
    guard let first = scanner.line(), first.starts(with: magic.utf8) else {
      throw scanner.error("does not begin with \"\(magic)\"", hint: "it is no legacy VTK file")
    }
    let text = String(decoding: first.dropFirst(magic.utf8.count), as: UTF8.self).trimmingBlanks
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(numbers.count), let major = numbers[0], major > 0, major < 100,
      let minor = numbers.count == 2 ? numbers[1] : 0, minor >= 0
    else { throw scanner.error("has version \"\(text.shown)\"", hint: "versions are 1.0 to 5.1") }
    version = (major, minor)
    if version > (5, 1) {
      diagnostics.warn("is of version \(major).\(minor), newer than 5.1; it is read as 5.1")
    }
    guard scanner.line() != nil else { throw scanner.cut("its header") }
    switch try scanner.keyword(in: "its header") {
    case "ascii": break
    case "binary": scanner.isBinary = true
    case let other:
      throw scanner.error("is \"\(other.shown)\", neither ASCII nor BINARY", hint: "the header is damaged")
    }
  }

  private mutating func readKind() throws(LFError) -> LegacyParts.Kind {
    let first = try scanner.keyword(in: "its header")
    let hint = "structured points, structured, rectilinear and unstructured grids and poly data are read"
    switch first {
    case "dataset": break
    case "field":
      throw scanner.error("holds field data only: there are no points and cells in it", hint: hint)
    case "point_data", "cell_data":
      throw scanner.error("holds \(first.uppercased()) without a DATASET: there are no points", hint: hint)
    default:
      throw scanner.error("has \"\(first.shown)\" where DATASET belongs", hint: "the header is damaged")
    }
    let name = try scanner.keyword(in: "DATASET")
    if let kind = LegacyParts.Kind(rawValue: name) { return kind }
    let others = [
      "table", "directed_graph", "undirected_graph", "molecule", "tree", "multiblock", "multipiece",
      "hierarchical_box", "overlapping_amr", "non_overlapping_amr", "partitioned",
      "partitioned_collection", "cellgrid",
    ]
    throw scanner.error(
      "is a data set of kind \(name.uppercased().shown)\(others.contains(name) ? "" : ", which is unknown")",
      hint: hint)
  }

  // MARK: Geometry

  /// Reads blocks of geometry and field data up to the first block of data.
  private mutating func readGeometry(_ parts: inout LegacyParts) throws(LFError) {
    while true {
      let start = scanner.position
      guard let keyword = scanner.keyword() else { return }
      switch keyword {
      case "field":
        mesh.fieldData += TextArrays.asText(try readField("FIELD", tuples: nil))
      case "point_data", "cell_data":
        scanner.position = start
        return
      default:
        guard try parts.read(keyword, &scanner, version) else {
          throw scanner.error(
            "has \"\(keyword.shown)\" where a block of \(parts.kind.rawValue.uppercased()) begins",
            hint: "the file is damaged")
        }
      }
    }
  }

  // MARK: Data

  private mutating func readData() throws(LFError) {
    // Ghosts come with the geometry.
    for i in mesh.pointData.arrays.indices { _ = try known.points.add(i, of: mesh.pointData.arrays) }
    var onPoints = true
    var begun = false
    while let keyword = scanner.keyword() {
      switch keyword {
      case "point_data", "cell_data":
        begun = true
        onPoints = keyword == "point_data"
        let stated = try scanner.count(keyword.uppercased())
        // A number at the very end may be the beginning of a longer one.
        guard scanner.left > 0 else { throw scanner.cut(keyword.uppercased()) }
        let tuples = onPoints ? mesh.pointCount : mesh.cellCount
        guard stated == tuples else {
          throw scanner.error(
            "has \(keyword.uppercased()) for \(stated) \(onPoints ? "points" : "cells"), but there are \(tuples)"
          )
        }
      case _ where !begun: throw unknown(keyword)
      default:
        let tuples = onPoints ? mesh.pointCount : mesh.cellCount
        if keyword == "field" {
          for array in try readField("FIELD", tuples: tuples) { try add(array, nil, onPoints) }
        } else if keyword == "lookup_table" {
          try skipColours()
        } else if let attribute = LegacyAttribute(rawValue: keyword) {
          try add(try readAttribute(attribute, tuples), attribute.role, onPoints)
        } else {
          throw unknown(keyword)
        }
      }
    }
  }

  private func unknown(_ keyword: String) -> LFError {
    scanner.error(
      "has \"\(keyword.shown)\" where a keyword belongs",
      hint: "the file is damaged or something stands behind its end")
  }

  /// The first array of a role is the active one, as for VTK. VTK writes an array of two roles twice; it is one.
  private mutating func add(_ array: DataArray, _ role: AttributeData.Role?, _ onPoints: Bool) throws(LFError)
  {
    if onPoints {
      try Self.add(array, role, to: &mesh.pointData, &known.points)
    } else {
      try Self.add(array, role, to: &mesh.cellData, &known.cells)
    }
  }

  /// In place: a copy for each of many arrays would take quadratic time.
  private static func add(
    _ array: DataArray, _ role: AttributeData.Role?, to data: inout AttributeData, _ known: inout KnownArrays
  ) throws(LFError) {
    if let role, data.active[role] == nil, !array.name.isEmpty { data.active[role] = array.name }
    data.arrays.append(array)
    if try !known.add(data.arrays.count - 1, of: data.arrays) { data.arrays.removeLast() }
  }

  /// Adds a warning.
  mutating func warn(_ message: String) { diagnostics.warn(message) }
}

extension LegacyScanner {
  /// A keyword that must be there, in lower case.
  mutating func keyword(in what: String) throws(LFError) -> String {
    guard let keyword = keyword() else { throw cut(what) }
    return keyword
  }
}
