/// The one error type of every library target: what went wrong, where, and what to do.
///
/// Libraries throw it and never print or exit; the command line turns it into one line and an exit code.
public struct LFError: Error, Sendable {
  /// The class of the failure; it decides the exit code.
  public var code: Code
  /// What is wrong, in one sentence without a final full stop.
  public var message: String
  /// The file and the place in it, as far as known.
  public var place: Place
  /// What the user can do about it.
  public var hint: String?

  /// Makes an error.
  ///
  /// - Parameters:
  ///   - code: The class of the failure.
  ///   - message: What is wrong.
  ///   - place: Where.
  ///   - hint: What to do.
  public init(_ code: Code, _ message: String, at place: Place = Place(), hint: String? = nil) {
    self.code = code
    self.message = message
    self.place = place
    self.hint = hint
  }

  /// The same error with the file filled in where it was not known yet.
  ///
  /// - Parameter file: The path of the file.
  /// - Returns: The error, with a file.
  public func inFile(_ file: String) -> LFError {
    var copy = self
    if copy.place.file == nil { copy.place.file = file }
    return copy
  }
}

extension LFError: CustomStringConvertible {
  /// One line: `file: place: message; hint`.
  public var description: String {
    var text = place.description
    if !text.isEmpty { text += ": " }
    text += message
    if let hint { text += "; " + hint }
    return text.singleLine
  }
}

extension String {
  /// The text with control characters shown as blanks: messages quote hostile files and stay one line.
  public var singleLine: String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0.isControlOrSeparator ? " " : $0 }))
  }
}

extension Unicode.Scalar {
  fileprivate var isControlOrSeparator: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .format: true
    default: false
    }
  }
}
