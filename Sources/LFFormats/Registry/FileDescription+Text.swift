import LFMesh
import LFRecording

extension FileDescription {
  /// The answer of `lfconvert info` for people: a few lines and a table of arrays.
  public var text: String {
    switch self {
    case .mesh(let summary, let times): Self.text(of: summary, times)
    case .netCDF(let inventory): Self.text(of: inventory)
    case .ecg(let summary): Self.text(of: summary)
    }
  }

  private static func text(of summary: MeshSummary, _ times: Times) -> String {
    let types = summary.cellTypes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    var lines = [
      "points  \(summary.points)",
      "cells   \(summary.cells)" + (types.isEmpty ? "" : "  (\(types.joined(separator: ", ")))"),
    ]
    if let b = summary.bounds {
      let axes = zip(["x", "y", "z"], [0, 2, 4]).map { "\($0) \(short(b[$1])) … \(short(b[$1 + 1]))" }
      lines.append("bounds  " + axes.joined(separator: "   "))
    }
    switch times {
    case .none: break
    case .one(let time): lines.append("time    \(short(time))")
    case .many(let all):
      lines.append("times   \(all.count): \(short(all.first ?? 0)) … \(short(all.last ?? 0))")
    }
    var rows: [[String]] = []
    for (place, arrays) in [
      ("point", summary.pointData), ("cell", summary.cellData), ("field", summary.fieldData),
    ] {
      for array in arrays {
        rows.append(
          [
            place, array.name, array.type.rawValue, "\(array.tuples) × \(array.components)",
          ] + range(array.statistics))
      }
    }
    return (lines + table(["data", "name", "type", "size", "min", "max", "sum"], rows)).joined(
      separator: "\n")
  }

  private static func text(of inventory: NetCDFInventory) -> String {
    var lines = ["format  \(inventory.format)"]
    let dimensions = inventory.dimensions.map { dimension in
      "\(dimension.name) = \(dimension.length)"
        + (inventory.unlimited.contains(dimension.name) ? " (unlimited)" : "")
    }
    lines.append("sizes   " + dimensions.joined(separator: ", "))
    for attribute in inventory.attributes {
      switch attribute.value {
      case .text(let text): lines.append("\(attribute.name): \(text)")
      case .texts(let texts): lines.append("\(attribute.name): \(texts.joined(separator: ", "))")
      case .numbers(let numbers):
        lines.append("\(attribute.name): \(numbers.map(short).joined(separator: " "))")
      case .integers(let values):
        lines.append("\(attribute.name): \(values.map(\.description).joined(separator: " "))")
      case .unsigned(let values):
        lines.append("\(attribute.name): \(values.map(\.description).joined(separator: " "))")
      }
    }
    let rows = inventory.variables.map { variable in
      [
        variable.name, variable.type, "(\(variable.dimensions.joined(separator: ", ")))",
        variable.units ?? "",
      ] + range(variable.statistics)
    }
    return (lines + table(["variable", "type", "dimensions", "units", "min", "max", "sum"], rows))
      .joined(separator: "\n")
  }

  private static func text(of summary: RecordingSummary) -> String {
    let seconds = Double(summary.samples) / summary.samplingRate
    var lines = [
      "ECG     \(summary.format)" + (summary.isSynthetic ? ", synthetic" : ""),
      "rate    \(short(summary.samplingRate)) Hz",
      "samples \(summary.samples)  (\(short(seconds)) s)",
    ]
    if let start = summary.start { lines.append("start   \(start.description)") }
    if let first = summary.firstTime, first != 0 { lines.append("begins  at \(short(first)) s") }
    lines += summary.comments.map { "comment " + $0.visible }
    let rows = summary.leads.map { lead in
      [lead.name, lead.units, lead.invalid == 0 ? "" : "\(lead.invalid)"] + range(lead.statistics)
    }
    return (lines + table(["lead", "unit", "invalid", "min", "max", "sum"], rows)).joined(separator: "\n")
  }

  private static func range(_ statistics: ArrayStatistics?) -> [String] {
    guard let statistics, let low = statistics.min, let high = statistics.max else { return ["", "", ""] }
    return [text(of: low), text(of: high), short(statistics.sum)]
  }

  private static func text(of extreme: ArrayStatistics.Extreme) -> String {
    switch extreme {
    case .signed(let value): "\(value)"
    case .unsigned(let value): "\(value)"
    case .real(let value): short(value)
    }
  }

  /// Six significant digits: enough to look at; `--json` has them all.
  private static func short(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e9 { return "\(Int(value))" }
    guard value != 0, value.isFinite else { return "\(value)" }
    var power = 1.0
    var scaled = abs(value)
    while scaled < 1e5 && power < 1e300 { (scaled, power) = (scaled * 10, power * 10) }
    return power >= 1e15 ? "\(Float(value))" : "\((value * power).rounded() / power)"
  }

  private static func table(_ head: [String], _ rows: [[String]]) -> [String] {
    guard !rows.isEmpty else { return [] }
    let all = [head] + rows.map { $0.map(\.visible) }
    let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return [""]
      + all.map { row in
        let padded = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        return padded.joined(separator: "  ").trimmedRight
      }
  }
}

extension String {
  /// Control characters of hostile names must not reach a terminal.
  fileprivate var visible: String {
    String(
      String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? "�" : $0 }))
  }

  fileprivate var trimmedRight: String {
    var copy = self
    while copy.last == " " { copy.removeLast() }
    return copy
  }
}
