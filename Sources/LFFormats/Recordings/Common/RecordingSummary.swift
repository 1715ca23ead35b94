public import LFMesh
public import LFRecording

/// What `info` says of an ECG.
public struct RecordingSummary: Equatable, Sendable {
  /// A lead in numbers.
  public struct Lead: Equatable, Sendable {
    /// The lead's name.
    public var name: String
    /// The unit of its numbers.
    public var units: String
    /// Over the samples that are valid.
    public var statistics: ArrayStatistics?
    /// How many samples are not.
    public var invalid: Int
  }

  /// The format's name for people.
  public var format: String
  /// Samples a second, Hz.
  public var samplingRate: Double
  /// Samples of each lead.
  public var samples: Int
  /// The leads.
  public var leads: [Lead]
  /// When the first sample was taken, as far as known.
  public var start: RecordingTime?
  /// The time of the first sample on the axis of the file's times, s, where it states them.
  public var firstTime: Double?
  /// Whether the file says that the recording was computed.
  public var isSynthetic: Bool
  /// What the file says beside.
  public var comments: [String]

  /// Sums up a recording.
  ///
  /// - Parameters:
  ///   - recording: The recording.
  ///   - format: The name of its file's format.
  public init(_ recording: ECGRecording, format: String) {
    self.format = format
    samplingRate = recording.samplingRate
    samples = recording.sampleCount
    start = recording.start
    firstTime = recording.firstTime
    isSynthetic = recording.isSynthetic
    comments = recording.comments
    leads = recording.leads.map { lead in
      Lead(
        name: lead.name, units: lead.unit, statistics: ArrayValues.float64(lead.samples).statistics,
        invalid: lead.samples.count { !$0.isFinite })
    }
  }
}
