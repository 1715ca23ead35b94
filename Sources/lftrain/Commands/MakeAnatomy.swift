public import ArgumentParser
import Foundation
public import LFAnatomy
import LFCore
import LFFormats
import LFLeadField

/// One anatomy of the population, as files.
struct MakeAnatomy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "anatomy",
    abstract: "Make an anatomy of the population: surfaces, meshes, electrodes, parameters.",
    discussion: """
      Writes into the folder: heart.vtu (muscle, regions, fibres), torso.vtu (all tissues), heart.vtp (the muscle's
      surface), epicardium.vtp, left-cavity.vtp, right-cavity.vtp, lungs.vtp, torso.vtp (the skin), electrodes.csv
      and parameters.json. Everything is in LPS, mm, the centre of the muscle's volume at the origin. The same
      seed gives the same files. Seeds below 1000000 are for training, 1000000…1099999 for validation,
      2000000…2099999 for golden data.

      Examples:
        lftrain anatomy --seed 7 --out anatomy-7
        lftrain anatomy --seed 2000003 --kind dilated-heart --resolution 1.5 --out dilated
      """)

  @Option(help: "The seed.")
  var seed: UInt64

  @Option(help: "A named extreme: \(AnatomyKind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var kind: AnatomyKind?

  @Option(
    name: .customLong("set"),
    help: "A parameter in deviations from its mean, such as diaphragmRise=-1.5 (repeatable): what it does.")
  var settings: [ParameterSetting] = []

  @Option(name: .shortAndLong, help: "The folder to write to; made if it is not there.")
  var out: String

  @Option(
    help:
      "All edges divided by this: 2 makes eight times as many points. Surfaces that would cross stay finer.")
  var resolution = 1.0

  @Option(
    help: "How many electrodes; over 10, the standard ones are jittered and others spread over the skin.")
  var electrodes = 10

  func validate() throws {
    guard resolution >= 0.3, resolution <= 3 else { throw ValidationError("--resolution must be 0.3 to 3") }
    guard electrodes >= 10, electrodes <= 10_000 else {
      throw ValidationError("--electrodes must be 10 to 10000")
    }
  }

  func run() throws {
    var parameters = Population.parameters(seed: seed, kind: kind)
    for setting in settings { parameters.set(setting.parameter, deviation: setting.deviation) }
    let anatomy = TorsoAnatomy(parameters)
    let folder = try OutputFolder(out)
    let start = ContinuousClock.now
    let mesh = try AnatomyMesh.sound(anatomy, density: .standard.refined(resolution))
    Talk.say("torso.vtu in \(ContinuousClock.now - start): \(mesh.summary)")
    try folder.write(mesh.mesh, "torso.vtu")
    let heart = anatomy.sampleHeart(spacing: 2.6 / resolution)
    try folder.write(heart.mesh, "heart.vtu")
    for (part, surface) in anatomy.surfaces(resolution: resolution, muscle: heart.tetrahedra.boundary()) {
      let name =
        switch part {
        case .skin: "torso"
        case .muscle: "heart"
        default: part.rawValue
        }
      try folder.write(surface.mesh, name + ".vtp")
    }
    let placed =
      electrodes == 10
      ? anatomy.standardElectrodes() : anatomy.trainingElectrodes(count: electrodes, seed: seed)
    try folder.write(ElectrodeText.csv(placed), "electrodes.csv")
    try folder.write(try anatomy.description(seed: seed, kind: kind).encoded() + "\n", "parameters.json")
  }
}

extension AnatomyKind: ExpressibleByArgument {}

/// A parameter given on the command line.
struct ParameterSetting: ExpressibleByArgument {
  let parameter: AnatomyParameter
  let deviation: Double

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let parameter = AnatomyParameter(rawValue: parts[0]),
      let deviation = Double(parts[1]), abs(deviation) <= 5
    else { return nil }
    self.parameter = parameter
    self.deviation = deviation
  }
}
