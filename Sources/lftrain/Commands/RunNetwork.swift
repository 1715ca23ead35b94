import ArgumentParser
import Foundation
import LFAnatomy
import LFCore
import LFFormats
import LFMesh
import LFNetwork
import LFSurrogate

/// The network of an operator on made-up rows: what a benchmark holds against other implementations.
struct RunNetwork: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network",
    abstract: "Run the network of a model's operator on random rows and say how long it took.",
    discussion: """
      The file gets the inputs (row × input, normal random numbers), the outputs (row × output) and, as an attribute,
      the seconds of each run; the first run is left out. Tests/Benchmarks/network.py holds it against ONNX Runtime.

      Example:
        lftrain network --model Sources/CModel/model.nc --rows 200000 --out rows.nc
      """)

  @Option(help: "The model.")
  var model: String

  @Option(help: "The conductivity model: standard or homogeneous.")
  var conductivity = "standard"

  @Option(help: "How many rows.")
  var rows = 200_000

  @Option(help: "How many runs are timed.")
  var runs = 5

  @Option(name: .shortAndLong, help: "The file to write.")
  var out: String

  func validate() throws {
    guard (1...10_000_000).contains(rows), (1...1000).contains(runs) else {
      throw ValidationError("--rows 1 to 10000000, --runs 1 to 1000")
    }
  }

  func run() throws {
    let model = try SurrogateModel(MappedFile(self.model))
    guard let network = model.operators[conductivity]?.network else {
      throw LFError(.badData, "has no operator \"\(conductivity)\"", at: .init(file: self.model))
    }
    var random = RandomSource(seed: 1, stream: 0x4E7)
    let inputs = (0..<rows * network.inputs).map { _ in Float(random.normal()) }
    var outputs = network(inputs)
    var seconds: [Double] = []
    for _ in 0..<runs {
      let start = ContinuousClock.now
      outputs = network(inputs)
      let took = (ContinuousClock.now - start).components
      seconds.append(Double(took.seconds) + Double(took.attoseconds) * 1e-18)
    }
    var table = NetCDFTable()
    table.attributes = ["seconds": seconds.map { String($0) }.joined(separator: " ")]
    table.variables["width"] = .init(
      ["layer"], [network.widths.count], .int32(network.widths.map { Int32($0) }))
    table.variables["parameter"] = .init(
      ["parameter_number"], [network.parameters.count], .float32(network.parameters))
    table.variables["input"] = .init(["input_number"], [inputs.count], .float32(inputs))
    table.variables["output"] = .init(["output_number"], [outputs.count], .float32(outputs))
    try table.write(to: out)
    Talk.say("\(rows) rows in \(seconds.sorted()[runs / 2]) s")
  }
}
