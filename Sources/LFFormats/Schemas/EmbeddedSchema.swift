import CSchemas

/// The machine-readable contracts of `Formats/`, embedded in the binary.
enum EmbeddedSchema {
  /// A schema's bytes; they live as long as the process.
  ///
  /// - Parameter name: The path below `Formats/`.
  /// - Returns: The bytes, `nil` for an unknown name.
  static func bytes(_ name: String) -> UnsafeRawBufferPointer? {
    var size = 0
    return lf_schema(name, &size).map { UnsafeRawBufferPointer(start: $0, count: size) }
  }
}
