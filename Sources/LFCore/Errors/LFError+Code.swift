extension LFError {
  /// The class of a failure. A struct over a private enumeration, so that a new class breaks no one's `switch`.
  public struct Code: Hashable, Sendable {
    private enum Kind: Hashable {
      case negative, outsideDomain, usage, badData, noInput, unavailable, internalFault, cannotCreate
    }
    private let kind: Kind

    /// The answer is no: a gate failed, a file is invalid (exit code 1).
    public static let negative = Code(kind: .negative)
    /// Outside what the model may answer (exit code 2, with `--strict`).
    public static let outsideDomain = Code(kind: .outsideDomain)
    /// Unusable arguments (exit code 64).
    public static let usage = Code(kind: .usage)
    /// The input file is damaged or breaks its contract (exit code 65).
    public static let badData = Code(kind: .badData)
    /// There is no such input (exit code 66).
    public static let noInput = Code(kind: .noInput)
    /// A network path or a missing library (exit code 69).
    public static let unavailable = Code(kind: .unavailable)
    /// Our own fault (exit code 70).
    public static let internalFault = Code(kind: .internalFault)
    /// The output cannot be created (exit code 73).
    public static let cannotCreate = Code(kind: .cannotCreate)

    /// The process's exit code, after sysexits(3) where it has one.
    public var exitCode: Int32 {
      switch kind {
      case .negative: 1
      case .outsideDomain: 2
      case .usage: 64
      case .badData: 65
      case .noInput: 66
      case .unavailable: 69
      case .internalFault: 70
      case .cannotCreate: 73
      }
    }
  }
}
