import ArgumentParser
import LFCore
import LFElectrocardiogram
import LFFormats
import LFLeadField
import LFMesh
import LFRecording

/// Lead field + source → ECG.
struct ECG: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ecg",
    abstract: "Make the ECG of a heart from its lead field and a source.",
    discussion: """
      SOURCE is a series of transmembrane voltages on the lead field's mesh (.pvd, a .vtu with time steps, openCARP's \
      .igb) or a mesh with activation times. Without one, the times that the lead field's own mesh carries are taken, \
      else activation is computed by the eikonal equation. The kind of the output is its extension: .csv, .hea (WFDB), \
      .edf, .xml (HL7 aECG), .dcm, .nc; .svg is a picture as it is printed, .pvd a body-surface map for ParaView.

      Examples:
        lfconvert ecg GoldenData/male-1/golden-standard.nc --out ecg.csv
        lfconvert ecg lf.nc --heart-rate 70 --out ecg.svg
        lfconvert ecg lf.nc vm.pvd --out ecg.hea --rate 500 --filter 0.05-150
        lfconvert ecg lf.nc --eikonal --velocity 0.6,0.4 --out ecg.edf --leads I,II,V1
        lfconvert ecg lf.nc activation.vtu --activation lat --time-unit s --out map.pvd --skin torso.vtp
      """)

  @Argument(help: "The lead field, NetCDF or VTK.")
  var leadField: String

  @Argument(help: "The source: a series of voltages, or a mesh with activation times.")
  var source: String?

  @OptionGroup var output: OutputOptions
  @OptionGroup var options: ECGOptions
  @OptionGroup var sourceOptions: ECGSourceOptions

  @Flag(help: "Print one JSON object that says what was made.")
  var json = false

  @OptionGroup var talk: TalkOptions

  func run() throws {
    try Job.run(talk) { (job) throws(LFError) in
      try options.check(output.out)
      let inputs = [leadField, source, sourceOptions.mesh, options.skin]
      try Job.checkOutput(output.out, reading: inputs)
      if let beat = sourceOptions.beatOut { try Job.checkOutput(beat, reading: inputs) }
      let field = try job.readLeadField(leadField)
      let made = try job.potentials(of: field, from: leadField, source, options, sourceOptions)
      let map = options.isMap(output.out)
      let dataset: Dataset
      do throws(LFError) {
        dataset = try map ? job.map(made, field, options) : job.recording(made, field, options, output.out)
      } catch { throw error.inFile(leadField) }
      try job.write(dataset, output)
      job.note("made \(dataset.kind) of \(leadField): \(made.origin) → \(output.out)")
      if json { try Console.answer(made.summary(dataset, output.out).encoded()) }
    }
  }
}

extension ECGOptions {
  /// Whether a file is to hold a body-surface map.
  func isMap(_ out: String) -> Bool { FormatRegistry.pathExtension(of: out) == "pvd" }

  /// Refuses an output that holds no ECG, before any work.
  fileprivate func check(_ out: String) throws(LFError) {
    let format = try FormatRegistry.standard.format(writing: out)
    let place = LFError.Place(file: out)
    if isMap(out) {
      guard leads == nil else {
        throw LFError(.usage, "holds a map of all electrodes, so --leads makes no sense", at: place)
      }
      return
    }
    guard
      format is any RecordingFormat || format is ECGPictureFormat
        || FormatRegistry.pathExtension(of: out) == "nc"
    else {
      throw LFError(
        .usage, "is of a kind that holds no ECG", at: place,
        hint: "use .csv .hea .edf .bdf .xml .dcm .nc, .svg for a picture, or .pvd for a map")
    }
    guard skin == nil else {
      throw LFError(.usage, "is no map, so --skin makes no sense", at: place, hint: "write a .pvd")
    }
  }
}

/// Potentials at the electrodes, sampled and filtered, and what they were made of.
struct MadePotentials {
  var potentials: ElectrodePotentials
  /// Samples a second.
  var rate: Double
  /// What drove them, for people.
  var origin: String
  /// How long the eikonal equation took, if it was solved.
  var solution: Duration?
}

extension MadePotentials {
  /// The answer of `--json`.
  func summary(_ dataset: Dataset, _ out: String) -> JSONValue {
    var answer: [String: JSONValue] = [
      "out": .text(out), "source": .text(origin), "samplingRate": .number(rate),
      "samples": .integer(Int64(potentials.times.count)),
      "firstTime_ms": .number(potentials.times.first ?? 0),
    ]
    if let solution { answer["eikonal_s"] = .number(solution / .seconds(1)) }
    if case .ecg(let recording) = dataset {
      answer["leads"] = .list(
        recording.leads.map {
          .object([
            "name": .text($0.name), "min": .number($0.samples.min() ?? .nan),
            "max": .number($0.samples.max() ?? .nan),
          ])
        })
    } else {
      answer["electrodes"] = .list(potentials.electrodes.map(JSONValue.text))
    }
    return .object(answer)
  }
}
