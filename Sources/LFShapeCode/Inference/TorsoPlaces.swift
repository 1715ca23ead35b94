public import LFAnatomy
public import LFCore

/// Places of a surface of the torso that was segmented, whole or in part.
public struct TorsoPlaces: Equatable, Sendable {
  /// The surfaces that a torso's code stands for, numbered as decoders give their distances.
  public enum Part: Int, CaseIterable, Sendable {
    case skin, lungs

    /// Its name.
    public var name: String { self == .skin ? "skin" : "lungs" }
    /// How long its bounding box may be, mm: from a part of it to a whole body.
    public var plausibleSize: ClosedRange<Double> { self == .skin ? 60...2500 : 40...600 }
  }

  /// Which surface.
  public let part: Part
  /// The places, spread evenly by area, in the frame of the heart's places, mm.
  public let places: [SIMD3<Double>]
  /// The area that they stand for, mm².
  public let area: Double

  /// Places of a surface.
  ///
  /// Flat ends where an image stops are left out, and so is what lies inside the largest piece: the air ways in a mask of
  /// the body.
  ///
  /// - Parameters:
  ///   - part: Which surface.
  ///   - surface: The surface, open or closed, mm.
  ///   - count: How many places.
  /// - Throws: `LFError` with code `badData` when its size is none that a body has, or nothing of it is left.
  public init(_ part: Part, of surface: TriangleSurface, count: Int = 600) throws(LFError) {
    let size = surface.size
    guard part.plausibleSize.contains(size) else {
      throw LFError(
        .badData, "is \(Self.text(size)) mm across, which no \(part.name) \(part == .skin ? "is" : "are")",
        hint: "state its unit with --unit")
    }
    let kept = surface.outermost().withoutCuts()
    let places = kept.evenSample(count)
    guard places.count >= 50 else {
      throw LFError(
        .badData, "has nothing but flat ends on the faces of its bounding box",
        hint: "give the \(part.name) itself")
    }
    self.init(part, places, area: kept.area)
  }

  private static func text(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }

  private init(_ part: Part, _ places: [SIMD3<Double>], area: Double) {
    self.part = part
    self.places = places
    self.area = area
  }

  /// The same places, moved.
  ///
  /// - Parameter shift: By how much, mm.
  /// - Returns: The places.
  public func moved(by shift: SIMD3<Double>) -> TorsoPlaces {
    TorsoPlaces(part, places.map { $0 + shift }, area: area)
  }
}
