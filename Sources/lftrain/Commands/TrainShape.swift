import ArgumentParser
import Foundation
import LFAnatomy
import LFCore
import LFNetwork
import LFShapeCode
import LFSurrogate
import LFTraining

/// Decoders of anatomies.
struct TrainShape: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shape",
    abstract:
      "Learn latent codes of anatomies: a linear decoder and a neural one, with the prior of their codes.",
    discussion: """
      Anatomies are those of the training seeds from 0. The file is a surrogate model without operators
      (Formats/surrogate-model); lftrain operator adds them.

      Example:
        lftrain shape --anatomies 800 --out ../training/shape.nc
      """)

  @Option(help: "How many anatomies to learn from.")
  var anatomies = 800

  @Option(help: "How many numbers code the heart's shape.")
  var heart = 14

  @Option(help: "How many numbers code skin and lungs.")
  var torso = 20

  @Option(help: "Steps of the neural decoder's training; 0 for none.")
  var steps = 12_000

  @Option(help: "How many anatomies the parametric decoder's prior is fitted to.")
  var prior = 4000

  @Option(help: "The decoder that hearts are encoded with by default, and harmonics learned with.")
  var use = "parametric"

  @Option(help: "The decoder that operators are learned with.")
  var operatorUse = "parametric"

  @Option(name: .shortAndLong, help: "The file to write.")
  var out: String

  func validate() throws {
    guard (200...100_000).contains(anatomies), (2...60).contains(heart), (2...60).contains(torso), steps >= 0,
      (200...100_000).contains(prior),
      [use, operatorUse].allSatisfy({ ["linear", "neural", "parametric"].contains($0) }),
      steps > 0 || ![use, operatorUse].contains("neural")
    else {
      throw ValidationError(
        "--anatomies and --prior 200 to 100000, --heart and --torso 2 to 60, --use and --operator-use linear, neural or"
          + " parametric")
    }
  }

  func run() throws {
    let grids = ShapeSample.Grids()
    let seeds = (0..<UInt64(anatomies)).map(\.self)
    let start = ContinuousClock.now
    let made = Parallel.map(seeds.count) { ShapeSample(seed: seeds[$0], grids: grids) }
    Talk.say("\(made.count) anatomies in \(ContinuousClock.now - start)")
    let linear = LinearTraining.learn(made, grids, heart: heart, torso: torso)
    let errors = LinearTraining.representationErrors(of: linear, made).map { String(format: "%.2f", $0) }
    Talk.say(
      "linear decoder: \(ContinuousClock.now - start); with the best code, mm: epicardium \(errors[0]), left cavity"
        + " \(errors[1]), right cavity \(errors[2]), skin \(errors[3]), lungs without the heart \(errors[4])")
    var model = SurrogateModel(
      shapes: ["linear": ShapeModel(linear.decoder, linear.prior)], defaultShape: use,
      operatorShape: operatorUse, operators: [:],
      history: [
        "lftrain shape --anatomies \(anatomies) --heart \(heart) --torso \(torso) --steps \(steps) --prior \(prior) --use \(use)"
          + " --operator-use \(operatorUse)"
      ])
    let parametric = ParametricTraining.learn(
      from: linear.decoder, seeds: (0..<UInt64(prior)).map(\.self), grids)
    model.shapes["parametric"] = ShapeModel(parametric.decoder, parametric.prior)
    Talk.say("parametric decoder: \(ContinuousClock.now - start)")
    if steps > 0 {
      var settings = NeuralTraining.Settings()
      settings.steps = steps
      let neural = NeuralTraining.learn(from: linear, seeds: seeds, grids, settings) { Talk.say($0) }
      model.shapes["neural"] = ShapeModel(neural.decoder, neural.prior)
    }
    try model.write(to: out)
    Talk.say("\(out): \(ContinuousClock.now - start)")
  }
}
