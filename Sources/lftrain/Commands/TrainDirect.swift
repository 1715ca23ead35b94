import ArgumentParser
import Foundation
import LFAnatomy
import LFCore
import LFLeadField
import LFShapeCode
import LFSurrogate
import LFTraining

/// The paper's direct form, learned only to be measured.
struct TrainDirect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "direct",
    abstract: "Learn the paper's direct form (place, electrode, code → gradient) and say how it does.",
    discussion: """
      What the operator network is held against: it learns from the same cases in the same way, only without the
      singular part, distances and normals. Nothing is written.

      Example:
        lftrain direct --model Sources/CModel/model.nc --data ../training/lf --conductivity standard
      """)

  @Option(help: "The model whose shape model is used.")
  var model: String

  @Option(help: "The folder that lftrain data wrote to.")
  var data: String

  @Option(help: "The conductivity model: standard or homogeneous.")
  var conductivity = "standard"

  @Option(help: "Steps of the optimiser.")
  var steps = 6000

  @Option(help: "The widths of the hidden layers.")
  var hidden = "128,128,128"

  @Option(help: "At most so many training cases.")
  var cases = 100_000

  @Option(help: "The seed of weights and choices.")
  var seed: UInt64 = 1

  @Option(help: "Noise on codes while learning, in deviations of the prior.")
  var noise = 0.8

  @Option(help: "What share of a weight, times the rate, is taken away with each step.")
  var decay = 0.02

  func validate() throws {
    guard steps >= 1, !widths.isEmpty, widths.allSatisfy({ (4...1024).contains($0) }),
      ["standard", "homogeneous"].contains(conductivity)
    else {
      throw ValidationError("--steps at least 1; --hidden such as 128,128,128; --conductivity by name")
    }
  }

  private var widths: [Int] { hidden.split(separator: ",").map { Int($0) ?? 0 } }

  func run() throws {
    let model = try SurrogateModel(MappedFile(self.model))
    let (training, validation) = try OperatorCases.load(model, self.model, data, conductivity, atMost: cases)
    var settings = OperatorTraining.Settings()
    settings.steps = steps
    settings.hidden = widths
    settings.seed = seed
    settings.noise = noise
    settings.decay = decay
    let form = DirectForm(training, settings)
    var sum = 0.0
    while form.steps < steps {
      sum += form.step()
      guard form.steps % 1000 == 0 else { continue }
      Talk.say("step \(form.steps) of \(steps), loss \(String(format: "%.5f", sum / 1000))")
      sum = 0
    }
    guard !validation.isEmpty else { return }
    for (variant, name) in [(0, "heart + electrodes"), (1, "heart only")] {
      let m = OperatorMeasure(validation.map(\.solved)) { number in
        let one = validation[number]
        return form.predict(
          one.variants[variant].features, at: one.places,
          electrodes: one.electrodes.prefix(10).map(\.position))
      }
      Talk.say("direct form, \(name): \(m)")
    }
  }
}
