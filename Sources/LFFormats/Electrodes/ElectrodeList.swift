import LFCore
import LFLeadField

/// Gathers electrodes, each of another name.
struct ElectrodeList {
  private var named: [(name: String, position: SIMD3<Double>, line: Int)] = []

  /// Takes one electrode as the file has it.
  mutating func append(_ name: String, _ position: SIMD3<Double>, line: Int) throws(LFError) {
    let name = name.trimmingBlanks
    guard !name.isEmpty else {
      throw LFError(.badData, "names no electrode", at: .init(line: line), hint: "give each electrode a name")
    }
    guard name.utf8.count <= 200, name.singleLine == name, !name.contains("\u{FFFD}") else {
      throw LFError(
        .badData, "has an electrode whose name is no short text in UTF-8", at: .init(line: line),
        hint: "rename it")
    }
    guard named.count < ElectrodeFile.electrodeLimit else {
      throw LFError(
        .badData, "has more than \(ElectrodeFile.electrodeLimit) electrodes", at: .init(line: line),
        hint: "is this a file of electrodes?")
    }
    named.append((name, position, line))
  }

  /// The electrodes under their standard names.
  func electrodes() throws(LFError) -> [Electrode] {
    guard !named.isEmpty else {
      throw LFError(.badData, "has no electrodes", hint: "write a line name,x,y,z for each")
    }
    let names = ElectrodeNames.standardised(named.map(\.name))
    var lines: [String: Int] = [:]
    var result: [Electrode] = []
    for (entry, name) in zip(named, names) {
      if let line = lines[name] {
        let alias = entry.name == name ? "" : " (written \(entry.name))"
        throw LFError(
          .badData, "has electrode \(name)\(alias) again, after line \(line)", at: .init(line: entry.line),
          hint: "keep one of them")
      }
      lines[name] = entry.line
      result.append(Electrode(name, at: entry.position))
    }
    return result
  }
}
