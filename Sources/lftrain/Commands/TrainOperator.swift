import ArgumentParser
import Foundation
import LFAnatomy
import LFCore
import LFFormats
import LFLeadField
import LFMesh
import LFNetwork
import LFShapeCode
import LFSurrogate
import LFTraining

/// The operator network.
struct TrainOperator: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "operator",
    abstract:
      "Learn the operator network: place, electrode and latent code to the gradient of the lead field.",
    discussion: """
      Learns from the files of a folder that lftrain data made with training seeds, and chooses nothing by them;
      every so often it is measured on the files with validation seeds. Stopped, it goes on where it was with the same
      command: its state stands beside the output.

      Example:
        lftrain operator --model ../training/shape.nc --data ../training/lf --conductivity standard \\
          --out ../training/standard.nc
      """)

  @Option(help: "The model whose shape model is used, and that the operator is added to.")
  var model: String

  @Option(help: "The decoder whose codes it learns with; the model's own choice where absent.")
  var shape: String?

  @Option(help: "The folder that lftrain data wrote to.")
  var data: String

  @Option(help: "The conductivity model: standard or homogeneous.")
  var conductivity = "standard"

  @Option(help: "Steps of the optimiser.")
  var steps = 40_000

  @Option(help: "The widths of the hidden layers.")
  var hidden = "160,160,160"

  @Option(help: "At most so many training cases.")
  var cases = 100_000

  @Option(help: "The seed of weights and choices.")
  var seed: UInt64 = 1

  @Option(help: "The highest learning rate.")
  var rate = 3e-3

  @Option(help: "Noise on codes while learning, in deviations of the prior.")
  var noise = 0.1

  @Option(help: "What share of a weight, times the rate, is taken away with each step.")
  var decay = 0.0

  @Option(help: "Steps between two measures on the validation cases.")
  var every = 5000

  @Option(name: .shortAndLong, help: "The file to write.")
  var out: String

  func validate() throws {
    guard steps >= 1, every >= 1, !widths.isEmpty, widths.allSatisfy({ (4...1024).contains($0) }),
      ["standard", "homogeneous"].contains(conductivity)
    else {
      throw ValidationError(
        "--steps, --every at least 1; --hidden such as 160,160,160; --conductivity by name")
    }
  }

  private var widths: [Int] { hidden.split(separator: ",").map { Int($0) ?? 0 } }

  func run() throws {
    let start = ContinuousClock.now
    var model = try SurrogateModel(MappedFile(self.model))
    if let shape, shape != model.operatorShape {
      // All operators of a model are asked with the same codes.
      model.operators = [:]
      model.history.removeAll { $0.hasPrefix("lftrain operator ") }
      model.operatorShape = shape
    }
    let (training, validation) = try OperatorCases.load(model, self.model, data, conductivity, atMost: cases)
    let known: ConductivityModel = conductivity == "standard" ? .standard : .homogeneous
    var settings = OperatorTraining.Settings()
    settings.steps = steps
    settings.hidden = widths
    settings.seed = seed
    settings.rate = rate
    settings.noise = noise
    settings.decay = decay
    let profile = OperatorTraining.profile(of: training, conductivity: known.torso)
    let stateFile = out + ".state"
    let identity = "\(settings) \(training.count) \(conductivity) \(model.operatorShape)"
    let state = TrainingState.read(stateFile, identity: identity)
    let run = OperatorTraining(training, profile: profile, settings, from: state)
    if run.adam.steps > 0 { Talk.say("goes on at step \(run.adam.steps)") }
    var sum = 0.0
    var count = 0
    while run.adam.steps < steps {
      sum += run.step()
      count += 1
      let done = run.adam.steps
      if done % 1000 == 0 {
        Talk.say(
          "step \(done) of \(steps), loss \(rounded(sum / Double(count), 5)), \(ContinuousClock.now - start)")
        (sum, count) = (0, 0)
      }
      if done % every == 0 || done == steps {
        try TrainingState.write(run, stateFile, identity: identity)
        measure(run, known, validation, done)
      }
    }
    var result = LeadFieldOperator(
      network: run.network, tensor: run.tensor, profile: profile, conductivity: known)
    if !validation.isEmpty {
      for variant in 0..<2 {
        result.calibration[variant] = OperatorMeasure(result, on: validation, variant: variant).calibration
      }
    }
    measure(run, known, validation, steps, calibration: result.calibration)
    model.operators[conductivity] = result
    model.history.append(
      "lftrain operator --shape \(model.operatorShape) --conductivity \(conductivity) --steps \(steps) --hidden \(hidden) --seed \(seed) --rate \(rate)"
        + " --noise \(noise) --decay \(decay),"
        + " \(training.count) training cases")
    try model.write(to: out)
    try? FileManager.default.removeItem(atPath: stateFile)
    Talk.say("\(out): \(ContinuousClock.now - start)")
  }

  private func measure(
    _ run: OperatorTraining, _ known: ConductivityModel, _ cases: [OperatorCase], _ step: Int,
    calibration: SIMD2<Double> = SIMD2(1, 1)
  ) {
    guard !cases.isEmpty else { return }
    let item = LeadFieldOperator(
      network: run.network, tensor: run.tensor, profile: run.profile, conductivity: known,
      calibration: calibration)
    for (variant, name) in [(0, "heart + electrodes"), (1, "heart only")] {
      Talk.say("step \(step), \(name): \(OperatorMeasure(item, on: cases, variant: variant))")
    }
  }

  private func rounded(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }
}

