/// Isotropic bulk conductivities by tissue, S/m: data that the user can override, never constants in code.
public struct ConductivityModel: Equatable, Sendable {
  /// The model's name: `standard`, `homogeneous`, or the name of the user's file.
  public var name: String
  /// Conductivity by tissue (`torso`, `lungs`, `blood`, `myocardium`), S/m.
  public var tissues: [String: Double]

  /// Makes a model.
  ///
  /// - Parameters:
  ///   - name: The model's name.
  ///   - tissues: Conductivity by tissue, S/m.
  public init(name: String, tissues: [String: Double]) {
    self.name = name
    self.tissues = tissues
  }

  /// The conductivity of the torso at large, S/m.
  public var torso: Double { tissues["torso"] ?? 0.2 }

  /// Torso 0.2, lungs 0.05, blood 0.6, myocardium (G_i + G_e) 0.3 S/m.
  public static let standard = ConductivityModel(
    name: "standard", tissues: ["torso": 0.2, "lungs": 0.05, "blood": 0.6, "myocardium": 0.3])

  /// 0.2 S/m everywhere.
  public static let homogeneous = ConductivityModel(
    name: "homogeneous", tissues: ["torso": 0.2, "lungs": 0.2, "blood": 0.2, "myocardium": 0.2])
}
