import LFCore
import LFRecording

/// Writes a DICOM ECG in explicit VR little endian: 16-bit samples, MDC codes of the leads.
struct DICOMOutput {
  /// The whole file.
  private(set) var bytes: [UInt8] = []

  private static let twelveLead = "1.2.840.10008.5.1.4.1.1.9.1.1"
  private static let general = "1.2.840.10008.5.1.4.1.1.9.1.2"
  private static let explicitLittle = "1.2.840.10008.1.2.1"
  /// Names this program as the writer.
  private static let implementation = "2.25.263728410837463725514732910384756"
  private static let bits = 16

  init(_ recording: ECGRecording, gain: Double?, _ diagnostics: inout Diagnostics) throws(LFError) {
    guard recording.leads.count <= 24, recording.sampleCount <= Int(UInt32.max) else {
      throw LFError(
        .usage, "cannot hold \(recording.leads.count) leads",
        hint: "DICOM has room for 24: write .hea or .edf")
    }
    let codes = try IntegerCodes(recording, bits: Self.bits, gain: gain)
    codes.warnOfCoarseSteps(recording, "DICOM", &diagnostics)
    let isTwelve =
      recording.leads.count <= 13 && recording.sampleCount <= 16_384
      && (200...1000).contains(recording.samplingRate)
    if !isTwelve {
      diagnostics.warn("it has more than a DICOM 12-lead ECG may have and is written as a general one")
    }
    let identity = ContentIdentity(recording)
    let sopClass = isTwelve ? Self.twelveLead : Self.general
    var meta = DICOMElements()
    meta.raw(0x0002_0001, "OB", [0, 1])
    meta.text(0x0002_0002, "UI", sopClass)
    meta.text(0x0002_0003, "UI", identity.oid(0))
    meta.text(DICOMTag.transferSyntax, "UI", Self.explicitLittle)
    meta.text(0x0002_0012, "UI", Self.implementation)
    meta.text(0x0002_0013, "SH", "LFCONVERT")
    var length = DICOMElements()
    length.integer32(0x0002_0000, UInt32(meta.bytes.count))
    var content = DICOMElements()
    Self.describe(recording, identity, sopClass, &content)
    content.sequence(DICOMTag.waveforms, [try Self.waveform(recording, codes)])
    Self.warnOfCutTexts(recording, &diagnostics)
    var set = DICOMElements()
    // UTF-8; without this element all texts are ASCII.
    if content.isWide { set.text(DICOMTag.characterSet, "CS", "ISO_IR 192") }
    set.append(content)
    bytes = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + length.bytes + meta.bytes + set.bytes
  }

  /// Names and comments that are longer than DICOM's texts lose their ends, and names their backslashes.
  private static func warnOfCutTexts(_ recording: ECGRecording, _ diagnostics: inout Diagnostics) {
    func warn(_ what: String, _ text: String, _ kind: String) {
      let limit = DICOMElements.limit(kind)
      if text.utf8.count > limit {
        diagnostics.warn(
          "\(what) \"\(text.shown)\" is cut from \(text.utf8.count) bytes to the \(limit) that DICOM has for it"
        )
      } else if DICOMElements.allowed(text, kind) != text {
        diagnostics.warn("\(what) \"\(text.shown)\" is written with / for \\, which parts values in DICOM")
      }
    }
    for lead in recording.leads {
      warn("the name of lead", lead.name, "LO")
      warn("the unit", lead.unit, "SH")
    }
    for comment in recording.notes { warn("the comment", comment.singleLine, "ST") }
  }

  /// What DICOM asks of every ECG, empty where nothing is known.
  private static func describe(
    _ recording: ECGRecording, _ identity: ContentIdentity, _ sopClass: String, _ set: inout DICOMElements
  ) {
    let date = recording.start?.dateDigits ?? String(DICOMWaveform.unknownTime.prefix(8))
    let time = recording.start?.timeDigits ?? String(DICOMWaveform.unknownTime.dropFirst(8))
    set.text(DICOMTag.sopClass, "UI", sopClass)
    set.text(DICOMTag.sopInstance, "UI", identity.oid(0))
    set.text(0x0008_0020, "DA", recording.start?.dateDigits ?? "")
    set.text(DICOMTag.contentDate, "DA", date)
    set.text(DICOMTag.acquisitionDateTime, "DT", date + time)
    set.text(0x0008_0030, "TM", recording.start?.timeDigits ?? "")
    set.text(DICOMTag.contentTime, "TM", time)
    set.text(0x0008_0050, "SH", "")
    set.text(0x0008_0060, "CS", "ECG")
    set.text(0x0008_0070, "LO", "")
    set.text(0x0008_0090, "PN", "")
    set.text(DICOMTag.patientName, "PN", recording.isSynthetic ? "Synthetic" : "Anonymous")
    set.text(DICOMTag.patientID, "LO", "0")
    set.text(DICOMTag.birthDate, "DA", "")
    set.text(DICOMTag.sex, "CS", "")
    set.text(0x0020_000D, "UI", identity.oid(1))
    set.text(0x0020_000E, "UI", identity.oid(2))
    set.text(0x0020_0010, "SH", "1")
    set.text(0x0020_0011, "IS", "1")
    set.text(0x0020_0013, "IS", "1")
    set.sequence(0x0040_0555, [])
    let notes = recording.allNotes
    guard !notes.isEmpty else { return }
    set.sequence(
      DICOMTag.annotations,
      notes.map { note in
        var item = DICOMElements()
        // Of all channels of the first group.
        item.raw(DICOMTag.channelReference, "US", [1, 0, 0, 0])
        item.text(DICOMTag.annotationText, "ST", note.singleLine)
        return item
      })
  }

