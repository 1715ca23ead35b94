public import LFCore

/// Digests of files.
public enum FileDigest {
  /// The SHA-256 of a file's bytes.
  ///
  /// - Parameter path: The path of the file.
  /// - Returns: 64 hexadecimal digits.
  /// - Throws: `LFError` when it cannot be read.
  public static func sha256(_ path: String) throws(LFError) -> String {
    sha256(try MappedFile(path))
  }

  /// The SHA-256 of a file's bytes.
  ///
  /// - Parameter file: The file.
  /// - Returns: 64 hexadecimal digits.
  public static func sha256(_ file: MappedFile) -> String {
    var sha = SHA256()
    sha.update(file.bytes)
    return sha.hex()
  }

  /// The SHA-256 of a text.
  ///
  /// - Parameter text: The text.
  /// - Returns: 64 hexadecimal digits.
  public static func sha256(text: String) -> String {
    var sha = SHA256()
    Array(text.utf8).withUnsafeBytes { sha.update($0) }
    return sha.hex()
  }
}
