public import LFCore

/// A report of an earlier run, for relative limits.
public enum EarlierReport {
  private static let sizeLimit = 1 << 28

  /// Reads what `check --report R.json` or `check --json` wrote.
  ///
  /// - Parameter path: The path of the file.
  /// - Returns: The cases that were measured, by their names.
  /// - Throws: `LFError` with code `badData`, or `noInput`.
  public static func read(_ path: String) throws(LFError) -> [String: CaseResult] {
    let root = try JSONReader.read(try MappedFile(path), limit: sizeLimit)
    do throws(LFError) {
      var result: [String: CaseResult] = [:]
      for node in root["cases"]?.list ?? [root] {
        let item = try CaseResult(node)
        if item.report != nil { result[item.name] = item }
      }
      guard !result.isEmpty else {
        throw LFError(.badData, "holds no case that was measured", hint: "make the report again")
      }
      return result
    } catch { throw error.inFile(path) }
  }
}
