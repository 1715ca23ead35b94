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
}
