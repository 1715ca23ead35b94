/// A table for the terminal: columns as wide as their widest entry, two blanks apart.
public enum TextTable {
  /// The lines of a table.
  ///
  /// - Parameters:
  ///   - head: The columns' names.
  ///   - rows: The entries, as many a row as there are columns.
  /// - Returns: The head and the rows, without blanks at their ends; nothing when there are no rows.
  public static func lines(_ head: [String], _ rows: [[String]]) -> [String] {
    guard !rows.isEmpty else { return [] }
    let all = [head] + rows.map { $0.map(\.singleLine) }
    let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      var line = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(
        separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
