/// VTK XML: .vtu .vtp .vti .vtr .vts, their parallel forms and .pvd collections.
public struct VTKXMLFormat: Sendable {
  /// The format's name for people.
  public let name = "VTK XML"
  /// Extensions that are written by this format.
  public let extensions = [
    "vtu", "vtp", "vti", "vtr", "vts", "pvtu", "pvtp", "pvti", "pvtr", "pvts", "pvd",
  ]

  /// Makes the format.
  public init() {}
}
