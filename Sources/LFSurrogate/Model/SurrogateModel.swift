public import LFCore
public import LFLeadField
import LFShapeCode

/// All that was learned: decoders with their priors, and operators by conductivity model.
public struct SurrogateModel: Sendable {
  /// Shape models by the decoder's name: `linear`, `neural`, `parametric`.
  public var shapes: [String: ShapeModel]
  /// The shape model that encodes hearts unless another is asked for; the one that the expansions were trained with.
  public var defaultShape: String
  /// The shape model that the operators were trained with.
  public var operatorShape: String
  /// Operators by the name of their conductivity model: `standard`, `homogeneous`.
  public var operators: [String: LeadFieldOperator]
  /// Harmonic expansions by the name of their conductivity model.
  public var expansions: [String: HarmonicExpansion]
  /// How it was trained, one line each, oldest first.
  public var history: [String]

  /// A model.
  ///
  /// - Parameters:
  ///   - shapes: Shape models by the decoder's name.
  ///   - defaultShape: That of the expansions.
  ///   - operatorShape: That of the operators; the default one when not given.
  ///   - operators: Operators by the name of their conductivity model.
  ///   - expansions: Harmonic expansions by the same.
  ///   - history: How it was trained.
  public init(
    shapes: [String: ShapeModel], defaultShape: String, operatorShape: String? = nil,
    operators: [String: LeadFieldOperator],
    expansions: [String: HarmonicExpansion] = [:], history: [String]
  ) {
    self.shapes = shapes
    self.defaultShape = defaultShape
    self.operatorShape = operatorShape ?? defaultShape
    self.operators = operators
    self.expansions = expansions
    self.history = history
  }

  /// The default shape model.
  public var shape: ShapeModel? { shapes[defaultShape] }

  /// The operator for a conductivity model.
  ///
  /// - Parameter conductivity: The conductivities.
  /// - Returns: The operator trained with them.
  /// - Throws: `LFError` with code `badData` when there is none.
  public func leadFieldOperator(for conductivity: ConductivityModel) throws(LFError) -> LeadFieldOperator {
    if let found = operators.values.first(where: { $0.conductivity.tissues == conductivity.tissues }) {
      return found
    }
    let known = operators.keys.sorted().joined(separator: ", ")
    throw LFError(
      .badData,
      "the model was not trained with the conductivities \"\(conductivity.name.singleLine)\" (it knows:"
        + " \(known.isEmpty ? "none" : known))",
      hint: "use --method inferred, which takes any, one of those, or lfconvert solve with a torso")
  }

  /// The harmonic expansion for a conductivity model.
  ///
  /// What it learned is the torso's part: conductivities of muscle and blood need not be those of its training.
  ///
  /// - Parameter conductivity: The conductivities.
  /// - Returns: The expansion trained with the same conductivities of torso and lungs.
  /// - Throws: `LFError` with code `badData` when there is none.
  public func expansion(for conductivity: ConductivityModel) throws(LFError) -> HarmonicExpansion {
    let outside = ["torso", "lungs"]
    func fits(_ item: HarmonicExpansion) -> Bool {
      outside.allSatisfy { item.conductivity.tissues[$0] == conductivity.tissues[$0] }
    }
    let fitting = expansions.sorted { $0.key < $1.key }.map(\.value).filter(fits)
    if let exact = fitting.first(where: { $0.conductivity.tissues == conductivity.tissues }) { return exact }
    if let near = fitting.first { return near }
    let known = expansions.keys.sorted().joined(separator: ", ")
    throw LFError(
      .badData,
      "the model was not trained with the torso and lungs of \"\(conductivity.name.singleLine)\" (it knows:"
        + " \(known.isEmpty ? "none" : known))",
      hint: "use --method inferred, which takes any, one of those, or lfconvert solve with a torso")
  }
}