/// A training as it stands, in a file.
enum TrainingState {
  private static let kind = (name: "training_state", text: "lftrain operator 1")

  /// Writes the state.
  static func write(_ run: OperatorTraining, _ path: String, identity: String) throws(LFError) {
    var table = NetCDFTable()
    table.attributes = [kind.name: kind.text, "identity": identity]
    for (name, network) in [("smooth", run.network), ("tensor", run.tensor)] {
      table.variables["\(name)_width"] = .init(
        ["\(name)_layer"], [network.widths.count], .int32(network.widths.map { Int32($0) }))
      table.variables["\(name)_parameter"] = .init(
        ["\(name)_number"], [network.parameters.count], .float32(network.parameters))
    }
    let n = run.adam.means.count
    table.variables["mean"] = .init(["number"], [n], .float32(run.adam.means))
    table.variables["square"] = .init(["number"], [n], .float32(run.adam.squares))
    table.variables["step"] = .init([], [], .int64([Int64(run.adam.steps)]))
    try table.write(to: path)
  }

  /// Reads the state; `nil` when there is none of this training.
  static func read(
    _ path: String, identity: String
  ) -> (network: DenseNetwork, tensor: DenseNetwork, adam: AdamOptimiser)? {
    guard let file = try? MappedFile(path), let table = try? NetCDFTable(file, wanted: kind),
      table.attributes["identity"] == identity, let network = stored("smooth", table),
      let tensor = stored("tensor", table),
      case .float32(let means)? = table.variables["mean"]?.values,
      case .float32(let squares)? = table.variables["square"]?.values,
      case .int64(let step)? = table.variables["step"]?.values, step.count == 1,
      means.count == network.parameters.count + tensor.parameters.count, squares.count == means.count
    else { return nil }
    return (network, tensor, AdamOptimiser(steps: Int(step[0]), means: means, squares: squares))
  }

  private static func stored(_ name: String, _ table: NetCDFTable) -> DenseNetwork? {
    guard case .int32(let widths)? = table.variables["\(name)_width"]?.values,
      case .float32(let parameters)? = table.variables["\(name)_parameter"]?.values
    else { return nil }
    return try? DenseNetwork(widths: widths.map { Int($0) }, parameters: parameters)
  }
}
