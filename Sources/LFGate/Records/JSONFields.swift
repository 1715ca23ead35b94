import LFCore

/// The members of a JSON object, read strictly: each error names the line and what belongs there.
struct JSONFields {
  let node: JSONNode
  private let what: String

  /// Takes an object with no members but the known ones.
  init(_ node: JSONNode, _ what: String, known: [String]) throws(LFError) {
    self.node = node
    self.what = what
    guard let members = node.members else {
      throw LFError(
        .badData, "\(what) is no object", at: .init(line: node.line),
        hint: "it has the members \(known.joined(separator: ", "))")
    }
    for (name, value) in members where !known.contains(name) && name != "$schema" && name != "comment" {
      throw LFError(
        .badData, "\(what) states \"\(name.singleLine)\", which is unknown", at: .init(line: value.line),
        hint: "it has the members \(known.joined(separator: ", "))")
    }
  }

  func has(_ name: String) -> Bool { node[name] != nil }

  func text(_ name: String) throws(LFError) -> String? {
    guard let value = node[name] else { return nil }
    guard let text = value.text, !text.isEmpty, text.utf8.count <= 4096 else {
      throw wrong(name, value, "it is a text")
    }
    return text
  }

  func neededText(_ name: String) throws(LFError) -> String {
    guard let text = try text(name) else {
      throw LFError(.badData, "\(what) lacks \"\(name)\"", at: .init(line: node.line), hint: "add it")
    }
    return text
  }

  func number(_ name: String) throws(LFError) -> Double? {
    guard let value = node[name] else { return nil }
    guard let number = value.number, number.isFinite else { throw wrong(name, value, "it is a number") }
    return number
  }

  func list(_ name: String) throws(LFError) -> [JSONNode] {
    guard let value = node[name] else { return [] }
    guard let list = value.list else { throw wrong(name, value, "it is a list") }
    return list
  }

  func texts(_ name: String) throws(LFError) -> [String]? {
    guard let value = node[name] else { return nil }
    var texts: [String] = []
    for item in try list(name) {
      guard let text = item.text, !text.isEmpty else { throw wrong(name, value, "it is a list of texts") }
      texts.append(text)
    }
    return texts
  }

  func wrong(_ name: String, _ value: JSONNode, _ hint: String) -> LFError {
    LFError(
      .badData, "\(what) has a \"\(name)\" that makes no sense", at: .init(line: value.line), hint: hint)
  }
}
