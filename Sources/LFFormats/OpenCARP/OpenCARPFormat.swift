public import LFCore
import LFMesh

/// openCARP's meshes: .pts with .elem and .lon beside it; `Formats/opencarp`.
public struct OpenCARPFormat: DatasetFormat {
  /// The format's name for people.
  public let name = "openCARP mesh"
  /// Its extensions; it is read only.
  public let extensions = ["pts"]

  /// Makes the format.
  public init() {}

  /// Two lines of numbers are too little to tell points from other text.
  ///
  /// - Parameter head: Up to 4096 bytes from the file's beginning.
  /// - Returns: `false`: the extension tells.
  public func recognises(_ head: [UInt8]) -> Bool { false }

  /// Reads a mesh from its three files.
  ///
  /// - Parameters:
  ///   - file: The .pts.
  ///   - diagnostics: Takes warnings.
  /// - Returns: The mesh in mm, with the cell arrays `region`, and `fiber` and `sheet` where there is a .lon.
  /// - Throws: `LFError` with code `badData`, or `noInput` when the .elem is missing.
  public func read(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> Dataset {
    .mesh(try OpenCARPMesh(file).mesh)
  }

  /// Reads a mesh and sums it up.
  ///
  /// - Parameters:
  ///   - file: The .pts.
  ///   - diagnostics: Takes warnings.
  /// - Returns: What `info` says.
  /// - Throws: As `read`.
  public func describe(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> FileDescription
  {
    .mesh(try OpenCARPMesh(file).mesh.summary, times: .none)
  }

  /// Refuses: the format is read only.
  ///
  /// - Parameters:
  ///   - dataset: What to write.
  ///   - path: The destination.
  ///   - options: Not used.
  ///   - diagnostics: Not used.
  /// - Throws: `LFError` with code `usage`.
  public func write(
    _ dataset: Dataset, to path: String, options: WriteOptions, diagnostics: inout Diagnostics
  ) throws(LFError) {
    throw LFError(
      .usage, "is an openCARP mesh, which is read but not written", at: .init(file: path),
      hint: "write a .vtu")
  }

  /// Reads a mesh, which checks all that its page says.
  ///
  /// - Parameters:
  ///   - file: The .pts.
  ///   - diagnostics: Takes warnings.
  /// - Returns: Nothing: what breaks the contract is thrown.
  /// - Throws: As `read`.
  public func validate(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> [String] {
    _ = try OpenCARPMesh(file)
    return []
  }
}
