public import LFCore
public import LFLeadField
import LFShapeCode

/// All that was learned: decoders with their priors, and operators by conductivity model.
public struct SurrogateModel: Sendable {
  /// Shape models by the decoder's name: `linear`, `neural`.
  public var shapes: [String: ShapeModel]
  /// The shape model that the operators were trained with.
  public var defaultShape: String
  /// Operators by the name of their conductivity model: `standard`, `homogeneous`.
  public var operators: [String: LeadFieldOperator]
  /// How it was trained, one line each, oldest first.
  public var history: [String]

  /// A model.
  ///
  /// - Parameters:
  ///   - shapes: Shape models by the decoder's name.
  ///   - defaultShape: That of the operators.
  ///   - operators: Operators by the name of their conductivity model.
  ///   - history: How it was trained.
  public init(
    shapes: [String: ShapeModel], defaultShape: String, operators: [String: LeadFieldOperator],
    history: [String]
  ) {
    self.shapes = shapes
    self.defaultShape = defaultShape
    self.operators = operators
    self.history = history
  }

  /// The shape model that the operators were trained with.
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
      hint: "use one of those, --method pseudo, or lfconvert solve with a torso")
  }
}
