public import LFCore

extension VTKXMLFormat: DatasetFormat {
  /// Holds a file against the schema of its kind, then reads every value.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: What breaks the contract, one line each.
  /// - Throws: `LFError` when the file cannot be read at all.
  public func validate(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> [String] {
    var breaches: [String] = []
    do throws(LFError) {
      _ = try describe(file, diagnostics: &diagnostics)
    } catch {
      breaches.append(error.inFile(file.path).description)
    }
    return breaches
  }
}
