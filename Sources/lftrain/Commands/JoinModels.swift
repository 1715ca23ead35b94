import ArgumentParser
import LFCore
import LFShapeCode
import LFSurrogate

/// One model from several.
struct JoinModels: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join",
    abstract: "Join the operators and harmonics of several models that share a shape model.",
    discussion: """
      The first model gives the decoders; each other one must have the same default decoder and prior, and gives its
      operators and harmonic expansions.

      Example:
        lftrain join ../training/shape.nc ../training/standard.nc ../training/homogeneous.nc --out model.nc
      """)

  @Argument(help: "The models.")
  var models: [String]

  @Option(name: .shortAndLong, help: "The file to write.")
  var out: String

  func run() throws {
    guard let first = models.first else { return }
    var whole = try SurrogateModel(MappedFile(first))
    for path in models.dropFirst() {
      let other = try SurrogateModel(MappedFile(path))
      guard
        other.shapes.allSatisfy({ name, shape in
          whole.shapes[name].map { $0.prior == shape.prior } ?? false
        })
      else {
        throw LFError(
          .badData, "has another shape model than \(first)", at: .init(file: path),
          hint: "train its operator with that model")
      }
      if !other.operators.isEmpty, other.operatorShape != whole.operatorShape {
        guard whole.operators.isEmpty else {
          throw LFError(
            .badData,
            "has operators for codes of the \(other.operatorShape) decoder, those before it of the \(whole.operatorShape) one",
            at: .init(file: path), hint: "train all operators of a model with the same --shape")
        }
        whole.operatorShape = other.operatorShape
      }
      whole.operators.merge(other.operators) { $1 }
      whole.expansions.merge(other.expansions) { $1 }
      whole.history += other.history.filter { !whole.history.contains($0) }
    }
    try whole.write(to: out)
    Talk.say(
      "\(out): operators \(whole.operators.keys.sorted().joined(separator: ", ")), harmonics"
        + " \(whole.expansions.keys.sorted().joined(separator: ", "))")
  }
}
