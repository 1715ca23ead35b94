import LFAnatomy
import LFCore
import LFFormats
import LFLeadField
import LFMesh
import LFShapeCode
import LFSurrogate

/// The heart that a command is about, its electrodes, and their code.
extension Job {
  /// Encodes a heart with what else is known of its torso, and warns of what is outside the model's domain.
  mutating func encode(
    _ heart: HeartMesh, _ given: ElectrodeSet?, _ use: CodeInference.Use?, _ torso: [TorsoPlaces],
    _ shape: ShapeModel
  ) throws(LFError) -> HeartEncoding {
    try check(use, given)
    let encoding = try HeartEncoding(
      heart, electrodes: given?.electrodes ?? [], use: use ?? .labelled, shape, torso: torso)
    if let defect = heart.surfaceDefect {
      diagnostics.warn(
        "the surface \(defect.message): it does not enclose the muscle, so that of the decoded heart takes its place"
          + (defect.hint.map { "; \($0)" } ?? ""), at: .init(file: heart.file))
    }
    report(encoding, heart.file)
    return encoding
  }

  /// Refuses to be told what electrodes tell where there are none.
  func check(_ use: CodeInference.Use?, _ given: ElectrodeSet?) throws(LFError) {
    guard use != nil, given == nil else { return }
    throw LFError(
      .usage, "--electrodes-tell says what electrodes tell, but none are given", hint: "give --electrodes")
  }

  /// Warns of what is outside the model's domain.
  mutating func report(_ encoding: HeartEncoding, _ file: String) {
    for finding in encoding.findings {
      diagnostics.warn("outside what the model was trained on: \(finding)", at: .init(file: file))
    }
  }

  /// The heart that a data set holds.
  mutating func heart(
    in dataset: Dataset, _ file: String, _ place: HeartOptions
  ) throws(LFError) -> HeartMesh {
    let mesh: Mesh
    switch dataset {
    case .mesh(let one): mesh = one
    case .series(let series):
      mesh = try HeartMesh.firstMesh(of: series, file: file, diagnostics: &diagnostics)
    case .leadField(let field): mesh = field.mesh
    case .ecg:
      throw LFError(
        .badData, "holds an ECG, not a heart", at: .init(file: file),
        hint: "lfconvert convert writes an ECG in another format")
    }
    return try HeartMesh(mesh, file: file, frame: place.frame, unit: place.unit, diagnostics: &diagnostics)
  }

  /// The electrodes that the user or the heart's file gives; `nil` when neither does.
  mutating func givenElectrodes(
    for heart: HeartMesh, _ path: String?, _ place: HeartOptions
  ) throws(LFError) -> ElectrodeSet? {
    if let path {
      let content = try ElectrodeFile.read(path, diagnostics: &diagnostics)
      // What the file says goes before what is known of the heart.
      let usual = place.usual(of: heart)
      let frame = content.frame ?? usual.frame
      let unit = content.unit == nil ? usual.unit : .millimetre
      return try ElectrodeSet(
        content.electrodes.map { $0.moved(from: frame, scale: unit.millimetres) }, of: heart, file: path,
        readIn: unit, diagnostics: &diagnostics)
    }
    guard let carried = heart.carriedElectrodes else { return nil }
    return try ElectrodeSet(carried.electrodes, of: heart, file: heart.file, diagnostics: &diagnostics)
  }
}
