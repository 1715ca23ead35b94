/// The arrays that belong to the points or to the cells of a mesh, one tuple each.
public struct AttributeData: Equatable, Sendable {
  /// What an array can be marked as; viewers show the marked one first.
  public enum Role: String, CaseIterable, Sendable {
    /// One value a tuple, usually.
    case scalars = "Scalars"
    /// Three components.
    case vectors = "Vectors"
    /// Three components of length 1.
    case normals = "Normals"
    /// Six or nine components.
    case tensors = "Tensors"
    /// Texture coordinates.
    case textureCoordinates = "TCoords"
    /// Global numbers of points or cells.
    case globalIDs = "GlobalIds"
    /// Pedigree numbers or names of points or cells.
    case pedigreeIDs = "PedigreeIds"
    /// Angles per edge.
    case edgeFlags = "EdgeFlag"
    /// Tangents.
    case tangents = "Tangents"
    /// Rational weights of Bézier points.
    case rationalWeights = "RationalWeights"
    /// Degrees of high-order cells.
    case higherOrderDegrees = "HigherOrderDegrees"
    /// Process numbers.
    case processIDs = "ProcessIds"
  }

  /// The arrays in file order.
  public var arrays: [DataArray]
  /// The name of the array marked for each role.
  public var active: [Role: String]

  /// Makes a collection of arrays.
  ///
  /// - Parameters:
  ///   - arrays: The arrays.
  ///   - active: The name of the array marked for each role.
  public init(_ arrays: [DataArray] = [], active: [Role: String] = [:]) {
    self.arrays = arrays
    self.active = active
  }

  /// The first array of a name.
  ///
  /// - Parameter name: The name.
  public subscript(name: String) -> DataArray? { arrays.first { $0.name == name } }
}
