import CKernels
import LFCore
import LFMesh

/// Reads the arrays of one file, and keeps account of the memory that they take.
struct ArrayReader {
  let file: VTKXMLFile

  /// Arrays that other time steps come back to: they are read once, and their storage is shared.
  private var kept: [ObjectIdentifier: DataArray] = [:]
  private var keptIndices: [ObjectIdentifier: [Int64]] = [:]
  private let hasSteps: Bool

  init(_ file: VTKXMLFile) {
    self.file = file
    hasSteps = file.content["TimeValues"] != nil
  }

  /// Reads a named array with its components; `tuples` is how many it must have, `nil` when the array says so itself.
  mutating func read(_ element: XMLElement, tuples: Int?) throws(LFError) -> DataArray {
    try chargeStep()
    if hasSteps, let array = kept[ObjectIdentifier(element)] { return array }
    let array = try located(element) { () throws(LFError) in
      let components = max(try Self.count(element, "NumberOfComponents") ?? 1, 1)
      var expected: [Int]?
      if let tuples {
        expected = [try Self.product(tuples, components)]
      } else if let stated = try Self.count(element, "NumberOfTuples") {
        // Some writers state the number of values there.
        expected = [try Self.product(stated, components), stated]
      }
      let values = try values(element, try Self.type(element), expected)
      guard values.count % components == 0 else {
        throw LFError(
          .badData, "has \(values.count) values, which make no tuples of \(components)",
          hint: "the file is damaged")
      }
      return DataArray(
        element["Name"] ?? "", components: components, componentNames: Self.names(element, components), values
      )
    }
    if hasSteps { kept[ObjectIdentifier(element)] = array }
    return array
  }

  /// Reads whole numbers of any integer type, with a 0 in front when `leadingZero`.
  mutating func readIndices(
    _ element: XMLElement, count: Int?, leadingZero: Bool = false
  ) throws(LFError) -> [Int64] {
    try chargeStep()
    if hasSteps, let indices = keptIndices[ObjectIdentifier(element)] { return indices }
    let indices = try located(element) { () throws(LFError) in
      let type = try Self.type(element)
      if type == .int64, !isText(element) {
        return try longIndices(element, count: count, skipping: leadingZero ? 1 : 0)
      }
      let narrow = try values(element, type, count.map { [$0] })
      try charge(8 * narrow.count)
      guard let numbers = narrow.integers() else {
        throw LFError(.badData, "is \(type.rawValue), not an integer type", hint: "the file is damaged")
      }
      return leadingZero ? [0] + numbers : numbers
    }
    if hasSteps { keptIndices[ObjectIdentifier(element)] = indices }
    return indices
  }

  /// The commonest case without a copy: 64-bit numbers go straight to where they stay.
  private mutating func longIndices(
    _ element: XMLElement, count expected: Int?, skipping skipped: Int
  ) throws(LFError) -> [Int64] {
    try withBinary(element) { (binary, reader) throws(LFError) in
      try reader.expect(binary.byteCount, try Self.bytes(expected.map { [$0] }, 8), 8)
      let count = binary.byteCount / 8
      let values = try ArrayValues.filled(.int64, count: count + skipped) { bytes throws(LFError) in
        bytes.prefix(8 * skipped).indices.forEach { bytes[$0] = 0 }
        let target = UnsafeMutableRawBufferPointer(rebasing: bytes.dropFirst(8 * skipped))
        try binary.decode(into: target)
        if reader.file.isSwapped { lf_swap_bytes(target.baseAddress, count, 8) }
      }
      guard case .int64(let numbers) = values else { return [] }
      return numbers
    }
  }

  private mutating func values(
    _ element: XMLElement, _ type: ScalarType, _ expected: [Int]?
  ) throws(LFError) -> ArrayValues {
    if isText(element) {
      return try withText(of: element) { (text, reader) throws(LFError) in
        try reader.charge(text.count * 4)
        return try TextValues.parse(text, type, expected)
      }
    }
    return try withBinary(element) { (binary, reader) throws(LFError) in
      switch type {
      case .string: return try reader.strings(binary, expected)
      case .bit: return try reader.bits(binary, expected)
      default:
        let width = type.byteWidth
        try reader.expect(binary.byteCount, try Self.bytes(expected, width), width)
        return try ArrayValues.filled(type, count: binary.byteCount / width) { bytes throws(LFError) in
          try binary.decode(into: bytes)
          if reader.file.isSwapped { lf_swap_bytes(bytes.baseAddress, binary.byteCount / width, width) }
        }
      }
    }
  }

  private mutating func strings(_ binary: BinaryArray, _ expected: [Int]?) throws(LFError) -> ArrayValues {
    try charge(binary.byteCount)
    let bytes = try Self.bytes(binary)
    try charge(32 * bytes.count { $0 == 0 })
    return .string(try TextValues.strings(bytes, expected))
  }

  private mutating func bits(_ binary: BinaryArray, _ expected: [Int]?) throws(LFError) -> ArrayValues {
    let counts = expected ?? [binary.byteCount * 8]
    guard let count = counts.first(where: { ($0 + 7) / 8 == binary.byteCount }) else {
      throw Self.wrongSize(binary.byteCount, counts.map { ($0 + 7) / 8 })
    }
    try charge(9 * binary.byteCount)
    let bytes = try Self.bytes(binary)
    return .bit((0..<count).map { bytes[$0 / 8] >> UInt8(7 - $0 % 8) & 1 })
  }

