/// NetCDF: lead fields by the contract `Formats/lead-field.cdl`; any other file for `info`.
public struct NetCDFFormat: Sendable {
  /// The format's name for people.
  public let name = "NetCDF"
  /// Extensions that are written by this format.
  public let extensions = ["nc"]

  /// Makes the format.
  public init() {}
}
