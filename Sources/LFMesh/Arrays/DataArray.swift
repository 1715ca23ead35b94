/// A named array of tuples: what VTK calls a data array.
public struct DataArray: Equatable, Sendable {
  /// The name; empty when the file gives none.
  public var name: String
  /// Values a tuple, at least 1.
  public var components: Int
  /// The components' names by index; empty when none is named, else one entry a component.
  public var componentNames: [String?]
  /// The values, tuple by tuple.
  public var values: ArrayValues

  /// Makes an array.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - components: Values a tuple.
  ///   - componentNames: The components' names; empty or one entry a component.
  ///   - values: The values, tuple by tuple.
  public init(_ name: String, components: Int = 1, componentNames: [String?] = [], _ values: ArrayValues) {
    self.name = name
    self.components = components
    self.componentNames = componentNames
    self.values = values
  }

  /// How many tuples there are.
  public var tuples: Int { components > 0 ? values.count / components : 0 }
}
