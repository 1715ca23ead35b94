import LFCore
import LFRecording

/// What is true of every recording, whatever the format.
enum RecordingChecks {
  /// Refuses a recording that no file can hold.
  static func check(_ recording: ECGRecording) throws(LFError) {
    guard let first = recording.leads.first, !first.samples.isEmpty else {
      throw LFError(.badData, "holds no samples of any lead", hint: "there is no ECG to write")
    }
    guard recording.leads.allSatisfy({ $0.samples.count == first.samples.count }) else {
      throw LFError(.badData, "has leads of different lengths", hint: "give each lead as many samples")
    }
    guard Set(recording.leads.map(\.name)).count == recording.leads.count else {
      throw LFError(.badData, "has two leads of one name", hint: "rename one")
    }
    _ = try rate(recording.samplingRate)
  }

  /// A sampling rate that can be one, Hz.
  static func rate(_ value: Double, at place: LFError.Place = .init()) throws(LFError) -> Double {
    guard value > 0, value.isFinite, value >= 1e-3, value <= 1e7 else {
      throw LFError(
        .badData, "has a sampling rate of \(value) Hz", at: place, hint: "ECGs have 100 to 8000 Hz")
    }
    return value
  }

  /// Refuses samples that would take more memory than a file of this size may ask for: headers lie.
  static func allow(
    samples: Int, leads: Int, bytes: Int, at place: LFError.Place = .init()
  ) throws(LFError) {
    let budget = 192 << 20 + min(bytes, Int.max / 128) * 64
    let (values, overflow) = max(samples, 0).multipliedReportingOverflow(by: max(leads, 1))
    guard samples >= 0, !overflow, values <= budget / 8 else {
      throw LFError(
        .badData, "claims \(samples) samples of \(leads) leads, more than a file of this size can hold",
        at: place, hint: "the file is damaged; write it again")
    }
  }

  /// Names by which the leads can be told apart: `LeadName`'s, and a number behind those that come again.
  static func names(_ titles: [String], _ diagnostics: inout Diagnostics) -> [String] {
    var seen: Set<String> = []
    // Of each name, the number at which to go on: to begin anew takes quadratic time.
    var next: [String: Int] = [:]
    return LeadName.names(of: titles).enumerated().map { i, title in
      let name = title.isEmpty ? "\(i + 1)" : title
      var unique = name
      var n = next[name] ?? 2
      while !seen.insert(unique).inserted {
        unique = "\(name) (\(n))"
        n += 1
      }
      if unique != name {
        next[name] = n
        diagnostics.warn("lead \"\(name.shown)\" comes again and is named \"\(unique.shown)\"")
      }
      return unique
    }
  }
}
