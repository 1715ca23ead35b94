public import LFCore
import LFLeadField
import LFMesh

extension VTKLegacyFormat {
  /// Writes a mesh or lead field: text for the encoding `ascii`, big-endian binary for all others.
  ///
  /// - Parameters:
  ///   - dataset: What to write; of a series one time only.
  ///   - path: The destination.
  ///   - options: The encoding; the format knows no compression.
  ///   - diagnostics: Takes warnings: what the format cannot hold.
  /// - Throws: `LFError` with code `cannotCreate`, or `usage` when the format cannot hold the data set.
  public func write(
    _ dataset: Dataset, to path: String, options: WriteOptions, diagnostics: inout Diagnostics
  ) throws(LFError) {
    guard case .mesh(var mesh) = ArrayNames.unique(.mesh(try Self.mesh(dataset)), &diagnostics) else {
      throw LFError(.internalFault, "a mesh is named as another data set")
    }
    if case .image(let image) = mesh.geometry, image.direction != [1, 0, 0, 0, 1, 0, 0, 0, 1] {
      diagnostics.warn(
        "a .vtk cannot hold the direction of an image; it is written as a structured grid with the same points"
      )
      mesh.geometry = .structured(StructuredGrid(extent: image.extent, points: try Self.points(of: mesh)))
    }
    if options.encoding == .ascii { Self.leaveOutEmptyReals(&mesh, &diagnostics) }
    Self.warn(mesh, &diagnostics)
    let written = mesh
    try AtomicOutput.write(to: path, &diagnostics) { (temporary, _) throws(LFError) in
      try LegacyDocument(written, isText: options.encoding == .ascii).write(to: temporary)
    }
  }

  private static func mesh(_ dataset: Dataset) throws(LFError) -> Mesh {
    switch dataset {
    case .mesh(let mesh): return mesh
    case .leadField(let field): return try LeadFieldMesh.mesh(of: field)
    case .ecg: throw .noMesh
    case .series(let series):
      guard series.times.count <= 1 else {
        throw LFError(
          .usage, "a .vtk file holds one time and there are \(series.times.count)",
          hint: "write a .pvd collection")
      }
      var parts: [Mesh] = []
      for entry in series.entries { parts.append(entry.mesh) }
      guard let first = parts.first else {
        throw LFError(.badData, "the collection is empty", hint: "there is no mesh to convert")
      }
      var whole = first
      if parts.count > 1 {
        var grids: [Mesh] = []
        for part in parts { grids.append(try part.unstructured()) }
        whole = try Mesh.appending(grids)
      }
      // A collection states its time outside the mesh.
      if let time = series.times.first, time != 0,
        !whole.fieldData.contains(where: { $0.name == "TimeValue" })
      {
        whole.fieldData.append(DataArray("TimeValue", .float64([time])))
      }
      return whole
    }
  }

  private static func points(of mesh: Mesh) throws(LFError) -> DataArray {
    guard case .unstructured(let grid) = try mesh.unstructured().geometry else {
      throw LFError(.internalFault, "a mesh is not made explicit")
    }
    return grid.points
  }

  /// VTK 9.7 crashes on empty arrays of real numbers in text.
  private static func leaveOutEmptyReals(_ mesh: inout Mesh, _ diagnostics: inout Diagnostics) {
    func leaveOut(_ arrays: inout [DataArray]) {
      for array in arrays where array.isEmptyAndReal {
        diagnostics.warn(
          "array \"\(array.name.shown)\" is empty and left out of the text, on which VTK would crash")
      }
      arrays.removeAll(where: \.isEmptyAndReal)
    }
    leaveOut(&mesh.pointData.arrays)
    leaveOut(&mesh.cellData.arrays)
    leaveOut(&mesh.fieldData)
  }

  private static func warn(_ mesh: Mesh, _ diagnostics: inout Diagnostics) {
    for (data, onPoints) in [(mesh.pointData, true), (mesh.cellData, false)] {
      for (role, name) in LegacyDataBlocks(data, onPoints: onPoints).lost {
        diagnostics.warn("array \"\(name.shown)\" is written, but a .vtk cannot mark it as \(role.rawValue)")
      }
    }
    for array in mesh.pointData.arrays + mesh.cellData.arrays + mesh.fieldData
    where LegacyNames.encoded(array.name).utf8.count > 255 {
      diagnostics.warn("the name of array \"\(array.name.shown)\" is longer than VTK reads from a .vtk")
    }
  }
}

extension DataArray {
  fileprivate var isEmptyAndReal: Bool {
    values.count == 0 && (values.type == .float32 || values.type == .float64)
  }
}
