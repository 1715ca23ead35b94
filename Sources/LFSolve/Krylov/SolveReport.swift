/// What an iterative solution cost, and how good it is.
public struct SolveReport: Equatable, Sendable {
  /// The most iterations that a block of right-hand sides took.
  public var iterations: Int
  /// ‖b − A x‖ / ‖b‖ of each right-hand side, computed anew at the end.
  public var relativeResiduals: [Double]

  /// Makes a report.
  ///
  /// - Parameters:
  ///   - iterations: The most iterations of a block.
  ///   - relativeResiduals: ‖b − A x‖ / ‖b‖ of each right-hand side.
  public init(iterations: Int, relativeResiduals: [Double]) {
    self.iterations = iterations
    self.relativeResiduals = relativeResiduals
  }
}
