import LFCore
import LFMesh
import LFRecording

/// Reads an ECG by the contract `Formats/electrocardiogram.cdl`.
struct RecordingInput {
  let content: NetCDFContent

  /// Whether a file of this layout says that it holds an ECG.
  static func isRecording(_ layout: NetCDFLayout) -> Bool {
    layout.attributes.contains {
      $0.name == RecordingName.contractAttribute && $0.value.text == RecordingName.contract
    }
  }

  /// The ECG.
  ///
  /// - Returns: At least one lead.
  /// - Throws: `LFError` with code `badData` and the variable.
  func recording() throws(LFError) -> ECGRecording {
    let names = try texts(RecordingName.leadName)
    guard let times = content.values(RecordingName.time)?.doubles(), !times.isEmpty else {
      throw LFError.variable(RecordingName.time, "is missing or empty")
    }
    guard let rate = numbers(of: RecordingName.rate)?.first else {
      throw LFError(.badData, "has no number in the attribute \(RecordingName.rate)")
    }
    let samplingRate = try RecordingChecks.rate(
      rate, at: .init(element: "attribute \"\(RecordingName.rate)\""))
    try check(times, rate)
    let voltages = try signals(RecordingName.voltages, names.count, times.count)
    let steps = content.values(RecordingName.step)?.doubles() ?? []
    let origins = content.values(RecordingName.origin)?.doubles() ?? []
    var leads: [ECGRecording.Lead] = []
    for (i, name) in names.enumerated() {
      var grid: SampleGrid?
      if steps.indices.contains(i), origins.indices.contains(i), steps[i] > 0, steps[i].isFinite,
        origins[i].isFinite
      {
        grid = SampleGrid(step: steps[i], origin: origins[i])
      }
      leads.append(.init(name, samples: voltages[i], grid: grid))
    }
    if content.variable(RecordingName.signal) != nil {
      let others = try texts(RecordingName.signalName)
      let units = try texts(RecordingName.signalUnit)
      guard units.count == others.count else {
        throw LFError.variable(
          RecordingName.signalUnit, "has \(units.count) units for \(others.count) signals")
      }
      let values = try signals(RecordingName.signal, others.count, times.count)
      for i in others.indices { leads.append(.init(others[i], unit: units[i], samples: values[i])) }
    }
    guard !leads.isEmpty else { throw LFError.variable(RecordingName.leadName, "names no lead") }
    if Set(leads.map(\.name)).count != leads.count {
      throw LFError.variable(RecordingName.leadName, "names a lead twice")
    }
    let start = text(RecordingName.start).flatMap {
      RecordingTime(digits: $0.filter { $0.isNumber || $0 == "." })
    }
    return ECGRecording(
      leads: leads, samplingRate: samplingRate, start: start, firstTime: times[0],
      filter: text(RecordingName.filter).flatMap { ECGRecording.Filter(text: $0) },
      isSynthetic: numbers(of: RecordingName.synthetic)?.first == 1,
      comments: text(RecordingName.comment)?.split(separator: "\n").map { String($0) } ?? [])
  }

  /// Times must be even to a hundredth of a step, and to what a number tells: of seconds since 1970 that is less.
  private func check(_ times: [Double], _ rate: Double) throws(LFError) {
    for i in times.indices {
      let slack = 0.01 / rate + 4 * max(abs(times[i]), abs(times[0])).ulp
      guard abs(times[i] - times[0] - Double(i) / rate) <= slack else {
        throw LFError.variable(
          RecordingName.time, "holds \(times[i]) at sample \(i), which does not fit \(rate) Hz")
      }
    }
  }

  private func signals(_ name: String, _ count: Int, _ samples: Int) throws(LFError) -> [[Double]] {
    guard let values = content.values(name)?.doubles() else {
      throw LFError.variable(name, content.variable(name) == nil ? "is missing" : "is not numeric")
    }
    guard values.count == count * samples else {
      throw LFError.variable(name, "has \(values.count) values, not \(count) × \(samples)")
    }
    if values.contains(where: \.isInfinite) { throw LFError.variable(name, "holds an infinite value") }
    return (0..<count).map { Array(values[$0 * samples..<($0 + 1) * samples]) }
  }

  private func texts(_ name: String) throws(LFError) -> [String] {
    guard case .string(let texts)? = content.values(name) else {
      throw LFError.variable(name, content.variable(name) == nil ? "is missing" : "is not text")
    }
    return texts
  }

  private func attribute(_ name: String) -> NetCDFLayout.Attribute.Value? {
    content.layout.attributes.first { $0.name == name }?.value
  }

  private func text(_ name: String) -> String? { attribute(name)?.text }

  private func numbers(of name: String) -> [Double]? {
    guard case .numbers(let values)? = attribute(name) else { return nil }
    return values.doubles()
  }
}
