import CKernels

/// Adam (Kingma, Ba 2015) with decay rates 0.9 and 0.999.
public struct AdamOptimiser: Equatable, Sendable {
  /// Steps taken.
  public private(set) var steps = 0
  /// Running means of the slopes.
  public private(set) var means: [Float]
  /// Running means of the slopes' squares.
  public private(set) var squares: [Float]

  /// An optimiser that has taken no step.
  ///
  /// - Parameter count: How many parameters.
  public init(count: Int) {
    means = [Float](repeating: 0, count: count)
    squares = means
  }

  /// An optimiser as it was after some steps.
  ///
  /// - Parameters:
  ///   - steps: Steps taken.
  ///   - means: Running means of the slopes.
  ///   - squares: Running means of their squares, as many.
  public init(steps: Int, means: [Float], squares: [Float]) {
    precondition(means.count == squares.count)
    self.steps = steps
    self.means = means
    self.squares = squares
  }

  /// One step down the slope.
  ///
  /// - Parameters:
  ///   - values: The parameters.
  ///   - gradient: The slope of the loss in each.
  ///   - rate: The learning rate.
  ///   - decay: What share of a value, times the rate, is taken away with each step (Loshchilov, Hutter 2019).
  public mutating func step(_ values: inout [Float], gradient: [Float], rate: Double, decay: Double = 0) {
    precondition(values.count == means.count && gradient.count == means.count)
    steps += 1
    var (first, second) = (1.0, 1.0)
    for _ in 0..<min(steps, 20_000) {
      first *= 0.9
      second *= 0.999
    }
    var gradient = gradient
    lf_adam_f32(
      values.count, Float(rate / (1 - first)), Float(1 / (1 - second).squareRoot()),
      Float(1 - rate * decay), &gradient, &means, &squares, &values)
  }
}
