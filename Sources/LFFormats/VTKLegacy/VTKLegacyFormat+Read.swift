public import LFCore
import LFMesh

extension VTKLegacyFormat {
  /// Whether the first bytes of a file are of this format.
  ///
  /// - Parameter head: Up to 4096 bytes from the file's beginning.
  /// - Returns: Whether they begin as legacy files do.
  public func recognises(_ head: [UInt8]) -> Bool { head.starts(with: "# vtk DataFile Version".utf8) }

  /// Reads a file whole; damage anywhere is an error.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings, such as a table of colours that is left out.
  /// - Returns: A mesh.
  /// - Throws: `LFError` with code `badData`.
  public func read(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> Dataset {
    .mesh(try mesh(file, &diagnostics))
  }

  /// Reads a file whole and sums it up.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: What `info` says.
  /// - Throws: As `read`.
  public func describe(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> FileDescription
  {
    let mesh = try mesh(file, &diagnostics)
    return .mesh(mesh.summary, times: mesh.time.map(FileDescription.Times.one) ?? .none)
  }

  private func mesh(_ file: MappedFile, _ diagnostics: inout Diagnostics) throws(LFError) -> Mesh {
    var reader = LegacyReader(file)
    let mesh = try reader.read()
    diagnostics.add(reader.diagnostics, at: .init(file: file.path))
    return mesh
  }
}
