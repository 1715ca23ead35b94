public import LFCore

/// The formats that the tool knows, and the choice among them: by content first, by extension second.
public struct FormatRegistry: Sendable {
  /// The formats, the first that recognises a file wins.
  public let formats: [any DatasetFormat]

  /// Makes a registry.
  ///
  /// - Parameter formats: The formats, in order of precedence.
  public init(_ formats: [any DatasetFormat]) { self.formats = formats }

  /// All formats of the tool.
  public static let standard = FormatRegistry([
    VTKXMLFormat(), VTKLegacyFormat(), NetCDFFormat(), EDFFormat(), AECGFormat(), DICOMFormat(), WFDBFormat(),
    IGBFormat(), OpenCARPFormat(), RecordingTableFormat(), ECGPictureFormat(),
  ])

  /// The format to read a file with.
  ///
  /// - Parameter file: The file.
  /// - Returns: The format that recognises the content, else the one of the extension.
  /// - Throws: `LFError` with code `badData` when neither tells.
  public func format(of file: MappedFile) throws(LFError) -> any DatasetFormat {
    let place = LFError.Place(file: file.path)
    if file.count == 0 { throw LFError(.badData, "is empty", at: place, hint: "write the file again") }
    let head = file.head(4096)
    if let format = formats.first(where: { $0.recognises(head) }) { return format }
    if let format = self.format(ofExtension: Self.pathExtension(of: file.path)) { return format }
    if let kind = ForeignKind(file.path) {
      throw LFError(.badData, "is \(kind.name), which lfconvert does not read", at: place, hint: kind.hint)
    }
    throw LFError(.badData, "is of no kind that lfconvert reads", at: place, hint: "it reads \(names)")
  }

  /// The format to write a path with, by its extension.
  ///
  /// - Parameter path: The destination.
  /// - Returns: The format.
  /// - Throws: `LFError` with code `usage` when the extension is not known.
  public func format(writing path: String) throws(LFError) -> any DatasetFormat {
    let suffix = Self.pathExtension(of: path)
    if let format = format(ofExtension: suffix) { return format }
    let known = formats.flatMap(\.extensions).map { "." + $0 }.joined(separator: " ")
    let message =
      suffix.isEmpty
      ? "has no extension that names a kind of file" : "ends in .\(suffix), which lfconvert cannot write"
    throw LFError(.usage, message, at: .init(file: path), hint: "use one of \(known)")
  }

  /// The extension of a path, in lower case, without the dot; empty when there is none.
  ///
  /// - Parameter path: The path.
  /// - Returns: The extension.
  public static func pathExtension(of path: String) -> String {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  private func format(ofExtension suffix: String) -> (any DatasetFormat)? {
    formats.first { $0.extensions.contains(suffix) }
  }

  private var names: String { formats.map(\.name).joined(separator: ", ") }
}
