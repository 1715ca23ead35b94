public import ArgumentParser
import LFCore
import LFFormats
import LFLeadField
import LFPredictors

extension Sampling: ExpressibleByArgument {}

/// The ways of predicting that this version knows.
enum Method: String, CaseIterable, ExpressibleByArgument {
  case surrogate, harmonics, `operator`, inferred, pseudo
}

/// What a prediction can be told beside the heart; nothing has a default here, so that what was given shows.
struct PredictionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Electrodes: a table name,x,y,z or Slicer markups.",
      discussion: """
        When not given: those that the heart's file carries (field arrays electrode_name and electrode_position), \
        else the ten standard ones are placed.
        """, valueName: "file"))
  var electrodes: String?

  @Option(
    help: ArgumentHelp(
      "How to predict: surrogate (default), harmonics, operator, inferred or pseudo.",
      discussion: """
        surrogate: harmonics where the model has them, else operator; harmonics: the heart's own scattered fields, what \
        the torso makes of them learned; operator: a network for any place; inferred: the full-order model on the torso that the heart and the electrodes \
        tell of; pseudo: 1/(4πσr), without a torso.
        """))
  var method: Method?

  @Option(
    help: ArgumentHelp(
      "Conductivities: standard (default), homogeneous, or a JSON file.", valueName: "model"))
  var conductivity: String?

  @Option(help: "Where the field is wanted: points (default), cells or both.")
  var at: Sampling?

  @Option(
    help: ArgumentHelp(
      "A mesh or points anywhere in the torso: the field is wanted at its points, not the heart's.",
      discussion: """
        In the same frame and unit as the heart. surrogate, harmonics and inferred solve for it on the inferred torso; \
        only operator says how large its error is there.
        """, valueName: "file"))
  var points: String?

  @OptionGroup var surfaces: SurfaceOptions
  @OptionGroup var model: ModelOptions

  /// The first option given, if any: none makes sense for a file that carries a lead field already.
  var firstGiven: String? {
    if electrodes != nil { return "--electrodes" }
    if method != nil { return "--method" }
    if conductivity != nil { return "--conductivity" }
    if at != nil { return "--at" }
    return points != nil ? "--points" : surfaces.firstGiven ?? model.firstGiven
  }

  /// The files that are read beside the heart.
  var inputs: [String?] { [electrodes, points, conductivity, surfaces.skin, surfaces.lungs, model.model] }

  /// The conductivities asked for.
  func conductivityModel() throws(LFError) -> ConductivityModel {
    try lfconvert.conductivityModel(named: conductivity)
  }
}

/// The conductivities of a model's name or file; the standard ones when there is none.
func conductivityModel(named name: String?) throws(LFError) -> ConductivityModel {
  switch name ?? "standard" {
  case "standard": return .standard
  case "homogeneous": return .homogeneous
  case let path:
    do throws(LFError) {
      return try ConductivityFile.read(path)
    } catch  where error.code == .noInput {
      throw LFError(
        .noInput, error.message, at: error.place, hint: "it is standard, homogeneous or the path of a file")
    }
  }
}
