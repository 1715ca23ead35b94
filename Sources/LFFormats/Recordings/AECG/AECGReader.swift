import CKernels
import LFCore
import LFMesh
import LFRecording

/// Reads the rhythm series of an annotated ECG.
struct AECGReader {
  private let root: XMLElement

  init(root: XMLElement) { self.root = root }

  func recording(_ diagnostics: inout Diagnostics) throws(LFError) -> ECGRecording {
    guard root.localName == "AnnotatedECG" else {
      throw LFError(
        .badData, "is XML of another kind: its root is \(root.name.shown), not AnnotatedECG",
        at: .init(line: root.line), hint: "lfconvert reads VTK files and HL7 aECG")
    }
    warnOfSubject(&diagnostics)
    let all = root.all("component").flatMap { $0.all("series") }
    let rhythms = all.filter { $0.code == "RHYTHM" }
    guard let series = rhythms.first else {
      throw LFError(
        .badData, all.isEmpty ? "has no series" : "has no series of code RHYTHM", at: .init(line: root.line),
        hint: "there is no recorded ECG in it")
    }
    if rhythms.count > 1 { diagnostics.warn("has \(rhythms.count) rhythm series: the first is taken") }
    let sets = series.all("component").flatMap { $0.all("sequenceSet") }
    guard let set = sets.first else {
      throw LFError(.badData, "has no set of sequences", at: place(series, "series"))
    }
    if sets.count > 1 { diagnostics.warn("has \(sets.count) sets of sequences: the first is taken") }
    var rate: Double?
    var start = RecordingTime(digits: series.first("effectiveTime", "low")?["value"] ?? "")
    var leads: [ECGRecording.Lead] = []
    var titles: [String] = []
    for sequence in set.all("component").flatMap({ $0.all("sequence") }) {
      let code = sequence.code
      if code == AECGName.absolute || code == AECGName.relative {
        guard rate == nil else {
          throw LFError(.badData, "has two times in one set", at: place(sequence, code))
        }
        rate = try self.rate(sequence, code)
        if code == AECGName.absolute, let head = sequence.first("value", "head")?["value"] {
          start = RecordingTime(digits: head) ?? start
        }
      } else {
        leads.append(try lead(sequence, code, expecting: leads.first?.samples.count))
        titles.append(code.hasPrefix(AECGName.lead) ? String(code.dropFirst(AECGName.lead.count)) : code)
      }
    }
    guard let rate else { throw LFError(.badData, "has no sequence of times", at: place(set, "sequenceSet")) }
    guard !leads.isEmpty else { throw LFError(.badData, "has no leads", at: place(set, "sequenceSet")) }
    let names = RecordingChecks.names(titles, &diagnostics)
    for i in leads.indices { leads[i].name = names[i] }
    var recording = ECGRecording(leads: leads, samplingRate: rate, start: start, comments)
    recording.filter = filter(series) ?? recording.filter
    return recording
  }

  private func warnOfSubject(_ diagnostics: inout Diagnostics) {
    let subject = root.first(
      "componentOf", "timepointEvent", "componentOf", "subjectAssignment", "subject", "trialSubject")
    let person = subject?.first("subjectDemographicPerson")
    // A name may stand in parts.
    let name = person?.first("name").map { name in
      ([name] + name.children).map { $0.withText { String(decoding: $0, as: UTF8.self) } }.joined(
        separator: " ")
    }
    PatientStatement.warn(
      of: [
        ("name", name), ("identifier", subject?.first("id")?["extension"]),
        ("birth date", person?.first("birthTime")?["value"]),
        ("sex", person?.first("administrativeGenderCode")?["code"]),
        ("race", person?.first("raceCode")?["code"]),
      ], &diagnostics)
  }

  private func place(_ element: XMLElement, _ name: String) -> LFError.Place {
    .init(element: name.shown, line: element.line)
  }

  private var comments: [String] {
    guard let text = root.first("text") else { return [] }
    let all = text.withText { String(decoding: $0, as: UTF8.self) }
    return all.split(whereSeparator: \.isNewline).map { String($0).trimmingBlanks }.filter { !$0.isEmpty }
  }

