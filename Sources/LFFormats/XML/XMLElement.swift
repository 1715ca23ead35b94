import LFCore

/// An element of a parsed XML file.
final class XMLElement {
  let name: String
  /// The attributes in file order.
  let attributes: [(name: String, value: String)]
  /// The line of the start tag, from 1.
  let line: Int
  /// The elements inside, in file order.
  fileprivate(set) var children: [XMLElement] = []
  /// The character data inside, without that of the elements inside.
  private(set) var text: [UInt8] = []

  init(name: String, attributes: [(name: String, value: String)], line: Int) {
    self.name = name
    self.attributes = attributes
    self.line = line
  }

  /// The value of an attribute.
  subscript(attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }

  /// The first element inside of a name.
  func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  /// The elements inside of a name.
  func children(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

  /// Gives the text away, so that it is not held beside what is made of it.
  func takeText() -> [UInt8] {
    defer { text = [] }
    return text
  }

  func append(_ child: XMLElement) { children.append(child) }

  func append(_ bytes: UnsafeBufferPointer<UInt8>) { text.append(contentsOf: bytes) }

  /// Where the element is, for messages: `DataArray "Points"`.
  var place: LFError.Place {
    let named = self["Name"].map { " \"\($0.shown)\"" } ?? ""
    return LFError.Place(element: name.shown + named, line: line)
  }
}

extension StringProtocol {
  /// The text for a message: one line, not longer than a person reads.
  var shown: String {
    let limit = 120
    let start = prefix(limit)
    return String(start).singleLine + (start.endIndex < endIndex ? "…" : "")
  }
}
