/// An ECG as a device records it and a file holds it: leads sampled together at one rate. It knows no physics.
public struct ECGRecording: Equatable, Sendable {
  /// A signal of the recording.
  public struct Lead: Equatable, Sendable {
    /// The canonical name where it is one of the twelve leads (`LeadName`), else that of the file.
    public var name: String
    /// `mV` for voltages; other signals keep the unit of their file.
    public var unit: String
    /// One value a sample, in `unit`; NaN where the sample is invalid.
    public var samples: [Double]
    /// The grid that the samples lie on, when they come from integers or decimals.
    public var grid: SampleGrid?

    /// Makes a lead.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - unit: The unit.
    ///   - samples: One value a sample, NaN where invalid.
    ///   - grid: The grid that the samples lie on.
    public init(_ name: String, unit: String = "mV", samples: [Double], grid: SampleGrid? = nil) {
      self.name = name
      self.unit = unit
      self.samples = samples
      self.grid = grid
    }

    /// Whether the lead is a voltage.
    public var isVoltage: Bool { unit == "mV" }
  }

  /// What the device's filters let through, Hz.
  public struct Filter: Equatable, Sendable {
    /// The lower corner.
    public var highPass: Double?
    /// The upper corner.
    public var lowPass: Double?
    /// The mains frequency that is taken out.
    public var notch: Double?

    /// Makes a filter; `nil` where none is known.
    ///
    /// - Parameters:
    ///   - highPass: The lower corner, Hz.
    ///   - lowPass: The upper corner, Hz.
    ///   - notch: The mains frequency, Hz.
    public init(highPass: Double? = nil, lowPass: Double? = nil, notch: Double? = nil) {
      self.highPass = highPass
      self.lowPass = lowPass
      self.notch = notch
    }
  }

  /// The leads, each with as many samples.
  public var leads: [Lead]
  /// Samples a second, Hz.
  public var samplingRate: Double
  /// When the first sample was taken, as far as known.
  public var start: RecordingTime?
  /// The time of the first sample on the axis of the recording's own times, s, for instance that of the activation times
  /// which an ECG was computed from; `nil` where the file states no times.
  public var firstTime: Double?
  /// What the device's filters let through, as far as known.
  public var filter: Filter?
  /// Whether the recording says that it was computed.
  public var isSynthetic: Bool
  /// What the file says beside, a line each.
  public var comments: [String]

  /// Makes a recording.
  ///
  /// - Parameters:
  ///   - leads: The leads, each with as many samples.
  ///   - samplingRate: Samples a second, Hz; positive.
  ///   - start: When the first sample was taken.
  ///   - firstTime: The time of the first sample on the axis of the recording's own times, s.
  ///   - filter: What the device's filters let through.
  ///   - isSynthetic: Whether it was computed.
  ///   - comments: What the file says beside, a line each.
  public init(
    leads: [Lead], samplingRate: Double, start: RecordingTime? = nil, firstTime: Double? = nil,
    filter: Filter? = nil, isSynthetic: Bool = false, comments: [String] = []
  ) {
    self.leads = leads
    self.samplingRate = samplingRate
    self.start = start
    self.firstTime = firstTime
    self.filter = filter
    self.isSynthetic = isSynthetic
    self.comments = comments
  }

  /// Samples of each lead.
  public var sampleCount: Int { leads.first?.samples.count ?? 0 }

  /// The time of a sample on the recording's own axis, which begins at zero where no other beginning is known.
  ///
  /// - Parameters:
  ///   - sample: The sample's number from 0.
  ///   - units: The units of time in a second: 1 for s, 1000 for ms.
  /// - Returns: The time in those units.
  public func time(of sample: Int, unitsPerSecond units: Double = 1) -> Double {
    let first = (firstTime ?? 0) * samplingRate
    // Whole steps give (−10 + 1)/500 = −0.018, not −0.02 + 1/500 = −0.018000000000000002.
    let whole = first.rounded()
    if abs(first - whole) < 1e-6, abs(whole) < 1e15 { return (whole + Double(sample)) * units / samplingRate }
    return (first + Double(sample)) * units / samplingRate
  }

  /// The lead of a name.
  ///
  /// - Parameter name: The name.
  /// - Returns: The lead, `nil` when there is none.
  public subscript(name: String) -> Lead? { leads.first { $0.name == name } }

  /// The recording with the twelve leads first, in the order that ECG people expect, and all others behind.
  public var inStandardOrder: ECGRecording {
    var copy = self
    let rank = Dictionary(uniqueKeysWithValues: LeadName.standard.enumerated().map { ($1, $0) })
    copy.leads = leads.enumerated().sorted {
      let a = (rank[$0.element.name] ?? rank.count, $0.offset)
      return a < (rank[$1.element.name] ?? rank.count, $1.offset)
    }.map(\.element)
    return copy
  }
}
