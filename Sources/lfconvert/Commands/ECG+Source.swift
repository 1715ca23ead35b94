import LFCore
import LFElectrocardiogram
import LFFormats
import LFLeadField
import LFMesh
import LFRecording

extension Job {
  /// The electrodes' potentials that a source makes.
  mutating func potentials(
    of field: LeadField, from file: String, _ source: String?, _ options: ECGOptions,
    _ choices: ECGSourceOptions
  ) throws(LFError) -> MadePotentials {
    if let source, let series = try PointSeries.open(source, array: choices.voltage) {
      return try potentials(of: series, from: source, field, file, options, choices)
    }
    if let option = choices.firstOfSeries {
      throw LFError(
        .usage, "\(option) makes sense with a series of voltages only", at: .init(file: source ?? file),
        hint: "give a .pvd, a .vtu with time steps or an .igb")
    }
    let mesh = try source.map { (path) throws(LFError) in try sourceMesh(path) }
    line.begin("preparing \(file)")
    do throws(LFError) {
      var (muscle, integral) = try integral(field, beside: mesh, choices)
      let beat = try beat(mesh, source, choices, &muscle)
      line.begin("integrating")
      let rate = options.rate ?? Self.beatRate
      let times = beat.activation.beat(step: 1000 / rate, ActionPotential())
      var potentials = integral.potentials(of: beat.activation, at: times)
      if let heartRate = choices.heartRate {
        potentials = try Rhythm(heartRate: heartRate).potentials(of: potentials)
      }
      let made = try potentials.sampled(at: nil, options.zeroPhase, diagnostics: &diagnostics)
      if let path = choices.beatOut { try write(beat, on: muscle, to: path) }
      return MadePotentials(
        potentials: made.potentials, rate: rate, origin: beat.origin, solution: beat.solution)
    } catch { throw error.inFile(file) }
  }

  private mutating func write(
    _ beat: HeartBeat, on muscle: HeartMuscle, to path: String
  ) throws(LFError) {
    try FormatRegistry.standard.write(
      .mesh(beat.mesh(on: muscle)), to: path, options: WriteOptions(), diagnostics: &diagnostics)
  }

  /// The heart's muscle, and the weights of its points.
  mutating func integral(
    _ field: LeadField, beside mesh: Mesh?, _ choices: ECGSourceOptions
  ) throws(LFError) -> (HeartMuscle, ReciprocityIntegral) {
    let muscle = try HeartMuscle(
      field.mesh, fibres: choices.fibreChoice, beside: mesh, diagnostics: &diagnostics)
    let conductivity = muscle.conductivity(
      along: choices.intracellular.first, across: choices.intracellular.second)
    return (muscle, try ReciprocityIntegral(field, conductivity))
  }

  /// Samples a second of a beat that nobody asks another rate of.
  private static let beatRate = 500.0

  /// The beat of a mesh with activation times, else of the heart's own, else one that is computed.
  private mutating func beat(
    _ mesh: Mesh?, _ source: String?, _ choices: ECGSourceOptions, _ muscle: inout HeartMuscle
  ) throws(LFError) -> HeartBeat {
    let carrier = mesh ?? muscle.mesh
    let carries = ActivationArrays.carried(by: carrier, choices.names)
    guard !choices.computes, carries || choices.activation != nil || mesh != nil else {
      line.begin("computing the activation")
      return try HeartBeat(computedOn: &muscle, choices.rules, diagnostics: &diagnostics)
    }
    do throws(LFError) {
      return try HeartBeat(
        carriedBy: carrier, choices.names, unit: choices.timeUnit, on: &muscle, choices.rules,
        diagnostics: &diagnostics)
    } catch {
      guard let source else { throw error }
      throw error.inFile(source)
    }
  }

  /// The one mesh of a source that is no series.
  private mutating func sourceMesh(_ path: String) throws(LFError) -> Mesh {
    switch try read(path) {
    case .mesh(let mesh): return try mesh.withoutGhosts()
    case .leadField(let field): return field.mesh
    case .series(let series):
      guard series.entries.count == 1 else { break }
      return try series.entries[0].mesh.withoutGhosts()
    case .ecg: break
    }
    throw LFError(
      .badData, "is neither a series of voltages nor a mesh with activation times", at: .init(file: path),
      hint: "see lfconvert ecg --help for what a source is")
  }

  /// The leads of potentials as a recording.
  func recording(
    _ made: MadePotentials, _ field: LeadField, _ options: ECGOptions, _ out: String
  ) throws(LFError) -> Dataset {
    let matrix = try LeadChoice.matrix(options.leadNames, of: field.leads)
    let suffix = FormatRegistry.pathExtension(of: out)
    var recording = made.potentials.leads(matrix).recording(
      rate: made.rate, options.zeroPhase,
      comments: ["synthetic ECG by lfconvert: \(made.origin)", "lead field: \(field.provenance.title)"])
    // A table has no place for them, which everybody knows who asks for one.
    if suffix == "csv" || suffix == "tsv" { (recording.comments, recording.filter) = ([], nil) }
    return .ecg(recording)
  }

  /// Potentials on the skin in time.
  mutating func map(
    _ made: MadePotentials, _ field: LeadField, _ options: ECGOptions
  ) throws(LFError) -> Dataset {
    let (potentials, reference) = made.potentials.againstTerminal()
    var map = BodySurfaceMap(at: field.electrodes)
    if let path = options.skin {
      guard case .mesh(let skin) = try read(path) else {
        throw LFError(.badData, "is no single mesh of the skin", at: .init(file: path))
      }
      do throws(LFError) { map = try BodySurfaceMap(on: skin, field.electrodes) } catch {
        throw error.inFile(path)
      }
    }
    if map.interpolated > 0 {
      note(
        "\(map.interpolated) points of the skin lie between electrodes and take the potentials of the nearest"
      )
    }
    note("potentials are against \(reference)")
    return .series(map.series(of: potentials))
  }
}
