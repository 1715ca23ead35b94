import LFCore

/// A line of a WFDB header that describes a signal.
struct WFDBSignal {
  /// The signal file; `~` when there is none.
  let file: String
  let format: WFDBSampleFormat
  /// Samples of this signal in a frame.
  private(set) var samplesPerFrame = 1
  /// Frames by which the signal is delayed in its file.
  private(set) var skew = 0
  /// Bytes before the first sample.
  private(set) var offset = 0
  /// Integers a unit.
  private(set) var gain = 200.0
  private(set) var isCalibrated = false
  private(set) var unit = "mV"
  /// The integer of zero.
  private(set) var baseline = 0
  private(set) var initial: Int?
  private(set) var checksum: Int?
  private(set) var description = ""
  /// The line in the header, from 1.
  let line: Int

  init(_ text: String, _ line: Int) throws(LFError) {
    self.line = line
    let place = LFError.Place(line: line)
    func wrong(_ what: String, _ text: Substring) -> LFError {
      LFError(.badData, "has \(what) \"\(text.shown)\"", at: place, hint: "the header is damaged")
    }
    let fields = text.split(maxSplits: 8, whereSeparator: \.isWhitespace)
    guard fields.count > 1 else { throw wrong("a signal line", text[...]) }
    file = String(fields[0])
    let code = fields[1].prefix(while: \.isNumber)
    guard let known = WFDBSampleFormat(rawValue: Int(code) ?? -1) else {
      throw LFError(
        .badData, "has signals in format \(code.shown), which is not read", at: place,
        hint: "convert it to format 16 (WFDB's xform does)")
    }
    format = known
    // Behind the format: x samples a frame, : skew, + byte offset.
    var rest = fields[1].dropFirst(code.count)
    while let mark = rest.first {
      let digits = rest.dropFirst().prefix(while: \.isNumber)
      guard let value = Int(digits), value <= Int(Int32.max) else { throw wrong("the format", fields[1]) }
      switch mark {
      case "x" where value > 0 && value <= 65_536: samplesPerFrame = value
      case ":": skew = value
      case "+": offset = value
      default: throw wrong("the format", fields[1])
      }
      rest = rest.dropFirst(1 + digits.count)
    }
    var zero: Int?
    func integer(_ index: Int, _ what: String) throws(LFError) -> Int? {
      guard fields.count > index else { return nil }
      guard let value = Int(fields[index]), Int32(exactly: value) != nil else {
        throw wrong(what, fields[index])
      }
      return value
    }
    if fields.count > 2 { zero = try setGain(fields[2], wrong) }
    _ = try integer(3, "an ADC resolution")
    let adcZero = try integer(4, "an ADC zero") ?? 0
    baseline = zero ?? adcZero
    initial = try integer(5, "an initial value")
    checksum = try integer(6, "a checksum")
    _ = try integer(7, "a block size")
    if fields.count > 8 { description = String(fields[8]).trimmingBlanks }
  }

  /// Takes `gain(baseline)/unit`; the baseline comes back.
  private mutating func setGain(
    _ field: Substring, _ wrong: (String, Substring) -> LFError
  ) throws(LFError) -> Int? {
    let parts = field.split(separator: "/", maxSplits: 1)
    guard let first = parts.first else { throw wrong("a gain", field) }
    if parts.count > 1 { unit = String(parts[1]) }
    let number = first.prefix { $0 != "(" }
    guard let value = Double(number), value.isFinite else { throw wrong("a gain", field) }
    if value != 0 {
      gain = value
      isCalibrated = true
    }
    guard number.count < first.count else { return nil }
    guard first.hasSuffix(")"), let zero = Int(first.dropFirst(number.count + 1).dropLast()),
      Int32(exactly: zero) != nil
    else { throw wrong("a baseline", field) }
    return zero
  }
}
