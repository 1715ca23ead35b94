/// A skin electrode.
public struct Electrode: Equatable, Sendable {
  /// Where an electrode's position comes from.
  public enum Origin: String, Sendable {
    /// The user or the file gave it.
    case given
    /// The tool placed it by a rule.
    case placed
  }

  /// The name: RA, LA, LL, RL, V1…V6, or any other.
  public var name: String
  /// The position in mm, LPS.
  public var position: SIMD3<Double>
  /// Where the position comes from.
  public var origin: Origin

  /// Makes an electrode.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - position: In mm, LPS.
  ///   - origin: Where the position comes from.
  public init(_ name: String, at position: SIMD3<Double>, origin: Origin = .given) {
    self.name = name
    self.position = position
    self.origin = origin
  }

  /// The ten electrodes of a standard resting ECG.
  public static let standardNames = ["RA", "LA", "LL", "RL", "V1", "V2", "V3", "V4", "V5", "V6"]
}
