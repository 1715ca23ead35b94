import LFCore
import LFMesh

/// A .pvd collection: an index of times and parts, and a file for each in a folder named after the index.
enum CollectionDocument {
  static func write(
    _ series: MeshSeries, to path: String, index temporary: String, _ options: WriteOptions
  ) throws(LFError) {
    try CompanionFolder.make(of: path) { (folder) throws(LFError) in
      try write(series, in: &folder, index: temporary, options)
    }
  }

  private static func write(
    _ series: MeshSeries, in folder: inout CompanionFolder, index temporary: String, _ options: WriteOptions
  ) throws(LFError) {
    var collection = OutputElement("Collection")
    for (number, entry) in series.entries.enumerated() {
      let digits = String(number)
      let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      let name = "\(folder.stem)_\(padded).\(suffix(of: entry.mesh))"
      try folder.write(name) { path throws(LFError) in try MeshDocument.write(entry.mesh, to: path, options) }
      var attributes = [(name: "timestep", value: "\(entry.time)")]
      if !entry.group.isEmpty { attributes.append(("group", entry.group)) }
      if !entry.part.isEmpty { attributes.append(("part", entry.part)) }
      attributes.append(("file", "\(folder.stem)/\(name)"))
      collection.children.append(.element(OutputElement("DataSet", attributes)))
    }
    try DocumentWriter(kind: "Collection", content: collection, options: WriteOptions(compression: .none))
      .write(to: temporary)
  }

  private static func suffix(of mesh: Mesh) -> String {
    switch mesh.geometry {
    case .unstructured: "vtu"
    case .poly: "vtp"
    case .image: "vti"
    case .rectilinear: "vtr"
    case .structured: "vts"
    }
  }
}
