import LFAnatomy
import LFCore
import LFShapeCode

/// What the model was not made for.
extension HeartEncoding {
  /// The limits of the domain: what nearly all anatomies of the population keep.
  public enum Limit {
    /// Mean distance of the surfaces, mm.
    public static let residual = 3.5
    /// Root mean square of the code, deviations.
    public static let strangeness = 1.8
    /// Extent along the axis of largest spread, mm.
    public static let longAxis = 75.0...155.0
    /// Share of the decoded blood that may be muscle.
    public static let solid = 0.3
    /// Share of a decoded cavity's wall that a heart of two ventricles has.
    public static let seen = 0.75
    /// What no ventricle's room is smaller than, mm³.
    public static let room = 5000.0
    /// How near its surface must be, mm.
    public static let near = 10.0
    /// Angles, deviations.
    public static let turn = 3.5
    /// Electrodes from the decoded skin, mm.
    public static let skinGap = 20.0
    /// Mean distance of a segmented surface of the torso, mm: real skins keep within 5.
    public static let torso = 10.0
    /// Labelled electrodes from where they are expected, deviations.
    public static let electrodes = 1.5
  }

  /// What of the heart, and of the surfaces given, is outside the domain, one line each.
  ///
  /// - Parameters:
  ///   - heart: The heart.
  ///   - sample: Places of its surface, LPS, mm.
  ///   - doubt: Whether it fits far better in another frame.
  /// - Returns: The findings.
  func outsideDomain(_ heart: HeartMesh, _ sample: [SIMD3<Double>], _ doubt: FrameDoubt?) -> [String] {
    var findings: [String] = []
    if let doubt {
      findings.append(
        "read as \(heart.source.frame.letters) its surface is \(Self.text(residual)) mm from ventricles as they lie in patients, as"
          + " \(doubt.frame) it would be \(Self.text(doubt.residual)) mm: is that its frame (--frame \(doubt.frame))?"
      )
    }
    if residual > Limit.residual {
      findings.append(
        "its surface is \(Self.text(residual)) mm from the nearest two ventricles that the model knows (usual: 1;"
          + " limit: \(Self.text(Limit.residual)))")
    }
    if !Limit.longAxis.contains(heart.longAxis) {
      findings.append(
        "it is \(Self.text(heart.longAxis)) mm long, and the model knows hearts of \(Self.text(Limit.longAxis.lowerBound))"
          + " to \(Self.text(Limit.longAxis.upperBound)) mm")
    }
    let solid = solidShare
    if solid > Limit.solid {
      findings.append(
        "\(Int((100 * solid).rounded())) % of where the model expects blood is muscle: a solid heart, or not the"
          + " ventricles' muscle alone")
    }
    if let rooms = anatomy.heart?.rooms.filter({ $0 > Limit.room }), rooms.count == 1 {
      findings.append(
        "its walls enclose one room of blood (\(Int(rooms[0] / 1000)) ml), where two ventricles have two: a left ventricle"
          + " alone?")
    }
    let seen = seenShares(sample)
    for (side, share) in seen.enumerated() where share < Limit.seen {
      let (name, other) = side == 0 ? ("left", "right") : ("right", "left")
      findings.append(
        "only \(Int((100 * share).rounded())) % of the wall where the model expects the \(name) ventricle's blood is there"
          + " (limit: \(Int(100 * Limit.seen)) %): the \(other) ventricle alone?")
    }
    if strangeness > Limit.strangeness {
      findings.append(
        "its shape is \(Self.text(strangeness)) deviations from the population's (limit: \(Self.text(Limit.strangeness)))"
      )
    }
    if turn > Limit.turn {
      findings.append(
        "it lies \(Self.text(turn)) deviations from how hearts lie (limit: \(Self.text(Limit.turn)); see --frame)"
      )
    }
    for fit in torsoFits where fit.mean > Limit.torso {
      findings.append(
        "the \(fit.part.name) given \(fit.part == .skin ? "is" : "are") \(Self.text(fit.mean)) mm from any torso that the model"
          + " knows around such a heart (limit: \(Self.text(Limit.torso))): another person's, or in another frame?"
      )
    }
    return findings
  }

  /// What of the electrodes is outside the domain, one line each.
  ///
  /// - Parameter odd: How far they lie from where they are expected.
  /// - Returns: The findings.
  func electrodesOutsideDomain(_ odd: ElectrodeStrangeness?) -> [String] {
    var findings: [String] = []
    if let skinGap, skinGap > Limit.skinGap {
      findings.append(
        "the electrodes are \(Self.text(skinGap)) mm from any torso that the model knows (limit:"
          + " \(Self.text(Limit.skinGap)))")
    }
    if let odd, odd.deviations > Limit.electrodes {
      findings.append(
        "the electrodes are \(Self.text(odd.deviations)) deviations from where hearts like it have them (limit:"
          + " \(Self.text(Limit.electrodes))), \(odd.oddest) the farthest, \(Int(odd.distance.rounded())) mm from where the"
          + " others have it: another person's, or names exchanged?")
    }
    return findings
  }

  /// The share of the decoded blood, well inside it, that the heart's own surface encloses as muscle.
  private var solidShare: Double {
    guard let heart = anatomy.heart else { return 0 }
    let code = anatomy.withoutHeart
    let places = (0..<4913).map { i -> SIMD3<Double> in
      let (x, y, z) = (Double(i % 17) - 8, Double(i / 17 % 17) - 8, Double(i / 289) - 8)
      return anatomy.code.origin + SIMD3(x, y, z) * 8
    }
    let d = code.heartDistances(places)
    let blood = places.indices.filter { min(d[3 * $0 + 1], d[3 * $0 + 2]) < -4 && d[3 * $0] < -4 }
    guard !blood.isEmpty else { return 0 }
    let inside = heart.muscleDistances(at: blood.map { places[$0] }).count { $0 < -1 }
    return Double(inside) / Double(blood.count)
  }

  /// The shares of the decoded left and right cavities' walls that lie near the heart's surface.
  private func seenShares(_ surface: [SIMD3<Double>]) -> [Double] {
    let places = (0..<35937).map { i -> SIMD3<Double> in
      let (x, y, z) = (Double(i % 33) - 16, Double(i / 33 % 33) - 16, Double(i / 1089) - 16)
      return anatomy.code.origin + SIMD3(x, y, z) * 4
    }
    let d = anatomy.withoutHeart.heartDistances(places)
    return [1, 2].map { side in
      let wall = places.indices.filter { abs(d[3 * $0 + side]) < 2 && d[3 * $0] < 4 }
      let seen = wall.count { i in
        surface.contains { (($0 - places[i]) * ($0 - places[i])).sum() < Limit.near * Limit.near }
      }
      return wall.isEmpty ? 1 : Double(seen) / Double(wall.count)
    }
  }

  private static func text(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
