public import LFCore
import LFElectrocardiogram
public import LFLeadField
import LFMesh

/// A predicted lead field held against a golden one: gradients, and the ECG when the golden case has activation times.
public struct LeadFieldReport: Equatable, Sendable {
  /// How the prediction was brought to the golden places: `same points` or `linear interpolation`.
  public var sampling: String
  /// Golden places that the prediction does not reach.
  public var missing: Int
  /// The gradients of the leads.
  public var field: FieldComparison
  /// The ECG of the golden case's activation; `nil` when it has none.
  public var electrocardiogram: ElectrocardiogramComparison?

  /// At most this share of golden places may lie outside the prediction's mesh.
  private static let allowedMissing = 0.05

  /// Compares.
  ///
  /// - Parameters:
  ///   - prediction: The predicted lead field.
  ///   - golden: The golden one, with arrays `activation` and `repolarisation` for an ECG.
  ///   - diagnostics: Takes warnings.
  /// - Throws: `LFError` with code `badData` when the two cannot be compared.
  public init(
    _ prediction: LeadField, golden: LeadField, diagnostics: inout Diagnostics
  ) throws(LFError) {
    let places = try SamplePlaces(of: golden)
    let resampled = try Resampling(prediction, at: places)
    missing = resampled.missing.count
    sampling = resampled.method == .same ? "same points" : "linear interpolation"
    let share = Double(missing) / Double(max(places.positions.count, 1))
    guard share <= Self.allowedMissing else {
      throw LFError(
        .badData,
        "leaves \(missing) of \(places.positions.count) golden points more than \(Resampling.reach) mm outside its mesh",
        hint: "are both in the same frame and unit, and of the same heart?")
    }
    if missing > 0 {
      diagnostics.warn("\(missing) golden points lie outside the predicted mesh and do not count")
    }
    if prediction.conductivity.tissues != golden.conductivity.tissues {
      diagnostics.warn(
        "the prediction is for the conductivities \"\(prediction.conductivity.name)\", the golden lead field for"
          + " \"\(golden.conductivity.name)\"")
    }
    try Self.checkElectrodes(prediction, golden, &diagnostics)
    var weights = places.weights
    for place in resampled.missing { weights[place] = 0 }
    guard let truth = places.atPoints ? golden.atPoints : golden.atCells else {
      throw LFError(.badData, "has no gradient", hint: "the golden file is damaged")
    }
    field = try FieldComparison(
      LeadGradients(resampled.samples, prediction.leads), LeadGradients(truth, golden.leads), weights: weights
    )
    electrocardiogram = try Self.electrocardiogram(prediction, resampled, golden, places)
  }

  private static func electrocardiogram(
    _ prediction: LeadField, _ resampled: Resampling, _ golden: LeadField, _ places: SamplePlaces
  ) throws(LFError) -> ElectrocardiogramComparison? {
    guard let activation = try Activation(of: golden.mesh), !golden.mesh.tetrahedra.cells.isEmpty else {
      return nil
    }
    var moved = prediction
    moved.mesh = golden.mesh
    moved.atPoints = places.atPoints ? resampled.samples : nil
    moved.atCells = places.atPoints ? nil : resampled.samples
    let hasFibres = golden.mesh.cellData["fiber"] != nil
    let conductivity: IntracellularConductivity = hasFibres ? .standard(fibres: "fiber") : .isotropic(0.2)
    let times = activation.beat(step: 1, ActionPotential())
    return try ElectrocardiogramComparison(
      ReciprocityIntegral(moved, conductivity).electrocardiogram(of: activation, at: times),
      ReciprocityIntegral(golden, conductivity).electrocardiogram(of: activation, at: times))
  }

  private static func checkElectrodes(
    _ prediction: LeadField, _ golden: LeadField, _ diagnostics: inout Diagnostics
  ) throws(LFError) {
    for electrode in golden.electrodes {
      guard let mine = prediction.electrodes.first(where: { $0.name == electrode.name }) else { continue }
      let gap = (mine.position - electrode.position).length
      if gap > 1 {
        diagnostics.warn(
          "electrode \(electrode.name.singleLine) is \((gap * 10).rounded() / 10) mm from where the golden case has it"
        )
      }
    }
  }
}
