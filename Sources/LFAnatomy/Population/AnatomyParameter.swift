/// What varies from one anatomy to the next. Lengths in mm, angles in degrees, shares without unit.
///
/// Chest frame: x to the left of the midline, y behind the middle of the chest's depth, z above the chest's level
/// (fourth intercostal space).
public enum AnatomyParameter: String, CaseIterable, Sendable {
  // The torso.
  /// Width of the section at the chest's level, without arms.
  case chestWidth
  /// Depth of that section on the midline.
  case chestDepth
  /// From the waist to the neck's base, as a length that all levels scale with.
  case torsoHeight
  /// How far the waist lies below the chest's level, as a share of that length.
  case waistShare
  /// Width at the waist.
  case waistWidth
  /// Depth at the waist.
  case waistDepth
  /// How far the belly stands before the chest's front.
  case bellyForward
  /// Width at the lower end, over the hips.
  case hipWidth
  /// Depth at the lower end less that at the waist.
  case hipDepthGain
  /// Width at the armpits as a share of the chest's.
  case armpitShare
  /// Width over the arms' stumps.
  case shoulderWidth
  /// Height of the armpits above the chest's level.
  case armpitLevel
  /// Height of the widest shoulder section above the chest's level.
  case shoulderLevel
  /// Width halfway from the shoulders to the neck, as a share of the way.
  case shoulderSquareness
  /// Width of the neck's base where the torso ends.
  case neckWidth
  /// How much of the way from the chest's front to the neck's is made at the shoulders' level, as a share.
  case upperFront
  /// Front of the neck's base, as a share of the chest's half depth.
  case neckFront
  /// Back of the neck's base, as a share of the chest's half depth.
  case neckBack
  /// How far the upper back leans forwards, at the neck.
  case kyphosis
  /// Where sections are widest, as a share of their depth from the front.
  case widestShare
  /// Superellipse exponent of the chest's front.
  case chestExponent
  /// Superellipse exponent of the belly.
  case bellyExponent
  /// Superellipse exponent of the back.
  case backExponent
  /// How far the breasts stand out.
  case breast
  /// Depth of the groove over the sternum.
  case sternumGroove
  /// Sideways lean below the chest, mm to the left per mm upwards.
  case lowerLean
  /// Sideways lean above the chest.
  case upperLean
  /// Turn of the torso about the vertical, its front to the patient's left.
  case torsoTurn

  // The heart, in its own axes.
  /// Length of the left cavity from apex to base.
  case leftLength
  /// Radius of the left cavity at its equator.
  case leftRadius
  /// Cavity radius along the septum as a share of that across it.
  case leftRoundness
  /// Thickness of the left wall.
  case leftWall
  /// Base height above the equator, as a share of the left cavity's length.
  case baseShare
  /// From the left cavity's axis to the right cavity's centre.
  case rightShift
  /// Right cavity's centre towards the front or back of the septum.
  case rightSideShift
  /// Right cavity's centre towards the base.
  case rightRise
  /// Half width of the right cavity away from the septum.
  case rightDepth
  /// Half width of the right cavity along the septum.
  case rightBreadth
  /// Half length of the right cavity.
  case rightLength
  /// Thickness of the right free wall.
  case rightWall
  /// Lean of the base towards the right ventricle.
  case baseTilt
  /// Lean of the base along the septum.
  case baseLean

  // How the heart lies.
  /// Long axis from the left towards the front.
  case azimuth
  /// Long axis below the horizontal.
  case elevation
  /// Turn about the long axis.
  case roll
  /// Heart's centre left of the midline.
  case heartLeft
  /// Heart's centre before the middle of the chest's depth.
  case heartForward
  /// Heart's centre above the chest's level.
  case heartUp

  // The lungs.
  /// Thickness of the chest wall.
  case chestWall
  /// Height of the right dome of the diaphragm above the heart's lowest point.
  case diaphragmRise
  /// How much lower the left dome is.
  case diaphragmDrop
  /// Half width of the mediastinum.
  case mediastinum
  /// Height of the lungs' tips above the chest's level.
  case lungTop

  /// Its place in a vector of all parameters.
  var number: Int { Self.numbers[self] ?? 0 }

  private static let numbers = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

  /// Whether it shapes the lungs.
  public var shapesLungs: Bool { number >= Self.chestWall.number }

  /// The parameters that shape the torso.
  static let torso: [AnatomyParameter] = allCases.filter { $0.number <= torsoTurn.number }
  /// The parameters that shape the heart.
  static let heart: [AnatomyParameter] = allCases.filter {
    $0.number >= leftLength.number && $0.number <= baseLean.number
  }
  /// The parameters that turn the heart.
  static let orientation: [AnatomyParameter] = [.azimuth, .elevation, .roll]
}
