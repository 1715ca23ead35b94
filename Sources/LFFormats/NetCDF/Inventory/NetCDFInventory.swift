public import LFMesh

/// What a NetCDF file of any meaning holds, in numbers: the content of `lfconvert info`.
public struct NetCDFInventory: Equatable, Sendable {
  /// One variable.
  public struct Variable: Equatable, Sendable {
    /// The name, `group/name` in groups.
    public var name: String
    /// `Int8`…`Float64`, `Char`, `String`, or the name of a user type.
    public var type: String
    /// The dimensions' names.
    public var dimensions: [String]
    /// The dimensions' lengths.
    public var shape: [Int]
    /// The `units` attribute.
    public var units: String?
    /// Smallest, largest, sum of the stored values without fill values; `nil` for text.
    public var statistics: ArrayStatistics?
  }

  /// One attribute's value.
  public enum Attribute: Equatable, Sendable {
    /// Text.
    case text(String)
    /// Several texts.
    case texts([String])
    /// Floating-point numbers.
    case numbers([Double])
    /// Signed integers.
    case integers([Int64])
    /// Unsigned integers.
    case unsigned([UInt64])
  }

  /// `NETCDF3_CLASSIC`, `NETCDF3_64BIT_OFFSET`, `NETCDF3_64BIT_DATA`, `NETCDF4_CLASSIC` or `NETCDF4`.
  public var format: String
  /// Lengths by name, `group/name` in groups.
  public var dimensions: [(name: String, length: Int)]
  /// The names of the unlimited ones.
  public var unlimited: [String]
  /// The variables in file order.
  public var variables: [Variable]
  /// The global attributes in file order, those of groups as `group/name` after the file's own.
  public var attributes: [(name: String, value: Attribute)]

  /// Whether two inventories say the same.
  ///
  /// - Parameters:
  ///   - a: One.
  ///   - b: The other.
  /// - Returns: Whether they are equal.
  public static func == (a: NetCDFInventory, b: NetCDFInventory) -> Bool {
    a.format == b.format && a.unlimited == b.unlimited && a.variables == b.variables
      && a.dimensions.elementsEqual(b.dimensions, by: ==) && a.attributes.elementsEqual(b.attributes, by: ==)
  }
}
