/// Where and by what a report was made.
public struct RunFacts: Equatable, Sendable {
  /// `lfconvert 0.1.0`.
  public var tool: String
  /// The compiler.
  public var compiler: String
  /// The operating system.
  public var system: String
  /// The processor.
  public var processor: String
  /// Its cores.
  public var cores: Int
  /// When, ISO 8601, UTC.
  public var date: String
  /// The model that predicted, if one did here.
  public var model: String?
  /// The model's digest.
  public var modelDigest: String?
  /// How long it took, s.
  public var seconds: Double

  /// Makes facts.
  ///
  /// - Parameters:
  ///   - tool: The tool with its version.
  ///   - compiler: The compiler.
  ///   - system: The operating system.
  ///   - processor: The processor.
  ///   - cores: Its cores.
  ///   - date: When, ISO 8601, UTC.
  ///   - model: The model that predicted.
  ///   - modelDigest: The model's digest.
  ///   - seconds: How long it took, s.
  public init(
    tool: String, compiler: String, system: String, processor: String, cores: Int, date: String,
    model: String? = nil, modelDigest: String? = nil, seconds: Double = 0
  ) {
    self.tool = tool
    self.compiler = compiler
    self.system = system
    self.processor = processor
    self.cores = cores
    self.date = date
    self.model = model
    self.modelDigest = modelDigest
    self.seconds = seconds
  }

  /// Names with values, for people and machines.
  var rows: [(name: String, value: String)] {
    var rows = [
      ("tool", tool), ("compiler", compiler), ("system", system), ("processor", "\(processor) × \(cores)"),
      ("date", date),
    ]
    if let model { rows.append(("model", model)) }
    if let modelDigest { rows.append(("modelDigest", modelDigest)) }
    return rows
  }
}
