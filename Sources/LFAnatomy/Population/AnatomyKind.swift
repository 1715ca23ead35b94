/// Corners of the population that have a name.
public enum AnatomyKind: String, CaseIterable, Sendable {
  /// A small, lean woman.
  case smallFemale = "small-female"
  /// A tall, obese man.
  case largeObese = "large-obese"
  /// A dilated left ventricle with a thin wall.
  case dilatedHeart = "dilated-heart"
  /// A heart that lies flat on the diaphragm.
  case horizontalHeart = "horizontal-heart"
  /// A heart that hangs upright.
  case verticalHeart = "vertical-heart"

  /// The sex, where the name says it.
  var sex: Sex? {
    switch self {
    case .smallFemale: .female
    case .largeObese: .male
    default: nil
    }
  }

  /// Body size and adiposity in standard deviations, from those drawn.
  func body(_ size: Double, _ fat: Double) -> (Double, Double) {
    switch self {
    case .smallFemale: (-2 + 0.2 * size, -1.3 + 0.2 * fat)
    case .largeObese: (1.5 + 0.2 * size, 2.6 + 0.2 * fat)
    case .horizontalHeart: (size, 0.8 + 0.5 * fat)
    case .verticalHeart: (size, -0.8 + 0.5 * fat)
    case .dilatedHeart: (size, fat)
    }
  }

  /// Parameters held near a value, in standard deviations from the mean of the sex.
  var deviations: [AnatomyParameter: Double] {
    switch self {
    case .smallFemale, .largeObese: [:]
    case .dilatedHeart:
      [
        .leftRadius: 3, .leftLength: 2, .leftWall: -0.8, .baseShare: 0.5, .rightShift: 1.8,
        .rightDepth: 0.8,
      ]
    case .horizontalHeart: [.elevation: -2.4, .azimuth: -0.5]
    case .verticalHeart: [.elevation: 2.4, .azimuth: 0.5]
    }
  }
}
