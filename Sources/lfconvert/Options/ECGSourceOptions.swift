public import ArgumentParser
public import LFElectrocardiogram

extension TimeUnit: ExpressibleByArgument {
  /// A unit as files write it.
  public init?(argument: String) { self.init(written: argument) }
}

extension VoltageUnit: ExpressibleByArgument {
  /// A unit as files write it.
  public init?(argument: String) { self.init(written: argument) }
}

/// What drives the ECG.
struct ECGSourceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The point array of activation times.", valueName: "array"))
  var activation: String?

  @Option(
    help: ArgumentHelp(
      "The point array of repolarisation times; by rule where there is none.", valueName: "array"))
  var repolarisation: String?

  @Option(help: ArgumentHelp("The unit of times: ms, s or us.", valueName: "unit"))
  var timeUnit: TimeUnit?

  @Option(help: ArgumentHelp("The point array of transmembrane voltages.", valueName: "array"))
  var voltage: String?

  @Option(help: ArgumentHelp("The unit of transmembrane voltages: mV, V or uV.", valueName: "unit"))
  var voltageUnit: VoltageUnit?

  @Option(
    help: ArgumentHelp(
      "The mesh of an .igb (openCARP's .pts); that beside it when not given.", valueName: "file"))
  var mesh: String?

  @Flag(help: "Compute the activation by the eikonal equation, whatever times the mesh carries.")
  var eikonal = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Early sites of the eikonal equation, \"x,y,z,t x,y,z,t …\" (LPS, mm, ms; t may be left out).",
      discussion:
        "Seven by rule when not given: two on the septum and three on the left free wall at 0 to 5 ms, two on the right free wall at 5 and 10 ms, all on the inside.",
      valueName: "sites"))
  var sites: SiteList?

  @Option(
    help: ArgumentHelp("Conduction velocities along and across the fibres, m/s.", valueName: "along,across"))
  var velocity = PositivePair(0.6, 0.4)

  @Option(
    help: ArgumentHelp(
      "Fibres: the name of an array, \"rule\" (60° inside to −60° outside) or \"none\".",
      discussion: "The array of the mesh, else the rule, when not given.", valueName: "which"))
  var fibres: String?

  @Option(
    help: ArgumentHelp(
      "Intracellular conductivities along and across the fibres, S/m.", valueName: "along,across"))
  var intracellular = PositivePair(0.24, 0.024)

  @Option(
    help: ArgumentHelp(
      "From activation to repolarisation on the inside of the wall at the base, ms; 45 less outside, 15 less at the apex.",
      valueName: "ms"))
  var duration = 280.0

  @Option(
    help: ArgumentHelp(
      "Repeat the beat so many times a minute, for ten seconds; one beat when not given.",
      valueName: "beats"))
  var heartRate: Double?

  @Option(
    help: ArgumentHelp(
      "Write the heart with its times of activation and repolarisation too, such as beat.vtu.",
      valueName: "file"))
  var beatOut: String?

  func validate() throws {
    if let velocity = [velocity.first, velocity.second].first(where: { !(0.05...5).contains($0) }) {
      throw ValidationError(
        "--velocity is in m/s, from 0.05 to 5: \(velocity) is no velocity of muscle"
          + (velocity > 5 ? " (mm/s and cm/s are to be divided by 1000 and 100)" : ""))
    }
    guard duration >= 100, duration <= 2000 else {
      throw ValidationError("--duration must be from 100 to 2000 ms")
    }
    if let heartRate, !(10...300).contains(heartRate) {
      throw ValidationError("--heart-rate must be from 10 to 300 beats a minute")
    }
  }

  /// Where fibres come from.
  var fibreChoice: FibreChoice {
    switch fibres {
    case nil: .automatic
    case "rule"?: .rule
    case "none"?: .none
    case let name?: .array(name)
    }
  }

  /// The names of the arrays of times.
  var names: ActivationArrays.Names { .init(depolarisation: activation, repolarisation: repolarisation) }

  /// What fills in what the source does not say.
  var rules: HeartBeat.Rules {
    var rules = HeartBeat.Rules()
    rules.velocity = ConductionVelocity(along: velocity.first, across: velocity.second)
    rules.sites = sites?.sites
    rules.repolarisation.duration = duration
    return rules
  }

  /// The first option given that only a series of voltages has a use for.
  var firstOfSeries: String? {
    voltage != nil ? "--voltage" : voltageUnit != nil ? "--voltage-unit" : mesh != nil ? "--mesh" : nil
  }

  /// The first option given that a series of voltages has no use for.
  var firstOfActivation: String? {
    activation != nil
      ? "--activation"
      : repolarisation != nil
        ? "--repolarisation"
        : eikonal
          ? "--eikonal"
          : sites != nil
            ? "--sites" : beatOut != nil ? "--beat-out" : heartRate != nil ? "--heart-rate" : nil
  }

  /// Whether activation is to be computed.
  var computes: Bool { eikonal || sites != nil }
}

/// Two positive numbers, `0.6,0.4`.
struct PositivePair: ExpressibleByArgument, CustomStringConvertible {
  var first: Double
  var second: Double

  init(_ first: Double, _ second: Double) { (self.first, self.second) = (first, second) }

  init?(argument: String) {
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard numbers.count == 2, let first = numbers[0], let second = numbers[1],
      (1e-6...1e6).contains(first), (1e-6...1e6).contains(second)
    else { return nil }
    self.init(first, second)
  }

  var description: String { "\(first),\(second)" }
  var defaultValueDescription: String { description }
}

/// Places and times of early sites.
struct SiteList: ExpressibleByArgument {
  var sites: [EarlySites.Given] = []

  init?(argument: String) {
    for word in argument.split(whereSeparator: { $0 == " " || $0 == ";" }) {
      let numbers = word.split(separator: ",", omittingEmptySubsequences: false).compactMap { Double($0) }
      guard numbers.count == word.count(where: { $0 == "," }) + 1, (3...4).contains(numbers.count),
        numbers.allSatisfy(\.isFinite)
      else { return nil }
      sites.append(
        .init(SIMD3(numbers[0], numbers[1], numbers[2]), at: numbers.count == 4 ? numbers[3] : 0))
    }
    if sites.isEmpty { return nil }
  }
}
