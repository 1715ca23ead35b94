/// Legacy VTK: .vtk, text or big-endian binary.
public struct VTKLegacyFormat: Sendable {
  /// The format's name for people.
  public let name = "VTK legacy"
  /// Extensions that are written by this format.
  public let extensions = ["vtk"]

  /// Makes the format.
  public init() {}
}
