/// A value of a JSON file that a person wrote, with its line for messages.
public struct JSONNode: Sendable {
  /// What a value is.
  public enum Value: Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number.
    case number(Double)
    /// Text.
    case text(String)
    /// A list.
    case list([JSONNode])
    /// The members in file order; names are unique.
    case object([(name: String, value: JSONNode)])
  }

  /// What it is.
  public let value: Value
  /// The line that the value begins on, from 1.
  public let line: Int

  /// The member of a name; `nil` when there is none or this is no object.
  ///
  /// - Parameter name: The name.
  public subscript(name: String) -> JSONNode? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The text, if it is one.
  public var text: String? {
    if case .text(let text) = value { return text }
    return nil
  }

  /// The number, if it is one.
  public var number: Double? {
    if case .number(let number) = value { return number }
    return nil
  }

  /// The items, if it is a list.
  public var list: [JSONNode]? {
    if case .list(let list) = value { return list }
    return nil
  }

  /// The members, if it is an object.
  public var members: [(name: String, value: JSONNode)]? {
    if case .object(let members) = value { return members }
    return nil
  }
}