  private static func bytes(_ binary: BinaryArray) throws(LFError) -> [UInt8] {
    let values = try ArrayValues.filled(.uint8, count: binary.byteCount) { bytes throws(LFError) in
      try binary.decode(into: bytes)
    }
    if case .uint8(let bytes) = values { return bytes }
    return []
  }

  // MARK: Where the bytes are

  /// The presence of `offset` decides; VTK ignores `format` then.
  private func isText(_ element: XMLElement) -> Bool {
    element["offset"] == nil && (element["format"] ?? "ascii") == "ascii"
  }

  /// Text is given up when it is read: arrays that other time steps come back to are kept.
  private mutating func withText<R>(
    of element: XMLElement, _ body: (UnsafeRawBufferPointer, inout ArrayReader) throws(LFError) -> R
  ) throws(LFError) -> R {
    defer { element.dropText() }
    return try element.withText { (text) throws(LFError) in
      defer { file.file.release(text) }
      return try body(text, &self)
    }
  }

  private mutating func withBinary<R>(
    _ element: XMLElement, _ body: (BinaryArray, inout ArrayReader) throws(LFError) -> R
  ) throws(LFError) -> R {
    if let text = element["offset"] {
      guard let appended = file.appended else {
        throw LFError(.badData, "is appended, but there is no AppendedData", hint: "the file is cut short")
      }
      guard let offset = Int(text.trimmingBlanks), offset >= 0, offset <= appended.count else {
        throw LFError(
          .badData, "has offset \"\(text.trimmingBlanks.shown)\", outside the appended data",
          hint: "the file is damaged")
      }
      let bytes = UnsafeRawBufferPointer(rebasing: appended.dropFirst(offset))
      return try body(
        try BinaryArray(bytes, isText: file.appendedIsBase64, ownsText: false, of: file), &self)
    }
    guard ["binary", "appended"].contains(element["format"] ?? "") else {
      throw LFError(
        .badData, "has format \"\((element["format"] ?? "").shown)\"", hint: "it is ascii, binary or appended"
      )
    }
    guard element["format"] == "binary" else {
      throw LFError(.badData, "is appended but has no offset", hint: "the file is damaged")
    }
    return try withText(of: element) { (text, reader) throws(LFError) in
      try body(try BinaryArray(text, isText: true, ownsText: true, of: reader.file), &reader)
    }
  }

  // MARK: Checks

  private mutating func expect(_ bytes: Int, _ expected: [Int]?, _ width: Int) throws(LFError) {
    if let expected, !expected.contains(bytes) { throw Self.wrongSize(bytes, expected) }
    guard bytes % width == 0 else {
      throw LFError(.badData, "has \(bytes) bytes, not a multiple of \(width)", hint: "the file is damaged")
    }
    try charge(bytes)
  }

  private mutating func charge(_ bytes: Int) throws(LFError) {
    try file.allowance.take(bytes)
  }

  /// Each array of each step takes its place, however little it holds: steps and arrays are few bytes in a file.
  private func chargeStep() throws(LFError) {
    if hasSteps { try file.allowance.take(4 * MemoryLayout<DataArray>.stride) }
  }

  private static func wrongSize(_ bytes: Int, _ expected: [Int]) -> LFError {
    LFError(
      .badData, "has \(bytes) bytes where \(expected.first ?? 0) belong",
      hint: "the counts or the data are damaged")
  }

  private static func bytes(_ counts: [Int]?, _ width: Int) throws(LFError) -> [Int]? {
    guard let counts else { return nil }
    var result: [Int] = []
    for count in counts { result.append(try product(count, width)) }
    return result
  }

  static func product(_ a: Int, _ b: Int) throws(LFError) -> Int {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    guard !overflow, product >= 0 else {
      throw LFError(.badData, "claims \(a) × \(b) values", hint: "the counts are damaged")
    }
    return product
  }

  /// A count among the attributes; `nil` when it is not there.
  static func count(_ element: XMLElement, _ attribute: String) throws(LFError) -> Int? {
    guard let text = element[attribute]?.trimmingBlanks else { return nil }
    guard let value = Int(text), value >= 0, value <= 1 << 48 else {
      throw LFError(
        .badData, "has \(attribute) \"\(text.shown)\"", at: element.place,
        hint: "it must be a whole number, 0 or more")
    }
    return value
  }

  private static func type(_ element: XMLElement) throws(LFError) -> ScalarType {
    let name = element["type"] ?? ""
    guard let type = ScalarType(rawValue: name) else {
      throw LFError(
        .badData, "has type \"\(name.shown)\"",
        hint: "VTK's types are Int8 … UInt64, Float32, Float64, String, Bit"
      )
    }
    return type
  }

  private static func names(_ element: XMLElement, _ components: Int) -> [String?] {
    let prefix = "ComponentName"
    var names: [Int: String] = [:]
    for (key, value) in element.attributes where key.hasPrefix(prefix) {
      guard let index = Int(key.dropFirst(prefix.count)), (0..<components).contains(index) else { continue }
      names[index] = value
    }
    // Components without a tuple may be claimed in any number.
    guard !names.isEmpty, components <= 1 << 16 else { return [] }
    return (0..<components).map { names[$0] }
  }

  private func located<R>(_ element: XMLElement, _ body: () throws(LFError) -> R) throws(LFError) -> R {
    do throws(LFError) { return try body() } catch {
      var named = error
      if named.place.element == nil { named.place = element.place }
      throw named
    }
  }
}
