public import LFCore

extension VTKXMLFormat: DatasetFormat {
  /// Holds a file against the schema of its kind, then reads every value. What is no breach but makes ParaView warn
  /// or lose something is a warning.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: What breaks the contract, one line each.
  /// - Throws: `LFError` with code `internalFault`; damage is part of the answer.
  public func validate(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> [String] {
    var breaches: [String] = []
    do throws(LFError) {
      breaches = try schemaBreaches(file, &diagnostics)
      _ = try describe(file, diagnostics: &diagnostics)
      if breaches.isEmpty { try LeadFieldMesh.checkContract(of: file, self, &diagnostics) }
    } catch {
      if error.code == .internalFault { throw error.inFile(file.path) }
      // The reader says it better than libxml2.
      breaches.insert(error.inFile(file.path).description, at: 0)
    }
    return breaches
  }

  /// The tree goes before the values are read: two of them would be too much of a large file.
  private func schemaBreaches(
    _ file: MappedFile, _ diagnostics: inout Diagnostics
  ) throws(LFError) -> [String] {
    let section = try AppendedSection(file.bytes)
    let end = UnsafeRawBufferPointer(
      start: section.markupEnd.utf8Start, count: section.markupEnd.utf8CodeUnitCount)
    let root = try XMLDocument.parse([section.markup, end])
    // A kind that is not known is told by the reader.
    guard let kind = root["type"], Self.suffixes[kind] != nil else { return [] }
    CourtesyChecks(file: file.path, kind: kind).warn(of: root, &diagnostics)
    return try RelaxNGSchema.breaches(of: root, schema: "vtk-xml/vtk-xml.rng", start: "file." + kind)
      .map { $0.inFile(file.path).description }
  }

  /// The extension of each kind: ParaView chooses its reader by it.
  static let suffixes = [
    "UnstructuredGrid": "vtu", "PolyData": "vtp", "ImageData": "vti", "RectilinearGrid": "vtr",
    "StructuredGrid": "vts", "PUnstructuredGrid": "pvtu", "PPolyData": "pvtp", "PImageData": "pvti",
    "PRectilinearGrid": "pvtr", "PStructuredGrid": "pvts", "Collection": "pvd",
  ]
}
