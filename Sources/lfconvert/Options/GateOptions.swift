import ArgumentParser
import LFCore
import LFGate

/// What a check is judged by.
struct GateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The gate: paper (default), strict, none, or a JSON file.", valueName: "gate"))
  var gate = "paper"

  @Option(
    help: ArgumentHelp("Another gate, whose verdict is told but does not count.", valueName: "gate"))
  var also: [String] = []

  @Option(
    help: ArgumentHelp("A JSON report of an earlier run, for a gate's relative limits.", valueName: "report"))
  var earlier: String?

  /// Every file that is read.
  var inputs: [String?] { [gate, earlier] + also }

  /// A gate of a name or file.
  static func gate(_ name: String) throws(LFError) -> Gate {
    if let known = Gate.named.first(where: { $0.name == name }) { return known }
    do throws(LFError) { return try GateFile.read(name) } catch  where error.code == .noInput {
      throw LFError(
        .noInput, error.message, at: error.place,
        hint: "it is \(Gate.named.map(\.name).joined(separator: ", ")) or the path of a file")
    }
  }

  /// The gates asked for, and the earlier report where one of them needs it; read before any work begins.
  func load() throws(LFError) -> (gate: Gate, others: [Gate], earlier: [String: CaseResult]) {
    let gate = try Self.gate(gate)
    var others: [Gate] = []
    for name in also { others.append(try Self.gate(name)) }
    if let needing = ([gate] + others).first(where: { !$0.relative.isEmpty }), earlier == nil {
      throw LFError(
        .usage, "the gate \(needing.name.singleLine) has relative limits", at: .init(file: self.gate),
        hint: "give the report that they speak of: --earlier R.json")
    }
    return (gate, others, try earlier.map { (path) throws(LFError) in try EarlierReport.read(path) } ?? [:])
  }
}
