/// A unit of length that meshes come in. Inside the tool coordinates are millimetres.
public enum LengthUnit: String, CaseIterable, Sendable {
  /// Micrometre: openCARP's point files.
  case micrometre = "um"
  /// Millimetre: DICOM, ITK, VTK users.
  case millimetre = "mm"
  /// Centimetre.
  case centimetre = "cm"
  /// Metre: SI, ECGSIM.
  case metre = "m"

  /// Millimetres in one of this unit.
  public var millimetres: Double {
    switch self {
    case .micrometre: 1e-3
    case .millimetre: 1
    case .centimetre: 10
    case .metre: 1000
    }
  }
}
