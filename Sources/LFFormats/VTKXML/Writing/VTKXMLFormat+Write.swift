public import LFCore
public import LFLeadField
import LFMesh

extension VTKXMLFormat {
  /// Writes a mesh, series or lead field in the kind of the path's extension.
  ///
  /// A mesh of any kind can become a .vtu; the other kinds hold their own geometry only, save that a .vtp takes the
  /// outer surface of a lead field's volume mesh.
  ///
  /// - Parameters:
  ///   - dataset: What to write.
  ///   - path: The destination.
  ///   - options: Encoding and compression.
  ///   - diagnostics: Takes warnings.
  /// - Throws: `LFError` with code `cannotCreate`, or `usage` when the kind cannot hold the data set.
  public func write(
    _ dataset: Dataset, to path: String, options: WriteOptions, diagnostics: inout Diagnostics
  ) throws(LFError) {
    let suffix = FormatRegistry.pathExtension(of: path)
    if case .leadField(var field) = dataset, let samples = field.atPoints, field.atCells == nil,
      Self.takesAsTheyCome(field, suffix, options)
    {
      // All arrays need not be there a second time.
      field.atPoints = nil
      try write(field, SampleStream(samples), to: path, options: options, diagnostics: &diagnostics)
      return
    }
    let dataset = ArrayNames.unique(dataset, &diagnostics)
    if suffix == "pvd" {
      let series = try Self.series(dataset)
      try AtomicOutput.write(to: path, &diagnostics) { (temporary, _) throws(LFError) in
        try CollectionDocument.write(series, to: path, index: temporary, options)
      }
      return
    }
    if case .series(let series) = dataset, series.entries.count > 1 {
      try Self.write(series, to: path, suffix, options, &diagnostics)
      return
    }
    let mesh = try Self.mesh(dataset, suffix, &diagnostics)
    try AtomicOutput.write(to: path, &diagnostics) { (temporary, _) throws(LFError) in
      if suffix.hasPrefix("p") {
        try ParallelDocument.write(mesh, to: path, index: temporary, options)
      } else {
        try MeshDocument.write(mesh, to: temporary, options)
      }
    }
  }

  /// Writes a lead field whose samples at points are made while they are written: one mesh in a file whose arrays are
  /// appended takes them as they come, every other kind needs all of them first.
  ///
  /// - Parameters:
  ///   - field: The lead field without samples.
  ///   - samples: Its samples at points.
  ///   - path: The destination.
  ///   - options: Encoding and compression.
  ///   - diagnostics: Takes warnings.
  /// - Throws: `LFError` with code `cannotCreate`, `badData` when the mesh has arrays of the same names, `usage` when the
  ///   kind cannot hold the mesh, or what making the samples throws.
  public func write(
    _ field: LeadField, _ samples: SampleStream, to path: String, options: WriteOptions,
    diagnostics: inout Diagnostics
  ) throws(LFError) {
    let suffix = FormatRegistry.pathExtension(of: path)
    guard Self.takesAsTheyCome(field, suffix, options) else {
      try write(
        .leadField(try field.with(samples)), to: path, options: options, diagnostics: &diagnostics)
      return
    }
    guard samples.count == field.mesh.pointCount else {
      throw LFError(.badData, "the parts of the lead field do not fit together")
    }
    var named = field
    named.mesh = ArrayNames.unique(field.mesh, &diagnostics)
    let arrays = SampleArrays(samples, of: named)
    var mesh = try LeadFieldMesh.meshWithoutSamples(of: named)
    try arrays.claim(&mesh.pointData)
    let shell = try Self.fitting(mesh, suffix, nil)
    try AtomicOutput.write(to: path, &diagnostics) { (temporary, _) throws(LFError) in
      try MeshDocument.write(shell, to: temporary, options, promised: arrays)
    }
  }

