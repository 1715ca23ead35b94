import LFCore
import LFMesh

/// Reads files that refer to others: parallel forms and collections.
struct IndexReader {
  private let file: VTKXMLFile
  /// The files on the way here: a reference to one of them would never end.
  private let ancestors: [String]

  init(_ file: VTKXMLFile, ancestors: [String] = []) {
    self.file = file
    self.ancestors = ancestors + [FileReference.realPath(file.file.path) ?? file.file.path]
  }

  private static let depthLimit = 4

  /// The files that the elements of a name refer to.
  private func references(_ name: String, _ attribute: String) throws(LFError) -> [(XMLElement, String)] {
    var result: [(XMLElement, String)] = []
    for element in file.content.children(name) {
      guard let reference = element[attribute] else {
        throw LFError(.badData, "lacks \(attribute)", at: element.place, hint: "the file is damaged")
      }
      result.append((element, reference))
    }
    return result
  }

  /// Opens a referenced file; its errors name both files.
  private func open<R>(
    _ reference: String, _ element: XMLElement, _ body: (VTKXMLFile) throws(LFError) -> R
  ) throws(LFError) -> R {
    do throws(LFError) {
      let path = try FileReference.resolve(reference, from: file.file.path)
      guard !ancestors.contains(FileReference.realPath(path) ?? path), ancestors.count < Self.depthLimit
      else {
        throw LFError(.badData, "refers back to \"\(reference)\"", hint: "references must not go round")
      }
      let opened = try MappedFile(path)
      if opened.count == 0 { throw LFError(.badData, "is empty", at: .init(file: path)) }
      return try body(try VTKXMLFile(opened, file.allowance))
    } catch {
      var named = error
      if !error.place.description.isEmpty, error.place.file != file.file.path {
        named.message =
          "\(reference.shown): "
          + [
            LFError.Place(element: error.place.element, line: error.place.line, byte: error.place.byte)
              .description, error.message,
          ]
          .filter { !$0.isEmpty }.joined(separator: ": ")
      }
      named.place = LFError.Place(file: file.file.path, element: element.name, line: element.line)
      throw named
    }
  }

  // MARK: Parallel forms

  /// Reads a parallel file: its pieces in order, with the arrays that it lists.
  func readParallel() throws(LFError) -> Mesh {
    let kind = String(file.kind.dropFirst())
    var pieces: [Mesh] = []
    for (element, reference) in try references("Piece", "Source") {
      let piece = try open(reference, element) { (opened) throws(LFError) -> Mesh in
        try mesh(opened, kind)
      }
      pieces.append(try listed(piece, element))
    }
    var fields = ArrayReader(file)
    var fieldData: [DataArray] = []
    for element in file.content.children("FieldData") {
      for array in TimeStepChoice(step: nil).arrays(in: element) {
        fieldData.append(try fields.read(array, tuples: nil))
      }
    }
    var whole: Mesh
    if kind == "UnstructuredGrid" || kind == "PolyData" {
      whole = try pieces.isEmpty ? Mesh(SerialReader.empty(kind)) : Mesh.appending(pieces)
    } else {
      let attributes = LatticeAttributes(file)
      whole = try LatticeAssembly.joined(pieces, of: kind, attributes, file.allowance)
    }
    whole.fieldData = TextArrays.asText(fieldData)
    return whole
  }

  /// The files of a parallel file's pieces in order.
  func parts() throws(LFError) -> [VTKXMLFile] {
    var parts: [VTKXMLFile] = []
    for (element, reference) in try references("Piece", "Source") {
      parts += try open(reference, element) { (opened) throws(LFError) in
        try IndexedStep(opened, ancestors: ancestors).parts()
      }
    }
    return parts
  }

  private func mesh(_ opened: VTKXMLFile, _ kind: String) throws(LFError) -> Mesh {
    if opened.kind == "P" + kind {
      return try IndexReader(opened, ancestors: ancestors).readParallel()
    }
    guard opened.kind == kind else {
      throw LFError(.badData, "is of type \(opened.kind.shown), not \(kind)", at: opened.content.place)
    }
    var reader = SerialReader(opened)
    switch try reader.read() {
    case .mesh(let mesh): return mesh
    case .series(let series): return series.entries[0].mesh
    case .leadField, .ecg: throw LFError(.internalFault, "a piece is read as no mesh")
    }
  }

