public import LFCore
public import LFLeadField

/// Reads conductivities by tissue: `Formats/conductivity`.
public enum ConductivityFile {
  /// The tissues that the tool knows.
  static let tissues = ["torso", "lungs", "blood", "myocardium", "myocardium_across"]
  /// S/m: sea water has 5, the best electrolytes 80; more is a unit mistaken.
  static let largest = 100.0
  private static let sizeLimit = 1 << 16

  /// Reads a file whole.
  ///
  /// - Parameter path: The path of the file.
  /// - Returns: The conductivities, S/m; a tissue that the file leaves out is not in it.
  /// - Throws: `LFError` with code `badData` and the line, or `noInput`.
  public static func read(_ path: String) throws(LFError) -> ConductivityModel {
    let file = try MappedFile(path)
    let root = try JSONReader.read(file, limit: sizeLimit)
    do throws(LFError) { return try model(root, path) } catch { throw error.inFile(path) }
  }

  private static func model(_ root: JSONNode, _ path: String) throws(LFError) -> ConductivityModel {
    guard let members = root.members else {
      throw LFError(.badData, "is no object", at: .init(line: root.line), hint: example)
    }
    for (name, value) in members where !["$schema", "name", "comment", "unit", "tissues"].contains(name) {
      throw LFError(
        .badData, "states \"\(name)\", which is unknown", at: .init(line: value.line),
        hint: "it states name, unit and tissues")
    }
    for name in ["$schema", "comment"] {
      if let value = root[name], value.text == nil { throw wrong(name, value, "it is a text") }
    }
    guard let unit = root["unit"] else { throw missing("unit", root) }
    guard unit.text == "S/m" else { throw wrong("unit", unit, "it is \"S/m\"; convert the values") }
    guard let tissues = root["tissues"] else { throw missing("tissues", root) }
    return ConductivityModel(name: try name(root, path), tissues: try conductivities(tissues))
  }

  private static func name(_ root: JSONNode, _ path: String) throws(LFError) -> String {
    guard let node = root["name"] else { return path.split(separator: "/").last.map(String.init) ?? path }
    guard let name = node.text, !name.isEmpty, name.unicodeScalars.count <= 200 else {
      throw wrong("name", node, "it is a text of 1 to 200 characters")
    }
    return name
  }

  private static func conductivities(_ node: JSONNode) throws(LFError) -> [String: Double] {
    guard let members = node.members else { throw wrong("tissues", node, "it is an object") }
    var result: [String: Double] = [:]
    for (tissue, value) in members {
      let place = LFError.Place(element: "tissue \"\(tissue)\"", line: value.line)
      guard tissues.contains(tissue) else {
        throw LFError(
          .badData, "is unknown", at: place, hint: "tissues are \(tissues.joined(separator: ", "))")
      }
      guard let number = value.number else {
        throw LFError(.badData, "is no number", at: place, hint: "it is a conductivity in S/m")
      }
      guard number > 0, number <= largest else {
        throw LFError(
          .badData, "is \(number) S/m", at: place, hint: "it is above 0 and at most \(Int(largest)) S/m")
      }
      result[tissue] = number
    }
    guard result["myocardium_across"] == nil || result["myocardium"] != nil else {
      throw LFError(
        .badData, "lacks myocardium", at: .init(element: "tissues", line: node.line),
        hint: "it is the conductivity along the fibres where myocardium_across is given")
    }
    guard result["torso"] != nil else {
      throw LFError(
        .badData, "lacks torso", at: .init(element: "tissues", line: node.line),
        hint: "it is the conductivity of all that is no other tissue")
    }
    return result
  }

  private static func missing(_ name: String, _ root: JSONNode) -> LFError {
    LFError(.badData, "lacks \(name)", at: .init(line: root.line), hint: example)
  }

  private static func wrong(_ name: String, _ node: JSONNode, _ hint: String) -> LFError {
    LFError(
      .badData, node.text.map { "is \"\($0)\"" } ?? "is of the wrong kind",
      at: .init(element: name, line: node.line), hint: hint)
  }

  private static let example =
    #"write {"unit": "S/m", "tissues": {"torso": 0.2, "lungs": 0.05, "blood": 0.6, "myocardium": 0.3}}"#
}