  private static func takesAsTheyCome(_ field: LeadField, _ suffix: String, _ options: WriteOptions) -> Bool {
    guard options.encoding == .appended || options.encoding == .raw else { return false }
    // A .vtp of a volume mesh keeps some of its points only.
    if case .unstructured = field.mesh.geometry { return suffix == "vtu" }
    return suffix == "vtu" || suffix == "vtp"
  }

  /// Several steps in one file; parts of a single time are put together first.
  private static func write(
    _ series: MeshSeries, to path: String, _ suffix: String, _ options: WriteOptions,
    _ diagnostics: inout Diagnostics
  ) throws(LFError) {
    var steps: [MeshSeries.Entry] = []
    for time in series.times {
      let parts = series.entries.filter { $0.time == time }.map(\.mesh)
      var whole =
        try parts.count == 1 ? parts[0] : Mesh.appending(suffix == "vtu" ? unstructured(parts) : parts)
      whole = try fitting(whole, suffix, path)
      steps.append(.init(time: time, mesh: whole))
    }
    guard !suffix.hasPrefix("p") else {
      throw LFError(.usage, "cannot hold several time steps", hint: "write a .pvd collection")
    }
    let written = steps
    try AtomicOutput.write(to: path, &diagnostics) { (temporary, _) throws(LFError) in
      if written.count == 1 {
        try MeshDocument.write(written[0].mesh, to: temporary, options)
      } else {
        try TimeStepsDocument.write(MeshSeries(written), to: temporary, options)
      }
    }
  }

  private static func unstructured(_ meshes: [Mesh]) throws(LFError) -> [Mesh] {
    var result: [Mesh] = []
    for mesh in meshes { result.append(try mesh.unstructured()) }
    return result
  }

  private static func series(_ dataset: Dataset) throws(LFError) -> MeshSeries {
    switch dataset {
    case .series(let series): series
    case .mesh(let mesh): MeshSeries([.init(time: mesh.time ?? 0, mesh: mesh)])
    case .leadField(let field):
      MeshSeries([.init(time: field.mesh.time ?? 0, mesh: try LeadFieldMesh.mesh(of: field))])
    case .ecg: throw .noMesh
    }
  }

  private static func mesh(
    _ dataset: Dataset, _ suffix: String, _ diagnostics: inout Diagnostics
  ) throws(LFError) -> Mesh {
    switch dataset {
    case .mesh(let mesh): return try fitting(mesh, suffix, nil)
    case .series(let series):
      guard let entry = series.entries.first else {
        throw LFError(.badData, "the collection is empty", hint: "there is no mesh to convert")
      }
      return try fitting(entry.mesh, suffix, nil)
    case .leadField(let field):
      var mesh = try LeadFieldMesh.mesh(of: field)
      if suffix == "vtp", case .unstructured = mesh.geometry {
        diagnostics.warn(
          "a .vtp holds the lead field on the heart's outer surface only; a .vtu holds all of it")
        mesh = try mesh.boundarySurface()
      }
      return try fitting(mesh, suffix, nil)
    case .ecg: throw .noMesh
    }
  }

  /// The mesh as the kind of file holds it.
  private static func fitting(_ mesh: Mesh, _ suffix: String, _ path: String?) throws(LFError) -> Mesh {
    let kind = suffix.hasPrefix("p") ? String(suffix.dropFirst()) : suffix
    switch (kind, mesh.geometry) {
    case ("vtu", .unstructured), ("vtp", .poly), ("vti", .image), ("vtr", .rectilinear), ("vts", .structured):
      return mesh
    case ("vtu", _): return try mesh.unstructured()
    default:
      throw LFError(
        .usage, "a .\(suffix) file cannot hold \(name(of: mesh.geometry))", at: .init(file: path),
        hint: "write a .vtu, which holds any mesh")
    }
  }

  private static func name(of geometry: Geometry) -> String {
    switch geometry {
    case .unstructured: "an unstructured grid"
    case .poly: "poly data"
    case .image: "image data"
    case .rectilinear: "a rectilinear grid"
    case .structured: "a structured grid"
    }
  }
}
