public import LFCore
import LFElectrocardiogram
public import LFLeadField
import LFMesh

/// A predicted lead field held against a golden one: gradients by lead, electrode and region, what is wrong with them,
/// and the ECG when the golden case has activation times.
public struct LeadFieldReport: Equatable, Sendable {
  /// How the prediction was brought to the golden places.
  public var sampling: String
  /// Golden places that the prediction does not reach.
  public var missing: Int
  /// The gradients of the leads.
  public var field: FieldComparison
  /// The gradients of the electrodes, each less the mean of all.
  public var electrodes: FieldComparison
  /// The leads' gradients in each part of the heart.
  public var regions: [NamedMeasures]
  /// The ECG of the golden case's activation; `nil` when it has none.
  public var electrocardiogram: ElectrocardiogramComparison?
  /// Everything that was found, for gates and reports.
  public var accuracy: AccuracyReport

  /// At most this share of golden places may lie outside the prediction's mesh.
  private static let allowedMissing = 0.05

  /// Compares.
  ///
  /// - Parameters:
  ///   - prediction: The predicted lead field.
  ///   - golden: The golden one, with arrays `activation` and `repolarisation` for an ECG.
  ///   - diagnostics: Takes warnings.
  /// - Throws: `LFError` with code `badData` when the two cannot be compared at all, or the golden one is damaged.
  public init(
    _ prediction: LeadField, golden: LeadField, diagnostics: inout Diagnostics
  ) throws(LFError) {
    try prediction.checkPlaces("")
    try golden.checkPlaces("the golden lead field is damaged: ")
    let places = try SamplePlaces(of: golden)
    guard let truth = places.atPoints ? golden.atPoints : golden.atCells else {
      throw LFError(.badData, "has no gradient", hint: "the golden file is damaged")
    }
    var resampled = try Resampling(prediction, at: places)
    var findings =
      resampled.findings + HoleFindings.find(in: prediction) + CellFindings.find(in: prediction)
      + StrayFindings.find(in: prediction)
    for finding in findings where finding.severity == .notice { diagnostics.warn(finding.message) }
    missing = resampled.missing.count
    sampling = resampled.method.rawValue
    if let finding = Self.reach(missing, of: places.positions.count, &diagnostics),
      finding.severity == .notice || !findings.contains(where: { $0.severity == .fault })
    {
      findings.append(finding)
    }
    var weights = places.weights
    let leads = CommonLeads(prediction, golden)
    findings += leads.findings
    let names = leads.electrodes
    let holes = ZeroHoles(resampled, truth, leads.rows, weights: weights)
    if let finding = holes.finding(places) { findings.append(finding) }
    let unknown = resampled.missing + holes.places + resampled.takeHolesOut()
    for place in unknown { weights[place] = 0 }

    guard names.count != 1 else {
      throw LFError(
        .badData,
        "has one electrode in common with the golden lead field, \(names[0].singleLine), which makes no lead",
        hint: "give fields of two electrodes or more")
    }
    guard !leads.matrix.names.isEmpty, names.count > 1 else {
      throw LFError(
        .badData, "has none of the golden leads", hint: "predict it with the golden case's electrodes")
    }
    let predicted = LeadGradients(resampled.samples, prediction.leads)
    let exact = LeadGradients(truth, leads.matrix)
    field = try FieldComparison(predicted, exact, weights: weights)
    let ours = LeadGradients(unipolar: resampled.samples, prediction.electrodes, names)
    let theirs = LeadGradients(unipolar: truth, golden.electrodes, names)
    electrodes = try FieldComparison(ours.centred, theirs.centred, weights: weights)

    let heart = Regions(golden.mesh, places)
    regions = heart.parts.map { part in
      let own = weights.indices.map { heart.part[$0] == part.number ? weights[$0] : 0 }
      return NamedMeasures(part.name, predicted, exact, weights: own)
    }
    let turned = FieldTurn(predicted, exact, weights)
    findings +=
      FieldFindings(
        field, predicted, exact, ours, theirs, weights, golden.mesh, places, turned: turned
      ).all
    findings += PotentialFindings.holes(in: prediction)
    if findings.isSound {
      // What is wrong with both is said once.
      findings += PotentialFindings.find(
        resampled.samples, truth, leads.rows, weights, gradientScale: field.overall.bestScale)
    }
    findings += CaseFindings.find(prediction, golden, field.overall, isExplained: !findings.isSound)
    for finding in findings where finding.kind == .conductivities || finding.kind == .otherPatient {
      diagnostics.warn(finding.message)
    }
    let ecgs = try Self.electrocardiograms(prediction, resampled, golden, places, unknown)
    electrocardiogram = try ecgs.map { (pair) throws(LFError) in
      try ElectrocardiogramComparison(pair.prediction, pair.golden.keeping(leads.matrix.names))
    }

    var report = AccuracyReport(.leadField, sampling: sampling)
    report.missing = missing
    report.conductivity = golden.conductivity.name
    report.findings = findings
    report.measurements =
      field.overall.measurements(.overall)
      + [Measurement("gradient.bestTurn", .overall, turned.turn.degrees)]
      + field.perLead.flatMap { $0.measures.measurements(.lead($0.name)) }
      + electrodes.perLead.flatMap { $0.measures.measurements(.electrode($0.name)) }
      + regions.flatMap { $0.measures.measurements(.region($0.name)) }
      + (electrocardiogram?.measurements ?? [])
    let errors = PointErrors(predicted, exact, weights)
    report.worst = errors.worst(places.positions, heart)
    report.angles = errors.histogram
    report.view = places.atPoints ? errors.view(golden.mesh, places.positions) : nil
    if let ecgs { report.traces = [ecgs.prediction.recording, ecgs.golden.recording] }
    accuracy = report
  }

