/// Leads as combinations of electrodes whose weights sum to zero: Z_ℓ = Σ_e w_ℓe Z_e.
public struct LeadMatrix: Equatable, Sendable {
  /// The leads' names.
  public var names: [String]
  /// The electrodes' names, in the order of the weights' columns.
  public var electrodes: [String]
  /// One row a lead, one column an electrode.
  public var weights: [[Double]]

  /// Makes a lead matrix.
  ///
  /// - Parameters:
  ///   - names: The leads' names.
  ///   - electrodes: The electrodes' names.
  ///   - weights: One row a lead, one column an electrode.
  public init(names: [String], electrodes: [String], weights: [[Double]]) {
    self.names = names
    self.electrodes = electrodes
    self.weights = weights
  }
}

extension LeadMatrix {
  /// The twelve leads of the standard resting ECG, in the order that ECG files use.
  public static let standardNames = [
    "I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6",
  ]

  /// Those of the twelve standard leads that a set of electrodes can make; RL is ground and carries none.
  ///
  /// I = LA − RA, II = LL − RA, III = LL − LA, aVR = RA − (LA + LL)/2 and so on, Vk against Wilson's terminal
  /// (RA + LA + LL)/3.
  ///
  /// - Parameter electrodes: The electrodes' names, in column order.
  /// - Returns: The leads, in standard order.
  public static func standard(for electrodes: [String]) -> LeadMatrix {
    let third = 1.0 / 3
    var definitions: [(String, [String: Double])] = [
      ("I", ["LA": 1, "RA": -1]), ("II", ["LL": 1, "RA": -1]), ("III", ["LL": 1, "LA": -1]),
      ("aVR", ["RA": 1, "LA": -0.5, "LL": -0.5]), ("aVL", ["LA": 1, "RA": -0.5, "LL": -0.5]),
      ("aVF", ["LL": 1, "RA": -0.5, "LA": -0.5]),
    ]
    for k in 1...6 { definitions.append(("V\(k)", ["V\(k)": 1, "RA": -third, "LA": -third, "LL": -third])) }
    let possible = definitions.filter { $0.1.keys.allSatisfy(electrodes.contains) }
    return LeadMatrix(
      names: possible.map(\.0), electrodes: electrodes,
      weights: possible.map { lead in electrodes.map { lead.1[$0] ?? 0 } })
  }
}
