public import LFSurrogate

/// An expansion held against anatomies that it did not learn from.
public struct HarmonicMeasure {
  /// What inference was told of.
  public enum Told: Int, CaseIterable, Sendable {
    case electrodes, heartOnly, skin, lungs, skinAndLungs

    /// Its name.
    public var name: String {
      switch self {
      case .electrodes: "heart + electrodes"
      case .heartOnly: "heart only"
      case .skin: "heart + electrodes + skin"
      case .lungs: "heart + electrodes + lungs"
      case .skinAndLungs: "heart + electrodes + skin + lungs"
      }
    }

    /// Whether surfaces of the torso were among it: then nothing learned is added.
    var hasSurfaces: Bool { rawValue >= Told.skin.rawValue }
  }

  private let cases: [HarmonicCase]

  /// Prepares measures.
  ///
  /// - Parameter cases: Anatomies whose fields were kept.
  public init(on cases: [HarmonicCase]) { self.cases = cases }

  /// The errors of an expansion, and how honest its deviations are.
  ///
  /// - Parameters:
  ///   - item: The expansion.
  ///   - told: What inference is told of.
  /// - Returns: The measures.
  public func callAsFunction(_ item: HarmonicExpansion, _ told: Told) -> OperatorMeasure {
    let whole = cases.compactMap { one in
      one.solved.flatMap { solved in
        one.basis.flatMap { basis in
          let variant = (one.variants + one.surfaceVariants)[told.rawValue]
          return variant.inferred.map { (solved, basis, variant.rows.first(10), $0) }
        }
      }
    }
    return OperatorMeasure(whole.map(\.0)) {
      item.predict(whole[$0].2, whole[$0].1, whole[$0].3, correcting: !told.hasSurfaces)
    }
  }

  /// The factors that make an expansion's deviations honest.
  ///
  /// - Parameter item: The expansion.
  /// - Returns: The factors.
  public func calibration(of item: HarmonicExpansion) -> DeviationCalibration {
    var plain = item
    plain.calibration = DeviationCalibration()
    let needed = Told.allCases.map { self(plain, $0).calibration }
    let both = cases.map { $0.surfaceVariants[2].rows.surfacesTell }
    return DeviationCalibration(
      electrodes: needed[0], heartOnly: needed[1],
      surfaces: .init(
        skin: needed[2], lungs: needed[3], both: needed[4],
        wholes: both.reduce(SIMD2<Double>()) { $0 + $1 } / Double(both.count)))
  }
}
