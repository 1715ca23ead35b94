/// Bulk conductivities by tissue, S/m: data that the user can override, never constants in code.
///
/// All are isotropic but the muscle's where `myocardium_across` is given: `myocardium` is then that along the fibres.
public struct ConductivityModel: Equatable, Sendable {
  /// The model's name: `standard`, `homogeneous`, or the name of the user's file.
  public var name: String
  /// Conductivity by tissue (`torso`, `lungs`, `blood`, `myocardium`, `myocardium_across`), S/m.
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

  /// The muscle's conductivity across its fibres, S/m; `nil` where it is the same in all directions.
  public var myocardiumAcross: Double? { tissues["myocardium_across"] }

  /// Torso 0.2, lungs 0.05, blood 0.6, myocardium (G_i + G_e) 0.3 S/m.
  public static let standard = ConductivityModel(
    name: "standard", tissues: ["torso": 0.2, "lungs": 0.05, "blood": 0.6, "myocardium": 0.3])

  /// 0.2 S/m everywhere.
  public static let homogeneous = ConductivityModel(
    name: "homogeneous", tissues: ["torso": 0.2, "lungs": 0.2, "blood": 0.2, "myocardium": 0.2])
}
