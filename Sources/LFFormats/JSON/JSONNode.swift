/// A value of a JSON file that a person wrote, with its line for messages.
struct JSONNode {
  enum Value {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([JSONNode])
    /// The members in file order; names are unique.
    case object([(name: String, value: JSONNode)])
  }

  let value: Value
  /// The line that the value begins on, from 1.
  let line: Int

  /// The member of a name; `nil` when there is none or this is no object.
  subscript(name: String) -> JSONNode? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.name == name }?.value
  }

  var text: String? {
    if case .text(let text) = value { return text }
    return nil
  }

  var number: Double? {
    if case .number(let number) = value { return number }
    return nil
  }

  var list: [JSONNode]? {
    if case .list(let list) = value { return list }
    return nil
  }

  var members: [(name: String, value: JSONNode)]? {
    if case .object(let members) = value { return members }
    return nil
  }
}
