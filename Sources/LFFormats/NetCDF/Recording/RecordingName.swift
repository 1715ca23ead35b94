/// Names of the variables, dimensions and attributes of `Formats/electrocardiogram.cdl`.
enum RecordingName {
  static let schema = "electrocardiogram.cdl"
  static let contract = "lfconvert ECG 1"
  static let contractAttribute = "electrocardiogram_contract"

  static let lead = "lead"
  static let time = "time"
  static let voltages = "electrocardiogram"
  static let leadName = "lead_name"
  static let step = "lead_step"
  static let origin = "lead_origin"
  static let signal = "signal"
  static let signalName = "signal_name"
  static let signalUnit = "signal_unit"
  static let rate = "sampling_rate"
  static let synthetic = "synthetic"
  static let start = "start"
  static let filter = "filter"
  static let comment = "comment"
}