  private func number(_ element: XMLElement?, _ what: String, of code: String, _ owner: XMLElement)
    throws(LFError) -> Double
  {
    guard let element, let text = element["value"], let value = Double(text.trimmingBlanks), value.isFinite
    else {
      throw LFError(
        .badData, "has \(element?["value"].map { "\(what) \"\($0.shown)\"" } ?? "no \(what)")",
        at: place(element ?? owner, code), hint: "the file is damaged")
    }
    return value
  }

  private func rate(_ sequence: XMLElement, _ code: String) throws(LFError) -> Double {
    let increment = sequence.first("value", "increment")
    let value = try number(increment, "increment", of: code, sequence)
    let unit = increment?["unit"] ?? "s"
    guard let seconds = ColumnTitle.seconds(unit) else {
      throw LFError(.badData, "has an increment in \"\(unit.shown)\"", at: place(sequence, code))
    }
    guard value > 0 else {
      throw LFError(.badData, "has an increment of \(value)", at: place(sequence, code))
    }
    let rate = 1 / (value * seconds)
    let rounded = (rate * 1e6).rounded() / 1e6
    let simple = abs(rate - rate.rounded()) < 1e-9 * rate ? rate.rounded() : rounded
    return try RecordingChecks.rate(
      abs(simple - rate) < 1e-9 * rate ? simple : rate, at: place(sequence, code))
  }

  private func lead(
    _ sequence: XMLElement, _ code: String, expecting count: Int?
  ) throws(LFError) -> ECGRecording.Lead {
    guard !code.isEmpty else {
      throw LFError(.badData, "has a sequence without a code", at: .init(line: sequence.line))
    }
    let value = sequence.first("value")
    let scaling = value?.first("scale")
    let scale = try number(scaling, "scale", of: code, sequence)
    guard scale != 0 else {
      throw LFError(.badData, "has a scale of 0", at: place(scaling ?? sequence, code))
    }
    let origin = value?.first("origin")
    let zero =
      try origin.map { (origin) throws(LFError) in try number(origin, "origin", of: code, sequence) } ?? 0
    guard let digits = value?.first("digits") else {
      throw LFError(.badData, "has no digits", at: place(sequence, code), hint: "the file is damaged")
    }
    let codes = try integers(digits, code)
    digits.dropText()
    guard count == nil || codes.count == count else {
      throw LFError(
        .badData, "has \(codes.count) samples, and the leads before have \(count ?? 0)",
        at: place(digits, code),
        hint: "the file is damaged")
    }
    let unit = scaling?["unit"] ?? ""
    let volts = VoltageUnit.scale(unit)
    let apply = volts ?? .millivolts
    let zeroUnit = (origin?["unit"]).flatMap(VoltageUnit.scale) ?? apply
    let base = (volts == nil ? .millivolts : zeroUnit)(zero)
    let samples = codes.map { base == 0 ? apply(Double($0) * scale) : apply(Double($0) * scale) + base }
    return .init(
      code, unit: volts == nil ? unit : "mV", samples: samples,
      grid: SampleGrid(step: abs(apply(scale)), origin: base))
  }

  private func integers(_ digits: XMLElement, _ code: String) throws(LFError) -> [Int64] {
    let place = place(digits, code)
    return try digits.withText { (text) throws(LFError) in
      let (values, result) = try NumberText.parse(text, .int64, capacity: text.count / 2 + 1)
      guard result.position == text.count, case .int64(let integers) = values, !integers.isEmpty else {
        let rest = String(decoding: text[min(result.position, text.count)...].prefix(20), as: UTF8.self)
        throw LFError(
          .badData, text.allSatisfy(\.isBlank) ? "has no digits" : "has digits \"\(rest.shown)\"", at: place,
          hint: "digits are whole numbers between blanks")
      }
      return integers
    }
  }

  private func filter(_ series: XMLElement) -> ECGRecording.Filter? {
    var filter = ECGRecording.Filter()
    for control in series.all("controlVariable").flatMap({ $0.all("controlVariable") }) {
      let parts = control.all("component").compactMap { $0.first("controlVariable") }
      func frequency(_ names: (kind: String, frequency: String)) -> Double? {
        guard control.code == AECGName.control + names.kind else { return nil }
        let part = parts.first { $0.code == AECGName.control + names.frequency }
        return part?.first("value")?["value"].flatMap { Double($0) }
      }
      filter.highPass = frequency(AECGName.filters.highPass) ?? filter.highPass
      filter.lowPass = frequency(AECGName.filters.lowPass) ?? filter.lowPass
      filter.notch = frequency(AECGName.filters.notch) ?? filter.notch
    }
    return filter == ECGRecording.Filter() ? nil : filter
  }
}
