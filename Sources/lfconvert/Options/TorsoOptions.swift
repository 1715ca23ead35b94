import ArgumentParser
import LFCore
import LFFullOrder
import LFLeadField
import LFPredictors

/// What a label stands for: `2=myocardium`.
struct LabelledTissue: ExpressibleByArgument {
  let label: Int64
  let name: String

  init?(argument: String) {
    guard let mark = argument.firstIndex(of: "="), let label = Int64(argument[..<mark]) else { return nil }
    name = String(argument[argument.index(after: mark)...])
    self.label = label
    guard !name.isEmpty else { return nil }
  }
}

/// How a labelled torso is to be understood, and where its field is wanted.
struct TorsoOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Electrodes: a table name,x,y,z or Slicer markups.", valueName: "file"))
  var electrodes: String

  @Option(
    help: ArgumentHelp(
      "The cell array of tissue labels.", discussion: "When not given: tissue, label, region and the like.",
      valueName: "array"))
  var labels: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "What labels stand for, such as 1=torso 7=myocardium.",
      discussion:
        "When not given: what the file's field array tissue_name says, else 1 torso, 2 lungs, 3 blood, 4 myocardium.",
      valueName: "label=tissue"))
  var tissues: [LabelledTissue] = []

  @Option(
    help: ArgumentHelp(
      "Conductivities: standard (default), homogeneous, or a JSON file.", valueName: "model"))
  var conductivity: String?

  @Option(
    help: ArgumentHelp(
      "A cell array of conductivities in S/m instead: numbers, or tensors of 6 or 9 components.",
      valueName: "array"))
  var conductivityArray: String?

  @Option(help: ArgumentHelp("The field on this tissue only.", valueName: "tissue"))
  var only: String?

  @Option(help: "Where the field is wanted: points (default), cells or both.")
  var at: Sampling?

  @Option(help: ArgumentHelp("How far electrodes may be from the skin, in mm.", valueName: "mm"))
  var skinDistance = FullOrderSolver.Options().skinDistance

  func validate() throws {
    if conductivity != nil, conductivityArray != nil {
      throw ValidationError("give --conductivity or --conductivity-array, not both")
    }
    guard skinDistance >= 0, skinDistance.isFinite else {
      throw ValidationError("--skin-distance must not be negative")
    }
  }

  /// The labelling asked for.
  var tissueLabels: TissueLabels {
    guard !tissues.isEmpty else { return TissueLabels(array: labels) }
    return TissueLabels(
      array: labels,
      names: Dictionary(tissues.map { ($0.label, $0.name) }, uniquingKeysWith: { _, new in new }))
  }

  /// Where conductivities come from.
  func source() throws(LFError) -> ConductivitySource {
    if let conductivityArray { return .cellArray(conductivityArray) }
    return .table(try conductivityModel(named: conductivity))
  }
}
