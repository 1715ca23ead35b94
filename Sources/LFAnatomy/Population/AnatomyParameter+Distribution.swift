extension AnatomyParameter {
  /// How the parameter is spread over the population.
  ///
  /// Chest, waist and shoulders follow the ANSUR II survey (sections with the lateral muscles, so wider than its
  /// breadths, with its correlations of breadth and depth); the heart follows cine MR of normal subjects and is
  /// spread wider, towards dilated and thickened hearts; orientation follows Hoekema 1999. Everything was widened
  /// until real torsos and hearts fitted within three deviations (`lftrain fit`).
  ///
  /// Lungs are bound to what lies beside them: the heart rests on the diaphragm, so the domes follow its lowest point
  /// to half a centimetre, and the chest wall's thickness goes with adiposity. No cohort was fitted. The spread is a
  /// choice that matters: a dome 11 mm higher or lower turns the lead field in the heart by 2.5°, and neither the
  /// heart nor the electrodes tell of it.
  public var distribution: Distribution {
    switch self {
    case .chestWidth: Distribution(345, 378, 24, size: 0.45, fat: 0.6, in: 270...470)
    case .chestDepth: Distribution(226, 236, 22, size: 0.25, fat: 0.8, in: 165...320)
    case .torsoHeight: Distribution(425, 460, 24, size: 0.8, in: 340...540)
    case .waistShare: Distribution(0.37, 0.39, 0.065, in: 0.2...0.56)
    case .waistWidth: Distribution(308, 330, 33, size: 0.3, fat: 0.75, in: 225...460)
    case .waistDepth: Distribution(218, 238, 33, size: 0.2, fat: 0.85, in: 155...370)
    case .bellyForward: Distribution(14, 18, 13, fat: 0.55, in: -25...80)
    case .hipWidth: Distribution(345, 335, 28, size: 0.35, fat: 0.6, in: 250...460)
    case .hipDepthGain: Distribution(8, 8, 16, in: -40...55)
    case .armpitShare: Distribution(1.03, 1.06, 0.065, in: 0.85...1.3)
    case .shoulderWidth: Distribution(420, 445, 28, size: 0.6, fat: 0.35, in: 320...550)
    case .armpitLevel: Distribution(78, 84, 13, size: 0.35, in: 40...120)
    case .shoulderLevel: Distribution(130, 140, 14, size: 0.35, in: 90...180)
    case .shoulderSquareness: Distribution(0.72, 0.72, 0.13, in: 0.3...1.1)
    case .neckWidth: Distribution(160, 180, 34, size: 0.3, fat: 0.4, in: 100...290)
    case .upperFront: Distribution(0.5, 0.5, 0.14, in: 0.1...1)
    case .neckFront: Distribution(0.58, 0.58, 0.13, in: 0.2...1)
    case .neckBack: Distribution(0.6, 0.6, 0.18, in: 0.2...1.1)
    case .kyphosis: Distribution(0, 0, 9, fat: 0.2, in: -30...30)
    case .widestShare: Distribution(0.54, 0.56, 0.08, in: 0.35...0.75)
    case .chestExponent: Distribution(2.7, 2.6, 0.45, in: 1.7...4.5)
    case .bellyExponent: Distribution(1.9, 1.8, 0.25, fat: 0.2, in: 1.35...3)
    case .backExponent: Distribution(3, 3, 0.5, in: 2...5)
    case .breast: Distribution(18, 3, 8, fat: 0.4, in: 0...50)
    case .sternumGroove: Distribution(6, 5, 3.5, in: 0...20)
    case .lowerLean: Distribution(0, 0, 0.075, in: -0.25...0.25)
    case .upperLean: Distribution(0, 0, 0.04, in: -0.15...0.15)
    case .torsoTurn: Distribution(0, 0, 4, in: -15...15)

    case .leftLength: Distribution(78, 85, 7, size: 0.3, fat: 0.1, in: 58...115)
    case .leftRadius: Distribution(23, 25, 3.8, size: 0.3, fat: 0.05, in: 15...40)
    case .leftRoundness: Distribution(1, 1, 0.07, in: 0.8...1.25)
    case .leftWall: Distribution(9, 10, 1.4, size: 0.2, fat: 0.25, in: 6...17)
    case .baseShare: Distribution(0.26, 0.26, 0.075, in: 0.06...0.5)
    case .rightShift: Distribution(25, 27, 5, size: 0.25, in: 12...46)
    case .rightSideShift: Distribution(-5, -5, 6.5, in: -24...16)
    case .rightRise: Distribution(5, 5, 10, in: -26...40)
    case .rightDepth: Distribution(30, 32.5, 5, size: 0.3, in: 18...52)
    case .rightBreadth: Distribution(38, 41, 6, size: 0.3, in: 22...60)
    case .rightLength: Distribution(55, 60, 8.5, size: 0.3, in: 34...92)
    case .rightWall: Distribution(4.4, 4.7, 1.2, in: 2.5...8.5)
    case .baseTilt: Distribution(3, 3, 9, in: -28...35)
    case .baseLean: Distribution(0, 0, 8, in: -28...28)

    case .azimuth: Distribution(45, 45, 9, in: 12...80)
    case .elevation: Distribution(33, 30, 9, fat: -0.35, in: 2...62)
    case .roll: Distribution(4, 4, 13, in: -45...50)
    case .heartLeft: Distribution(28, 30, 9, size: 0.2, in: 0...65)
    case .heartForward: Distribution(33, 35, 9, fat: 0.2, in: 5...70)
    case .heartUp: Distribution(-6, -8, 15, fat: 0.2, in: -50...45)

    case .chestWall: Distribution(22, 24, 3.5, fat: 0.8, in: 16...50)
    case .diaphragmRise: Distribution(18, 18, 5, fat: 0.35, in: -5...45)
    case .diaphragmDrop: Distribution(12, 12, 3.5, in: -5...30)
    case .mediastinum: Distribution(22, 25, 2.5, fat: 0.2, in: 14...40)
    case .lungTop: Distribution(140, 152, 13, size: 0.5, in: 100...200)
    }
  }
}
