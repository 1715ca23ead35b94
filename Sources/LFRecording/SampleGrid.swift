/// Equally spaced values: what integers of a file, or decimals of a table, can stand for.
public struct SampleGrid: Equatable, Sendable {
  /// The distance of two values, in the lead's unit; positive.
  public var step: Double
  /// One of the values, in the lead's unit.
  public var origin: Double

  /// Makes a grid.
  ///
  /// - Parameters:
  ///   - step: The distance of two values; positive.
  ///   - origin: One of the values.
  public init(step: Double, origin: Double = 0) {
    self.step = step
    self.origin = origin
  }
}
