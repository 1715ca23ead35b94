public import LFShapeCode

/// A decoder with the prior of its codes.
public struct ShapeModel: Sendable {
  /// The decoder.
  public var decoder: any ShapeDecoder
  /// How codes and electrodes are spread.
  public var prior: CodePrior

  /// A shape model.
  ///
  /// - Parameters:
  ///   - decoder: The decoder.
  ///   - prior: How its codes are spread.
  public init(_ decoder: any ShapeDecoder, _ prior: CodePrior) {
    self.decoder = decoder
    self.prior = prior
  }
}
