public import LFAccuracy
public import LFCore

/// The digests that golden files must have, as a manifest beside them lists them.
public struct DigestManifest: Sendable {
  /// The manifest's path.
  public let path: String
  private let folder: String
  private let digests: [String: String]

  private static let sizeLimit = 1 << 26

  /// Reads a manifest: an object whose `cases` have `files` with `path` and `sha256`.
  ///
  /// - Parameter path: The path of the file.
  /// - Throws: `LFError` with code `badData`, or `noInput`.
  public init(_ path: String) throws(LFError) {
    let root = try JSONReader.read(try MappedFile(path), limit: Self.sizeLimit)
    self.path = path
    folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    var digests: [String: String] = [:]
    for item in root["cases"]?.list ?? [] {
      for file in item["files"]?.list ?? [] {
        if let name = file["path"]?.text, let sha = file["sha256"]?.text { digests[name] = sha }
      }
    }
    guard !digests.isEmpty else {
      throw LFError(.badData, "lists no digests of files", at: .init(file: path), hint: "give a manifest")
    }
    self.digests = digests
  }

  /// The manifest that lists a file: `manifest.json` in its folder or the one above; `nil` when there is none.
  ///
  /// - Parameter file: The path of a golden file.
  /// - Returns: The manifest.
  public static func listing(_ file: String) -> DigestManifest? {
    let parts = file.split(separator: "/", omittingEmptySubsequences: false)
    for up in 1...2 {
      let folder =
        parts.count > up
        ? parts.dropLast(up).joined(separator: "/") + "/" : up > parts.count ? "../" : up == 1 ? "" : "../"
      guard let manifest = try? DigestManifest(folder + "manifest.json") else { continue }
      let name = parts.suffix(up).joined(separator: "/")
      if manifest.digests[name] != nil { return manifest }
    }
    return nil
  }

  /// Whether a file is what the manifest says.
  ///
  /// - Parameters:
  ///   - file: The path of the file.
  ///   - sha256: Its digest.
  /// - Returns: A defect when it is another; `nil` when it is the same, or not listed.
  public func check(_ file: String, _ sha256: String) -> Finding? {
    guard file.hasPrefix(folder), let wanted = digests[String(file.dropFirst(folder.count))],
      wanted != sha256
    else { return nil }
    return Finding(
      .changedGolden, .fault,
      "\(file.singleLine) is not what \(path.singleLine) lists: SHA-256 \(sha256.prefix(12))… instead of"
        + " \(wanted.prefix(12).singleLine)…")
  }
}

extension String.SubSequence {
  fileprivate var singleLine: String { String(self).singleLine }
}
