import LFCore

/// What a CDL file asks of a NetCDF file: variables with types and dimensions, attributes, and the rules that
/// stand behind `//!`.
struct CDLSchema: Equatable {
  struct Attribute: Equatable {
    var name: String
    /// The value as CDL writes it.
    var value: String
    /// Whether the attribute may be absent.
    var isOptional: Bool
    /// Whether the value is part of the contract.
    var isFixed: Bool
  }

  struct Variable: Equatable {
    var name: String
    /// The types that it may have, in CDL's words.
    var types: [String]
    /// The dimensions that it may have.
    var dimensions: [[String]]
    var isOptional: Bool
    var attributes: [Attribute] = []
  }

  /// Lengths by name.
  var dimensions: [String: Int] = [:]
  var variables: [Variable] = []
  var attributes: [Attribute] = []

  /// Parses CDL, one declaration a line, up to its data.
  ///
  /// - Parameter text: The text.
  /// - Throws: `LFError` (internal fault) naming the line that is none of CDL's.
  init(_ text: String) throws(LFError) {
    var section = ""
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let (code, rules) = Self.split(String(line))
      if code.isEmpty || code.hasPrefix("netcdf ") || code == "}" { continue }
      if ["dimensions:", "variables:", "data:"].contains(code) {
        section = code
        continue
      }
      if section == "data:" { break }
      guard code.hasSuffix(";") else { throw Self.wrong(number) }
      let statement = String(code.dropLast()).trimmed
      let understood = section == "dimensions:" ? addDimension(statement) : add(statement, rules)
      guard understood else { throw Self.wrong(number) }
    }
  }

  private static func wrong(_ number: Int) -> LFError {
    LFError(.internalFault, "the embedded CDL is not understood", at: .init(line: number + 1))
  }

  /// A line's code and its rules; slashes inside quotes are no comment.
  private static func split(_ line: String) -> (code: String, rules: [String]) {
    var quoted = false
    var previous: Character = " "
    var end = line.endIndex
    for index in line.indices {
      if line[index] == "\"", previous != "\\" { quoted.toggle() }
      if line[index] == "/", previous == "/", !quoted {
        end = line.index(before: index)
        break
      }
      previous = line[index]
    }
    let rules = line[end...].split(separator: "//").filter { $0.hasPrefix("!") }
    return (String(line[..<end]).trimmed, rules.map { String($0.dropFirst()).trimmed })
  }

  private mutating func addDimension(_ statement: String) -> Bool {
    let parts = statement.split(separator: "=").map { String($0).trimmed }
    guard parts.count == 2, let length = Int(parts[1]) else { return false }
    dimensions[parts[0]] = length
    return true
  }

  private mutating func add(_ statement: String, _ rules: [String]) -> Bool {
    let optional = rules.contains("optional")
    if let equals = statement.firstIndex(of: "="), let colon = statement.firstIndex(of: ":"), colon < equals {
      let owner = String(statement[..<colon]).trimmed
      let attribute = Attribute(
        name: String(statement[statement.index(after: colon)..<equals]).trimmed,
        value: String(statement[statement.index(after: equals)...]).trimmed, isOptional: optional,
        isFixed: rules.contains("value"))
      if owner.isEmpty {
        attributes.append(attribute)
      } else {
        guard let i = variables.firstIndex(where: { $0.name == owner }) else { return false }
        variables[i].attributes.append(attribute)
      }
      return true
    }
    let words = statement.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else { return false }
    let name = words[1].prefix { $0 != "(" }
    var variable = Variable(
      name: String(name).trimmed, types: [words[0]],
      dimensions: [Self.names(String(words[1].dropFirst(name.count)))], isOptional: optional)
    for rule in rules {
      if rule.hasPrefix("type ") {
        variable.types += rule.dropFirst(5).split(separator: "|").map(String.init)
      }
      if rule.hasPrefix("dims ") { variable.dimensions.append(Self.names(String(rule.dropFirst(5)))) }
    }
    variables.append(variable)
    return true
  }

  /// `(a, b)` as names.
  private static func names(_ list: String) -> [String] {
    list.filter { $0 != "(" && $0 != ")" }.split(separator: ",").map { String($0).trimmed }
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
