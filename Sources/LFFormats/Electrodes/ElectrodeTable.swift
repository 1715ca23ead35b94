import LFCore
import LFLeadField

/// Electrodes as a table: columns for the name and the three coordinates, found by the header if there is one.
enum ElectrodeTable {
  static func read(_ table: DelimitedText) throws(LFError) -> ElectrodeFile.Content {
    var columns: ElectrodeColumns
    var rows = table.rows[...]
    if let slicer = try ElectrodeColumns.ofSlicer(table.comments) {
      columns = slicer
    } else if let first = rows.first, let header = try ElectrodeColumns(header: first) {
      columns = header
      rows = rows.dropFirst()
    } else {
      columns = ElectrodeColumns()
    }
    let scale = columns.unit?.millimetres ?? 1
    var list = ElectrodeList()
    for row in rows {
      try check(row, columns, table.separator)
      let name = row.cells[columns.name]
      var position = SIMD3<Double>()
      for axis in 0..<3 {
        let text = row.cells[columns.axes[axis]]
        position[axis] = try number(text, "xyz"[axis], of: name, row.line) * scale
      }
      try list.append(name, position, line: row.line)
    }
    return .init(electrodes: try list.electrodes(), unit: columns.unit, frame: columns.frame)
  }

  private static func check(
    _ row: DelimitedText.Row, _ columns: ElectrodeColumns, _ separator: UInt8
  ) throws(LFError) {
    let needed = (columns.axes + [columns.name]).reduce(0, max) + 1
    guard row.cells.count >= needed else {
      let isBlankSeparated = row.cells.count == 1 && row.cells[0].split(separator: " ").count >= 4
      throw LFError(
        .badData, "has \(row.cells.count) columns where \(needed) belong", at: .init(line: row.line),
        hint: isBlankSeparated ? "separate columns by commas, not blanks" : "write name,x,y,z")
    }
    // A decimal comma makes more columns, and would shift the coordinates without a sound.
    guard row.cells.dropFirst(columns.count).allSatisfy(\.isEmpty) else {
      throw LFError(
        .badData, "has \(row.cells.count) columns where \(columns.count) belong", at: .init(line: row.line),
        hint: separator == UInt8(ascii: ",")
          ? "write decimal points, not commas, and name further columns in a header"
          : "name further columns in a header")
    }
  }

  private static func number(
    _ text: String, _ axis: Character, of name: String, _ line: Int
  ) throws(LFError) -> Double {
    let place = LFError.Place(element: "electrode \"\(name)\"", line: line)
    // Swift also reads hexadecimal, nan and infinity.
    if text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let value = Double(text), value.isFinite
    {
      return value
    }
    let isCommaDecimal =
      text.contains(",") && Double(text.replacing(",", with: "."))?.isFinite == true
    throw LFError(
      .badData, text.isEmpty ? "has no \(axis)" : "has \(axis) \"\(text)\", which is no finite number",
      at: place, hint: isCommaDecimal ? "write a decimal point, not a comma" : "give a position in numbers")
  }
}

extension String {
  fileprivate subscript(position: Int) -> Character { self[index(startIndex, offsetBy: position)] }
}
