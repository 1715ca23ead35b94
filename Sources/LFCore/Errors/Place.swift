extension LFError {
  /// A place in a file: as much as is known.
  public struct Place: Sendable, Hashable {
    /// The path of the file, as the user gave it.
    public var file: String?
    /// The element, array or variable, in the words of the format: `DataArray "Points"`.
    public var element: String?
    /// The line, from 1.
    public var line: Int?
    /// The byte, from 0.
    public var byte: Int?

    /// Makes a place.
    ///
    /// - Parameters:
    ///   - file: The path of the file.
    ///   - element: The element, array or variable.
    ///   - line: The line, from 1.
    ///   - byte: The byte, from 0.
    public init(file: String? = nil, element: String? = nil, line: Int? = nil, byte: Int? = nil) {
      self.file = file
      self.element = element
      self.line = line
      self.byte = byte
    }
  }
}

extension LFError.Place: CustomStringConvertible {
  /// `file: line 3: DataArray "Points"`, the unknown parts left out.
  public var description: String {
    var parts: [String] = []
    if let file { parts.append(file) }
    if let line { parts.append("line \(line)") }
    if let byte { parts.append("byte \(byte)") }
    if let element { parts.append(element) }
    return parts.joined(separator: ": ")
  }
}
