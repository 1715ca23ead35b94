public import LFLeadField

extension TorsoAnatomy {
  /// The ten standard electrodes on the skin, by anatomical rule, in the order of `Electrode.standardNames`.
  ///
  /// V1, V2 beside the sternum in the fourth intercostal space; V4 under the middle of the clavicle in the fifth,
  /// V3 between V2 and V4; V5, V6 level with V4 on the anterior and middle axillary line; RA, LA below the
  /// clavicles' outer ends; LL, RL over the hips. Spaces and lines are shares of the torso's own measures.
  ///
  /// - Parameter jitter: A source of random numbers that moves each electrode on the skin by a normal step of 7 mm
  ///   in both directions, as hands do; `nil` for the exact places.
  /// - Returns: Ten electrodes on the skin.
  public func standardElectrodes(jitter: RandomSource? = nil) -> [Electrode] {
    let p = parameters
    let height = p[.torsoHeight]
    let fourth = 0.035 * height
    let fifth = -0.055 * height
    let arms = 0.375 * height
    let legs = -0.45 * height
    let armAside = 0.31 * p[.shoulderWidth]
    let legAside = 0.33 * p[.waistWidth]
    let clavicle = 0.225 * p[.chestWidth]
    let v2 = torso.front(aside: 23, fourth)
    let v4 = torso.front(aside: clavicle, fifth)
    let places = [
      torso.front(aside: -armAside, arms), torso.front(aside: armAside, arms),
      torso.front(aside: legAside, legs), torso.front(aside: -legAside, legs),
      torso.front(aside: -23, fourth), v2, torso.front(aside: (23 + clavicle) / 2, (fourth + fifth) / 2), v4,
      torso.front(aside: 0.38 * p[.chestWidth], fifth),
      torso.leftSide(0, fifth),
    ].map { placed($0) }
    var onSkin = skin.nearest(places).map(\.point)
    if var source = jitter {
      let moved = onSkin.map { place in
        place + SIMD3(source.normal(), source.normal(), source.normal()) * 7
      }
      onSkin = skin.nearest(moved).map(\.point)
    }
    return zip(Electrode.standardNames, onSkin).map { Electrode($0, at: $1, origin: .placed) }
  }

  /// Electrodes for training: the ten standard ones, jittered, then others spread at random over the skin.
  ///
  /// - Parameters:
  ///   - count: How many in all, at least 10.
  ///   - seed: The seed; the same seed gives the same places.
  /// - Returns: The electrodes, the standard ones first.
  public func trainingElectrodes(count: Int, seed: UInt64) -> [Electrode] {
    let standard = standardElectrodes(jitter: RandomSource(seed: seed, stream: 0x6A17))
    let spread = SkinSampler.spread(
      max(count - standard.count, 0), on: skin, source: RandomSource(seed: seed, stream: 0x5C17),
      away: standard.map(\.position))
    return standard
      + spread.enumerated().map { Electrode("S\($0.offset + 1)", at: $0.element, origin: .placed) }
  }
}

extension TorsoShape {
  /// The skin's front at a place beside the midline and a height, chest frame; no further aside than where the
  /// front turns into the side.
  func front(aside: Double, _ z: Double) -> SIMD3<Double> {
    let section = section(z)
    let limit = 0.93 * section.halfWidth
    let x = min(max(aside, -limit), limit)
    let n = section.frontExponent
    let share = Trigonometry.power(
      1 - Trigonometry.power(abs(x) / section.halfWidth, n), 1 / n)
    let depth = section.front + relief(x, z, section.halfWidth)
    return SIMD3(section.middle + x, section.widest - share * depth, z)
  }

  /// The skin's left side at a place before or behind the middle of the chest's depth and a height, chest frame.
  func leftSide(_ y: Double, _ z: Double) -> SIMD3<Double> {
    let section = section(z)
    let offset = y - section.widest
    let n = offset < 0 ? section.frontExponent : section.backExponent
    let share = min(abs(offset) / (offset < 0 ? section.front : section.back), 0.95)
    let x = Trigonometry.power(1 - Trigonometry.power(share, n), 1 / n) * section.halfWidth
    return SIMD3(section.middle + x, y, z)
  }
}
