public import LFAnatomy

/// A decoder with a code in it: much quicker for many places.
public struct FixedShape: Sendable {
  /// Places in the heart's own axes to three distances each, mm (``ShapeDecoder/heart(_:_:)``).
  public let heart: @Sendable (_ points: [Float]) -> [Float]
  /// Places in the heart-centred LPS frame to two distances each, mm (``ShapeDecoder/torso(_:_:)``); distances to the skin
  /// that are known already need not be found again.
  public let torso: @Sendable (_ points: [Float], _ skin: [Double]?) -> [Float]
  /// The skin, heart-centred LPS, mm, where the decoder makes one.
  public let skin: SurfaceDistance?
}
