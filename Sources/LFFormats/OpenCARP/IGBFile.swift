import CKernels
import LFCore
import LFMesh

/// An .igb file of openCARP: a header of text, then values of a lattice in time; `Formats/opencarp`.
struct IGBFile: PointSeriesSource {
  private let file: MappedFile
  private let words: [String: String]
  private let headerSize: Int
  private let type: ScalarType
  private let isSwapped: Bool
  private let factor: Double
  private let zero: Double
  /// Points along x, y and z.
  let size: [Int]
  /// When the steps are, in the file's unit.
  let times: [Double]

  /// The header's size, or a multiple of it.
  static let block = 1024

  init(_ file: MappedFile) throws(LFError) {
    self.file = file
    guard file.count >= Self.block else {
      throw LFError(.badData, "ends within its header", hint: "the file is cut short")
    }
    headerSize = Self.headerSize(file.bytes)
    let words = Self.words(UnsafeRawBufferPointer(rebasing: file.bytes[..<headerSize]))
    self.words = words
    func number(_ key: String, _ fallback: Double) throws(LFError) -> Double {
      guard let text = words[key] else { return fallback }
      guard let value = Double(text), value.isFinite else {
        throw LFError(.badData, "has \(key):\(text.shown)", hint: "the header is damaged")
      }
      return value
    }
    func count(_ key: String) throws(LFError) -> Int {
      guard let text = words[key] else { return 1 }
      guard let value = Int(text), value >= 1, value <= 1 << 40 else {
        throw LFError(.badData, "has \(key):\(text.shown)", hint: "the header is damaged")
      }
      return value
    }
    guard words["x"] != nil else { throw LFError(.badData, "states no size x", hint: "this is no .igb file") }
    size = [try count("x"), try count("y"), try count("z")]
    let steps = try count("t")
    type = try Self.type(words["type"] ?? "")
    isSwapped = try Self.isSwapped(words["systeme"])
    factor = try number("facteur", 1)
    zero = try number("zero", 0)
    guard factor != 0 else { throw LFError(.badData, "has facteur:0", hint: "the header is damaged") }
    let stepBytes = try ArrayReader.product(
      try ArrayReader.product(size[0], size[1]), try ArrayReader.product(size[2], type.byteWidth))
    let all = try ArrayReader.product(stepBytes, steps)
    let held = file.count - headerSize
    guard all <= held else {
      throw LFError(
        .badData, "states \(steps) steps but holds \(held / stepBytes)",
        hint: "the simulation ended early or the file is cut short")
    }
    guard all == held else {
      throw LFError(
        .badData, "has \(held - all) bytes more than its header states", hint: "the header is damaged")
    }
    let start = try number("org_t", 0)
    let span = try number("dim_t", Double(steps - 1))
    let step = try number("inc_t", steps > 1 ? span / Double(steps - 1) : 1)
    guard step > 0 else {
      throw LFError(.badData, "has time steps of \(step)", hint: "the header is damaged")
    }
    times = (0..<steps).map { start + Double($0) * step }
  }

  /// Headers end in a form feed at a multiple of 1024 bytes; writers that leave it out have the shortest.
  private static func headerSize(_ bytes: UnsafeRawBufferPointer) -> Int {
    let text = bytes.prefix(64 * block).prefix { $0 == 0 || ($0 >= 9 && $0 <= 13) || $0 >= 32 }
    let end = stride(from: block, through: text.count, by: block).first { bytes[$0 - 1] == 12 }
    return end ?? block
  }

  private static func words(_ header: UnsafeRawBufferPointer) -> [String: String] {
    let text = String(decoding: header.prefix { $0 != 12 && $0 != 0 }, as: UTF8.self)
    var words: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      for word in line.split(whereSeparator: \.isWhitespace) {
        guard let colon = word.firstIndex(of: ":") else { continue }
        words[String(word[..<colon])] = String(word[word.index(after: colon)...])
      }
    }
    return words
  }

  private static func type(_ word: String) throws(LFError) -> ScalarType {
    switch word {
    case "byte": return .uint8
    case "char": return .int8
    case "short": return .int16
    case "int", "long": return .int32
    case "ushort": return .uint16
    case "uint": return .uint32
    case "float": return .float32
    case "double": return .float64
    default:
      throw LFError(
        .badData, "has values of type \"\(word.shown)\"", hint: "byte, short, int, float and double are read")
    }
  }

  private static func isSwapped(_ word: String?) throws(LFError) -> Bool {
    switch word {
    case nil, "little_endian"?: return UInt16(littleEndian: 1) != 1
    case "big_endian"?: return UInt16(bigEndian: 1) != 1
    case let other?:
      throw LFError(.badData, "has systeme:\(other.shown)", hint: "it is little_endian or big_endian")
    }
  }

  /// Points of the lattice.
  var pointCount: Int { size.reduce(1, *) }

  /// The unit of values.
  var unit: String? { words["unites"] }
  /// The unit of times.
  var timeUnit: String? { words["unites_t"] }

  /// The values of a step, scaled as the header says.
  func values(_ step: Int) throws(LFError) -> ArrayValues {
    let width = type.byteWidth
    let bytes = pointCount * width
    let start = headerSize + step * bytes
    let source = UnsafeRawBufferPointer(rebasing: file.bytes[start..<start + bytes])
    let values = try ArrayValues.filled(type, count: pointCount) { target throws(LFError) in
      target.copyMemory(from: source)
      if isSwapped { lf_swap_bytes(target.baseAddress, pointCount, width) }
    }
    file.release(source)
    guard factor != 1 || zero != 0 else { return values }
    return .float64((values.doubles() ?? []).map { $0 * factor + zero })
  }

  /// The file as a series of unknown mesh.
  var series: PointSeries {
    PointSeries(
      self, array: "values", pointCount: pointCount, mesh: nil, times: times, timeUnit: timeUnit, unit: unit)
  }

  func forEachStep(
    of series: PointSeries, _ body: (Int, UnsafeBufferPointer<Float>) throws(LFError) -> Void
  ) throws(LFError) {
    for step in times.indices {
      try values(step).withFloats { (floats) throws(LFError) in try body(step, floats) }
    }
  }
}
