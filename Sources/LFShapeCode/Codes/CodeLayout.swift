/// Where the parts of a latent code stand in its vector: the heart's shape, its three angles (degrees), skin and
/// lungs; behind them, for the prior, the ten standard electrodes.
public struct CodeLayout: Equatable, Sendable {
  /// How many numbers code the heart's shape.
  public let heartComponents: Int
  /// How many numbers code skin and lungs.
  public let torsoComponents: Int

  /// A layout.
  ///
  /// - Parameters:
  ///   - heart: How many numbers code the heart's shape.
  ///   - torso: How many numbers code skin and lungs.
  public init(heart: Int, torso: Int) {
    heartComponents = heart
    torsoComponents = torso
  }

  /// The layout of a decoder's codes.
  ///
  /// - Parameter decoder: The decoder.
  public init(_ decoder: any ShapeDecoder) {
    self.init(heart: decoder.heartComponents, torso: decoder.torsoComponents)
  }

  /// The heart's shape.
  public var heart: Range<Int> { 0..<heartComponents }
  /// Azimuth, elevation and roll, degrees.
  public var angles: Range<Int> { heartComponents..<(heartComponents + 3) }
  /// Skin and lungs.
  public var torso: Range<Int> { angles.upperBound..<(angles.upperBound + torsoComponents) }
  /// How many numbers a code has.
  public var count: Int { torso.upperBound }
  /// Of a standard electrode (by its place in `Electrode.standardNames`) x, y and z.
  ///
  /// - Parameter electrode: Which.
  /// - Returns: Three places behind the code.
  public func electrode(_ electrode: Int) -> Range<Int> {
    (count + 3 * electrode)..<(count + 3 * electrode + 3)
  }
  /// How many numbers a code with the standard electrodes has.
  public var jointCount: Int { count + 30 }
}
