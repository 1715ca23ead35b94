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
  private var text: [UInt8] = []
  /// Character data that stand in the file, when there are no others.
  private var run: UnsafeRawBufferPointer?
  /// The arrays inside by time step, of a tree that is complete.
  private(set) lazy var timeSteps = TimeStepIndex(self)

  init(name: String, attributes: [(name: String, value: String)], line: Int) {
    self.name = name
    self.attributes = attributes
    self.line = line
  }

  /// The value of an attribute.
  subscript(attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }

  /// This element and all inside of it.
  var elementCount: Int { children.reduce(1) { $0 + $1.elementCount } }

  /// The first element inside of a name.
  func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  /// The elements inside of a name.
  func children(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

  /// Whether there are characters other than blanks inside, without those of the elements inside.
  var hasText: Bool { withText { text in text.contains { !$0.isBlank } } }

  /// Gives the character data inside, without those of the elements inside.
  func withText<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    if let run { return try body(run) }
    let result: Result<R, E> = text.withUnsafeBytes { bytes in
      do throws(E) { return .success(try body(bytes)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// Lets the text go, so that it is not held beside what was made of it.
  func dropText() {
    text = []
    run = nil
  }

  func append(_ child: XMLElement) { children.append(child) }

  func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    if let run {
      text = Array(run)
      self.run = nil
    }
    text.append(contentsOf: bytes)
  }

  /// Takes text that stays where it is; the memory must outlive the element.
  func append(_ run: PlainRuns.Run) {
    if text.isEmpty, self.run == nil {
      self.run = run.bytes
    } else {
      append(run.bytes.assumingMemoryBound(to: UInt8.self))
    }
  }

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
    // Scalars, since one character may be made of any number of them.
    let start = unicodeScalars.prefix(limit)
    let text = String(String.UnicodeScalarView(start))
    return text.singleLine + (start.endIndex < unicodeScalars.endIndex ? "…" : "")
  }
}