  private static func reach(
    _ missing: Int, of count: Int, _ diagnostics: inout Diagnostics
  ) -> Finding? {
    guard missing > 0 else { return nil }
    let share = Double(missing) / Double(max(count, 1))
    guard share > allowedMissing else {
      let text = "\(missing) golden points lie outside the predicted mesh and do not count"
      diagnostics.warn(text)
      return Finding(.sampling, .notice, text)
    }
    return Finding(
      .otherPatient, .fault,
      "leaves \(missing) of \(count) golden points more than \(Resampling.reach.fixed(0)) mm outside its mesh: another"
        + " frame or unit, or another patient's heart")
  }

  /// Both ECGs over the tetrahedra of the golden mesh whose values both have: a part of the heart that only one
  /// integrates over is no error of the field.
  private static func electrocardiograms(
    _ prediction: LeadField, _ resampled: Resampling, _ golden: LeadField, _ places: SamplePlaces,
    _ unknown: [Int]
  ) throws(LFError) -> (prediction: Electrocardiogram, golden: Electrocardiogram)? {
    guard let activation = try Activation(of: golden.mesh), !golden.mesh.tetrahedra.cells.isEmpty else {
      return nil
    }
    var moved = prediction
    moved.mesh = golden.mesh
    moved.atPoints = places.atPoints ? resampled.samples : nil
    // An ECG is made of the values at cells where a field has them.
    moved.atCells =
      places.atPoints
      ? resampled.order.flatMap { CellMatch.samples(of: prediction, at: golden.mesh, $0) } : resampled.samples
    var exact = golden
    // Where the prediction's are at points, those of cells, which the golden file may have too, are others.
    if moved.atCells == nil { exact.atCells = nil }
    let fibres = try FibreField.carried(by: golden.mesh)
    let conductivity: IntracellularConductivity = fibres.map { .standard(along: $0) } ?? .isotropic(0.2)
    let times = activation.beat(step: 1, ActionPotential())
    var isKnown = [Bool](repeating: true, count: places.positions.count)
    for place in unknown { isKnown[place] = false }
    let (corners, cells) = golden.mesh.tetrahedra
    let part =
      places.atPoints
      ? corners.map { cell in (0..<4).allSatisfy { isKnown[Int(cell[$0])] } } : cells.map { isKnown[$0] }
    return (
      try ReciprocityIntegral(moved, conductivity, over: part).electrocardiogram(of: activation, at: times),
      try ReciprocityIntegral(exact, conductivity, over: part).electrocardiogram(of: activation, at: times)
    )
  }
}

extension [Finding] {
  /// Whether none of them is a defect.
  var isSound: Bool { !contains { $0.severity == .fault } }
}
