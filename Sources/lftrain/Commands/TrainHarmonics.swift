import ArgumentParser
import Foundation
import LFAnatomy
import LFCore
import LFLeadField
import LFNetwork
import LFShapeCode
import LFSurrogate
import LFTraining

/// The coefficients of scattered harmonics.
struct TrainHarmonics: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "harmonics",
    abstract: "Learn what inference leaves of a lead field's error, as scattered harmonics of the heart.",
    discussion: """
      Learns from the files of a folder that lftrain data made with training seeds, and chooses nothing by them; the
      files with validation seeds only measure, and make deviations honest. An hour or less goes into solving on the inferred
      torsos and for the hearts' functions, which is kept beside the data, some seconds into learning.

      Example:
        lftrain harmonics --model ../training/shape.nc --data ../training/lf --conductivity standard \\
          --out ../training/harmonics.nc
      """)

  @Option(help: "The model whose shape model is used, and that the harmonics are added to.")
  var model: String

  @Option(help: "The folder that lftrain data wrote to.")
  var data: String

  @Option(help: "The conductivity model: standard or homogeneous.")
  var conductivity = "standard"

  @Option(help: "The highest degree of the harmonics.")
  var degree = 3

  @Option(help: "How many networks, from different seeds.")
  var members = 4

  @Option(help: "Steps of the optimiser.")
  var steps = 1500

  @Option(help: "The widths of the hidden layers.")
  var hidden = "96,96"

  @Option(help: "At most so many training cases.")
  var cases = 100_000

  @Option(help: "The seed of weights and choices.")
  var seed: UInt64 = 1

  @Option(help: "The highest learning rate.")
  var rate = 1.5e-3

  @Option(help: "Noise on codes while learning, in deviations of the prior.")
  var noise = 1.0

  @Option(help: "What share of a weight, times the rate, is taken away with each step.")
  var decay = 4.0

  @Option(name: .shortAndLong, help: "The file to write.")
  var out: String

  func validate() throws {
    guard steps >= 1, (1...16).contains(members), (1...8).contains(degree), !widths.isEmpty,
      widths.allSatisfy({ (4...1024).contains($0) }), ["standard", "homogeneous"].contains(conductivity)
    else {
      throw ValidationError(
        "--steps at least 1; --members 1 to 16; --degree 1 to 8; --hidden such as 96,96; --conductivity by name"
      )
    }
  }

  private var widths: [Int] { hidden.split(separator: ",").map { Int($0) ?? 0 } }

  func run() throws {
    var model = try SurrogateModel(MappedFile(self.model))
    guard let shape = model.shape, let inference = CodeInference(shape.decoder, shape.prior) else {
      throw LFError(.badData, "has no shape model to use", at: .init(file: self.model))
    }
    let start = ContinuousClock.now
    let known: ConductivityModel = conductivity == "standard" ? .standard : .homogeneous
    var result = HarmonicExpansion(degree: degree, members: [], conductivity: known)
    let empty = result
    let folder = DataFolder(data)
    let identity = "\(model.defaultShape) \(model.history.prefix(1)) degree \(degree) \(conductivity)"
    func load(_ set: SeedRange, _ count: Int) throws(LFError) -> [HarmonicCase] {
      try DataFolder.each(folder.files(of: set, conductivity, atMost: count)) { (file) throws(LFError) in
        let kept = file.path + ".harmonics-\(degree)"
        if set == .training, let known = HarmonicCase(kept: kept, identity: identity) { return known }
        let one: HarmonicCase
        do throws(LFError) {
          one = try HarmonicCase(
            file.path, seed: file.seed, shape, inference, empty, keepsFields: set == .validation)
        } catch { throw error.inFile(file.path) }
        if set == .training { try one.keep(in: kept, identity: identity) }
        return one
      }
    }
    let validation = try load(.validation, 1000)
    let training = try load(.training, cases)
    guard !training.isEmpty else {
      throw LFError(
        .noInput, "has no files of training seeds", at: .init(file: data), hint: "run lftrain data first")
    }
    let floors = [0, 1].map { variant in rounded(mean(validation.map { $0.floor(variant) }).squareRoot(), 4) }
    Talk.say(
      "\(training.count) training and \(validation.count) validation cases in \(ContinuousClock.now - start);"
        + " best coefficients: L2 \(floors[0]), heart only \(floors[1])")
    var silent = result
    var nothing = DenseNetwork(
      widths: [
        HarmonicExpansion.inputs(degree: degree, shape.prior.layout),
        HarmonicExpansion.outputs(degree: degree),
      ],
      normal: { 0 })
    for i in nothing.parameters.indices { nothing.parameters[i] = 0 }
    silent.members = [nothing]
    measure(silent, validation, "the inferred torso, nothing learned")
    for member in 0..<UInt64(members) {
      var settings = HarmonicTraining.Settings()
      settings.steps = steps
      settings.hidden = widths
      settings.seed = seed &+ 1000 &* member
      settings.rate = rate
      settings.noise = noise
      settings.decay = decay
      let run = HarmonicTraining(training, degree: degree, shape.prior.layout, settings)
      var (sum, count) = (0.0, 0)
      while run.steps < steps {
        sum += run.step()
        count += 1
        if run.steps % 1000 == 0 {
          Talk.say(
            "network \(member + 1), step \(run.steps) of \(steps), loss \(rounded(sum / Double(count), 5))")
          (sum, count) = (0, 0)
        }
      }
      result.members.append(run.network)
      measure(result, validation, "\(member + 1) networks")
    }
    if !validation.isEmpty {
      let found = HarmonicMeasure(on: validation)
      result.calibration = found.calibration(of: result)
      for told in HarmonicMeasure.Told.allCases {
        Talk.say("calibrated, \(told.name): \(found(result, told))")
      }
      Talk.say("factors: \(result.calibration)")
    }
    model.expansions[conductivity] = result
    model.history.append(
      "lftrain harmonics --conductivity \(conductivity) --degree \(degree) --members \(members) --steps \(steps)"
        + " --hidden \(hidden) --seed \(seed) --rate \(rate) --noise \(noise) --decay \(decay),"
        + " \(training.count) training cases")
    try model.write(to: out)
    Talk.say("\(out): \(ContinuousClock.now - start)")
  }

  private func measure(_ item: HarmonicExpansion, _ cases: [HarmonicCase], _ what: String) {
    guard !cases.isEmpty else { return }
    let found = HarmonicMeasure(on: cases)
    for told in [HarmonicMeasure.Told.electrodes, .heartOnly] {
      Talk.say("\(what), \(told.name): \(found(item, told))")
    }
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(values.count, 1)) }

  private func rounded(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
}
