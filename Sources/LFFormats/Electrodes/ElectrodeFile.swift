public import LFCore
public import LFLeadField

/// Reads positions of electrodes: `Formats/electrodes`.
public enum ElectrodeFile {
  /// What a file of electrodes holds.
  public struct Content: Equatable, Sendable {
    /// The electrodes in file order, in the file's frame. Positions are mm; where the file states no unit its
    /// numbers are taken for mm, and the caller multiplies them when the user states another unit.
    public var electrodes: [Electrode]
    /// The unit that the file states.
    public var unit: LengthUnit?
    /// The frame that the file states.
    public var frame: AnatomicalFrame?
  }

  /// More electrodes than any array has.
  static let electrodeLimit = 100_000
  private static let sizeLimit = 64 << 20

  /// Reads a table (.csv, .tsv, .fcsv) or Slicer markups (.mrk.json).
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - diagnostics: Takes warnings, such as two electrodes at one place.
  /// - Returns: At least one electrode, each of another name.
  /// - Throws: `LFError` with code `badData` and the line, or `noInput`.
  public static func read(_ path: String, diagnostics: inout Diagnostics) throws(LFError) -> Content {
    let file = try MappedFile(path)
    do throws(LFError) {
      var content: Content
      if file.bytes.first(where: { !$0.isBlank }) == UInt8(ascii: "{") {
        content = try SlicerMarkups.read(try JSONReader.read(file, limit: sizeLimit))
      } else {
        content = try ElectrodeTable.read(try DelimitedText(file.bytes, limit: sizeLimit))
      }
      warnOfSharedPlaces(&content, path, &diagnostics)
      return content
    } catch { throw error.inFile(path) }
  }

  private static func warnOfSharedPlaces(
    _ content: inout Content, _ path: String, _ diagnostics: inout Diagnostics
  ) {
    var seen: [SIMD3<Double>: String] = [:]
    for electrode in content.electrodes {
      if let other = seen[electrode.position] {
        diagnostics.warn("electrodes \(other) and \(electrode.name) are at one place", at: .init(file: path))
        return
      }
      seen[electrode.position] = electrode.name
    }
  }
}