  /// The piece with only the arrays that the index lists; one that is absent is an error.
  private func listed(_ piece: Mesh, _ element: XMLElement) throws(LFError) -> Mesh {
    var mesh = piece
    mesh.fieldData = []
    mesh.pointData = try listed(piece.pointData, "PPointData", piece.pointCount, element)
    mesh.cellData = try listed(piece.cellData, "PCellData", piece.cellCount, element)
    return mesh
  }

  private func listed(
    _ data: AttributeData, _ name: String, _ tuples: Int, _ piece: XMLElement
  ) throws(LFError) -> AttributeData {
    var result = AttributeData()
    for parent in file.content.children(name) {
      for element in parent.children where ["PDataArray", "PArray", "DataArray"].contains(element.name) {
        let wanted = element["Name"] ?? ""
        guard let array = data[wanted] else {
          if tuples == 0 { continue }
          throw LFError(
            .badData, "array \"\(wanted.shown)\" is listed but \"\(piece["Source"] ?? "")\" has none",
            at: element.place, hint: "write it in every piece")
        }
        result.arrays.append(array)
      }
      for role in AttributeData.Role.allCases {
        if let active = parent[role.rawValue], !active.isEmpty { result.active[role] = active }
      }
    }
    return result
  }

  // MARK: Collections

  /// Reads the meshes of a collection one by one.
  func forEachEntry(_ body: (MeshSeries.Entry) throws(LFError) -> Void) throws(LFError) {
    for (element, reference) in try references("DataSet", "file") {
      let time = try Self.time(element)
      let mesh = try open(reference, element) { (opened) throws(LFError) -> Mesh in
        if opened.kind == "Collection" {
          throw LFError(.badData, "is a collection itself", at: opened.content.place, hint: "list its files")
        }
        return try self.mesh(
          opened,
          opened.kind.hasPrefix("P") && opened.kind != "PolyData"
            ? String(opened.kind.dropFirst()) : opened.kind)
      }
      try body(.init(time: time, part: element["part"] ?? "", group: element["group"] ?? "", mesh: mesh))
    }
  }

  /// Names the files of a collection with their times, without opening them.
  func forEachReference(
    _ body: (XMLElement, _ time: Double, _ reference: String) throws(LFError) -> Void
  ) throws(LFError) {
    for (element, reference) in try references("DataSet", "file") {
      try body(element, try Self.time(element), reference)
    }
  }

  /// Opens the files of a collection one by one, `limit` at most; each holds one data set, whole or in parts.
  func forEachStep(limit: Int?, _ body: (IndexedStep) throws(LFError) -> Void) throws(LFError) {
    let references = try references("DataSet", "file").prefix(limit ?? .max)
    for (number, (element, reference)) in references.enumerated() {
      if number + 1 < references.count {
        // What is wrong with the next file is said in its turn.
        if let next = try? FileReference.resolve(references[number + 1].1, from: file.file.path) {
          MappedFile.announce(next)
        }
      }
      try open(reference, element) { (opened) throws(LFError) in
        try body(try IndexedStep(opened, ancestors: ancestors))
      }
    }
  }

  /// The times of a collection, sorted, each once.
  func times() throws(LFError) -> [Double] {
    var times: Set<Double> = []
    for element in file.content.children("DataSet") { times.insert(try Self.time(element)) }
    return times.sorted()
  }

  private static func time(_ element: XMLElement) throws(LFError) -> Double {
    guard let text = element["timestep"]?.trimmingBlanks, !text.isEmpty else { return 0 }
    guard let time = Double(text), time.isFinite else {
      throw LFError(
        .badData, "has timestep \"\(text.shown)\"", at: element.place, hint: "it must be a number")
    }
    return time
  }
}
