public import ArgumentParser
import LFCore
public import LFShapeCode
import LFSurrogate

extension CodeInference.Use: ExpressibleByArgument {}

/// The surrogate model, and what it may be told.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The surrogate model; the one inside lfconvert when not given.", valueName: "file"))
  var model: String?

  @Option(
    help:
      "The decoder that encodes the heart: linear, neural or parametric; the one that the method knows when not given."
  )
  var decoder: String?

  @Option(
    help: ArgumentHelp(
      "What given electrodes tell of the torso: labelled (default), unlabelled or none.",
      discussion: """
        labelled: RA, LA, LL, RL, V1…V6 are landmarks and lie on the skin; unlabelled: they only lie on the skin; \
        none: the torso is inferred from the heart alone.
        """))
  var electrodesTell: CodeInference.Use?

  /// The first option given, if any.
  var firstGiven: String? {
    if model != nil { return "--model" }
    if decoder != nil { return "--decoder" }
    return electrodesTell == nil ? nil : "--electrodes-tell"
  }

  /// The model asked for.
  func surrogateModel() throws(LFError) -> SurrogateModel {
    guard let model else { return try SurrogateModel.embedded() }
    return try SurrogateModel(MappedFile(model))
  }

  /// The shape model asked for.
  ///
  /// - Parameters:
  ///   - surrogate: The model.
  ///   - usual: The decoder where none is asked for; the model's default one when not given.
  /// - Returns: The shape model.
  /// - Throws: `LFError` with code `usage` when the model has no such decoder.
  func shape(of surrogate: SurrogateModel, usual: String? = nil) throws(LFError) -> ShapeModel {
    let name = decoder ?? usual ?? surrogate.defaultShape
    guard let shape = surrogate.shapes[name] else {
      throw LFError(
        .usage, "the model has no decoder \"\(name.singleLine)\"",
        hint: "it has \(surrogate.shapes.keys.sorted().joined(separator: " and "))")
    }
    return shape
  }
}
