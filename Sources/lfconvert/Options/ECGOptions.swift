import ArgumentParser
import LFElectrocardiogram

/// What the ECG looks like.
struct ECGOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Samples a second.",
      discussion: "500 for activation times, the rate of its steps for a series when not given.",
      valueName: "Hz"))
  var rate: Double?

  @Option(
    help: ArgumentHelp(
      "Let frequencies from LOW to HIGH through, such as 0.05-150; 0-40 and 0.5-inf have one corner.",
      discussion:
        "Butterworth, forwards and backwards: no phase, fourth order, 3 dB at the corners. None when not given.",
      valueName: "low-high"))
  var filter: PassBand?

  @Option(
    help: ArgumentHelp(
      "The leads to write, such as I,II,V1; an electrode's name is its potential against Wilson's terminal.",
      valueName: "names"))
  var leads: String?

  @Option(
    help: ArgumentHelp(
      "For a map (--out F.pvd): the skin to draw it on, LPS, mm; without one it is drawn at the electrodes.",
      valueName: "file"))
  var skin: String?

  func validate() throws {
    if let rate, !(rate > 0 && rate <= 1e6) {
      throw ValidationError("--rate must be above 0 and at most 1e6 Hz")
    }
    if let leadNames, leadNames.isEmpty || leadNames.contains("") {
      throw ValidationError("--leads must name leads, such as I,II,V1")
    }
  }

  /// The names of `--leads`.
  var leadNames: [String]? {
    leads.map { $0.split(separator: ",").map { String($0.drop { $0 == " " }) } }
  }

  /// The filter; one without corners when none is asked for.
  var zeroPhase: ZeroPhaseFilter { ZeroPhaseFilter(highPass: filter?.low, lowPass: filter?.high) }
}

/// Two corners of a filter, `LOW-HIGH`.
struct PassBand: ExpressibleByArgument {
  var low: Double?
  var high: Double?

  init?(argument: String) {
    let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let low = Double(parts[0]), let high = Double(parts[1]), low >= 0, low.isFinite,
      high > low
    else { return nil }
    self.low = low > 0 ? low : nil
    self.high = high.isFinite ? high : nil
  }
}