  private static func waveform(_ recording: ECGRecording, _ codes: IntegerCodes) throws(LFError)
    -> DICOMElements
  {
    var item = DICOMElements()
    item.text(DICOMTag.originality, "CS", "ORIGINAL")
    item.integer16(DICOMTag.channelCount, UInt16(codes.leads.count))
    item.integer32(DICOMTag.sampleCount, UInt32(recording.sampleCount))
    item.text(DICOMTag.frequency, "DS", number(recording.samplingRate))
    item.text(DICOMTag.groupLabel, "SH", "RHYTHM")
    item.sequence(
      DICOMTag.channels, codes.leads.enumerated().map { channel($1, number: $0 + 1, recording.filter) })
    item.integer16(DICOMTag.bitsAllocated, UInt16(bits))
    item.text(DICOMTag.interpretation, "CS", "SS")
    if codes.leads.contains(where: { $0.codes.contains(codes.invalid) }) {
      item.raw(DICOMTag.padding, "OW", [0x00, 0x80])
    }
    var data: [UInt8] = []
    data.reserveCapacity(2 * codes.leads.count * recording.sampleCount)
    for i in 0..<recording.sampleCount {
      for lead in codes.leads {
        data.append(UInt8(truncatingIfNeeded: lead.codes[i]))
        data.append(UInt8(truncatingIfNeeded: lead.codes[i] >> 8))
      }
    }
    item.raw(DICOMTag.data, "OW", data)
    return item
  }

  private static func channel(
    _ lead: IntegerCodes.Lead, number index: Int, _ filter: ECGRecording.Filter?
  ) -> DICOMElements {
    let isVoltage = lead.unit == "mV"
    let scale: Double = isVoltage ? 1000 : 1
    var channel = DICOMElements()
    channel.text(DICOMTag.channelNumber, "IS", "\(index)")
    channel.text(DICOMTag.channelLabel, "SH", lead.name)
    let source: DICOMElements
    if let number = DICOMLeadCode.numbers[lead.name] {
      source = .code("2:\(number)", "MDC", "Lead \(lead.name)")
    } else {
      // A name that is cut may be another lead's.
      let fits = lead.name.utf8.count <= DICOMElements.limit("SH")
      source = .code(fits ? lead.name : "CHANNEL \(index)", "99LFCONVERT", lead.name)
    }
    channel.sequence(DICOMTag.source, [source])
    channel.text(DICOMTag.sensitivity, "DS", Self.number(lead.grid.step * scale))
    channel.sequence(
      DICOMTag.sensitivityUnits,
      [
        isVoltage
          ? .code("uV", "UCUM", "microvolt") : .code(lead.unit.isEmpty ? "1" : lead.unit, "UCUM", lead.unit)
      ])
    channel.text(DICOMTag.correction, "DS", "1")
    channel.text(DICOMTag.baseline, "DS", Self.number(lead.grid.origin * scale))
    channel.text(DICOMTag.sampleSkew, "DS", "0")
    channel.integer16(DICOMTag.bitsStored, UInt16(bits))
    for (tag, value) in [
      (DICOMTag.lowFrequency, filter?.highPass), (DICOMTag.highFrequency, filter?.lowPass),
      (DICOMTag.notchFrequency, filter?.notch),
    ] {
      if let value, IntegerCodes.steps.contains(value) { channel.text(tag, "DS", Self.number(value)) }
    }
    return channel
  }

  /// A decimal string of sixteen characters at most; what is smaller than any step is 0.
  private static func number(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return "\(Int(value))" }
    if abs(value) < IntegerCodes.steps.lowerBound { return "0" }
    var digits = 15
    while digits > 1 {
      let power = 15 - digits
      var scale = 1.0
      var magnitude = abs(value)
      while magnitude >= 10 { (magnitude, scale) = (magnitude / 10, scale / 10) }
      while magnitude < 1 { (magnitude, scale) = (magnitude * 10, scale * 10) }
      scale *= (0..<(14 - power)).reduce(1.0) { value, _ in value * 10 }
      let text = "\((value * scale).rounded() / scale)"
      if text.utf8.count <= 16 { return text }
      digits -= 1
    }
    return "\(Float(value))"
  }
}
