public import LFCore

extension VTKLegacyFormat: DatasetFormat {
  /// Reads every value, and holds a lead field to its contract: the format has no schema language.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: What breaks the contract, one line.
  /// - Throws: `LFError` when the file cannot be read at all.
  public func validate(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> [String] {
    do throws(LFError) {
      _ = try describe(file, diagnostics: &diagnostics)
      try LeadFieldMesh.checkContract(of: file, self, &diagnostics)
      return []
    } catch {
      return [error.inFile(file.path).description]
    }
  }
}
