/// The tissues that a conductor is made of, by the number in the cell array `tissue`.
public enum Tissue: UInt8, CaseIterable, Sendable {
  /// All that is nothing else.
  case torso = 1
  /// The muscle of the ventricles.
  case myocardium = 2
  /// Blood in the left ventricle.
  case leftBlood = 3
  /// Blood in the right ventricle.
  case rightBlood = 4
  /// Both lungs.
  case lungs = 5

  /// The name for people and in files.
  public var name: String {
    switch self {
    case .torso: "torso"
    case .myocardium: "myocardium"
    case .leftBlood: "blood of the left ventricle"
    case .rightBlood: "blood of the right ventricle"
    case .lungs: "lungs"
    }
  }

  /// The tissue's name in a conductivity table: both blood pools are `blood`.
  public var conductivityName: String {
    switch self {
    case .torso: "torso"
    case .myocardium: "myocardium"
    case .leftBlood, .rightBlood: "blood"
    case .lungs: "lungs"
    }
  }
}
