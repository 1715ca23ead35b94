import LFCore

/// Which columns of a table hold an electrode's name and coordinates, and what the header says of them.
struct ElectrodeColumns {
  /// The column of the name.
  var name = 0
  /// The columns of the coordinates.
  var axes = [1, 2, 3]
  /// How many columns there are.
  var count = 4
  /// The unit that the header states.
  var unit: LengthUnit?
  /// The frame that the header states.
  var frame: AnatomicalFrame?

  private static let nameTitles = ["name", "label", "electrode", "electrode_name", "electrode name"]
  /// Slicer's exports title the columns by the direction that they point to.
  private static let axisTitles: [(titles: [String], frame: AnatomicalFrame?)] = [
    (["x", "y", "z"], nil), (["l", "p", "s"], .lps), (["r", "a", "s"], .ras),
  ]

  /// name, x, y, z.
  init() {}

  /// The columns of a header; `nil` when the row has numbers where a header has titles.
  init?(header row: DelimitedText.Row) throws(LFError) {
    let titles = row.cells.map { Title($0) }
    let words = titles.map(\.word)
    guard let match = Self.axisTitles.first(where: { $0.titles.allSatisfy(words.contains) }) else {
      if row.cells.dropFirst().prefix(3).contains(where: { Double($0) != nil }) || row.cells.count < 2 {
        return nil
      }
      // A decimal comma makes the first electrode look like a header.
      if row.cells.dropFirst().prefix(3).contains(where: { $0.first?.isNumber ?? false }) { return nil }
      throw LFError(
        .badData, "has a header without columns x, y and z", at: .init(line: row.line),
        hint: "write name,x,y,z, or x [mm] and so on")
    }
    guard let name = words.firstIndex(where: Self.nameTitles.contains) else {
      throw LFError(
        .badData, "has a header without a column for the name", at: .init(line: row.line),
        hint: "title it name")
    }
    let found = match.titles.map { title in words.indices.filter { words[$0] == title } }
    if let axis = found.firstIndex(where: { $0.count > 1 }) {
      throw LFError(
        .badData, "has a header with two columns \(match.titles[axis])", at: .init(line: row.line),
        hint: "rename the one that is no coordinate")
    }
    self.name = name
    axes = found.flatMap { $0 }
    count = row.cells.count
    frame = match.frame
    unit = try Self.unit(axes.map { titles[$0] }, row.line)
  }

  private static func unit(_ titles: [Title], _ line: Int) throws(LFError) -> LengthUnit? {
    guard titles.allSatisfy({ $0.unit == titles[0].unit }) else {
      throw LFError(
        .badData, "has a header with coordinates in different units", at: .init(line: line),
        hint: "write them in one unit")
    }
    guard let text = titles[0].unit else { return nil }
    guard let unit = LengthUnit(symbol: text) else {
      throw LFError(
        .badData, "has coordinates in \"\(text)\"", at: .init(line: line),
        hint: "units are \(LengthUnit.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return unit
  }

  /// A column's title: `x`, `x [mm]`, `x (mm)`, `x_mm`, `x/mm`, `x mm`.
  private struct Title {
    var word: String
    var unit: String?

    init(_ text: String) {
      let lower = text.lowercased()
      word = lower
      guard let first = lower.first, lower.dropFirst().first.map({ " [(_/".contains($0) }) ?? false else {
        return
      }
      word = String(first)
      unit = String(lower.dropFirst().drop { " [(_/".contains($0) }).trimmingBlanks
      while let last = unit?.last, "])".contains(last) { unit?.removeLast() }
      unit = unit?.trimmingBlanks
    }
  }
}

extension ElectrodeColumns {
  /// The columns that a Slicer fiducial file (.fcsv) states in its comments; `nil` for another table.
  static func ofSlicer(_ comments: [String]) throws(LFError) -> ElectrodeColumns? {
    guard comments.first?.lowercased().hasPrefix("markups fiducial file") ?? false else { return nil }
    var result = ElectrodeColumns()
    // Version 4.10 and older state numbers; without a statement it is RAS.
    result.frame = .ras
    result.unit = .millimetre
    (result.axes, result.name, result.count) = ([1, 2, 3], 11, 14)
    for comment in comments {
      let parts = comment.split(separator: "=", maxSplits: 1).map { String($0).trimmingBlanks }
      guard parts.count == 2 else { continue }
      switch parts[0].lowercased() {
      case "coordinatesystem":
        switch parts[1].uppercased() {
        case "RAS", "0": result.frame = .ras
        case "LPS", "1": result.frame = .lps
        default:
          throw LFError(
            .badData, "has coordinate system \"\(parts[1])\"", hint: "save it in LPS or RAS")
        }
      case "columns":
        let titles = parts[1].split(separator: ",").map { String($0).trimmingBlanks.lowercased() }
        let axes = ["x", "y", "z"].compactMap(titles.firstIndex)
        guard axes.count == 3, let name = titles.firstIndex(of: "label") else {
          throw LFError(.badData, "has columns without x, y, z and label", hint: "save it with Slicer again")
        }
        (result.axes, result.name, result.count) = (axes, name, titles.count)
      default: break
      }
    }
    return result
  }
}

extension LengthUnit {
  /// The unit of a symbol or word as people write it.
  init?(symbol: String) {
    switch symbol.lowercased() {
    case "um", "µm", "μm", "micrometer", "micrometre", "micron": self = .micrometre
    case "mm", "millimeter", "millimetre", "millimeters", "millimetres": self = .millimetre
    case "cm", "centimeter", "centimetre", "centimeters", "centimetres": self = .centimetre
    case "m", "meter", "metre", "meters", "metres": self = .metre
    default: return nil
    }
  }
}
