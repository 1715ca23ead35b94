import LFCore

/// The data elements of a DICOM file or item (PS3.5, PS3.10).
struct DICOMDataSet {
  enum Value {
    case bytes(UnsafeRawBufferPointer)
    case items([DICOMDataSet])
  }

  fileprivate(set) var values: [UInt32: Value] = [:]
  let isBigEndian: Bool
  /// Where the data set begins.
  let byte: Int

  /// Reads a file.
  ///
  /// - Parameter bytes: The file; it must outlive the data set.
  /// - Returns: The data set without the file's meta information.
  /// - Throws: `LFError` with code `badData` and the byte.
  static func read(_ bytes: UnsafeRawBufferPointer) throws(LFError) -> DICOMDataSet {
    guard bytes.count >= 132, bytes[128..<132].elementsEqual("DICM".utf8) else {
      throw LFError(
        .badData, "is no DICOM file: DICM does not stand at byte 128", hint: "is this the right file?")
    }
    var meta = DICOMParser(bytes: bytes, position: 132, isExplicit: true, isBigEndian: false)
    let head = try meta.dataSet(until: bytes.count, depth: 0, group: 2)
    let (isExplicit, isBigEndian) =
      switch try head.text(DICOMTag.transferSyntax) {
      case "1.2.840.10008.1.2": (false, false)
      case "1.2.840.10008.1.2.1": (true, false)
      case "1.2.840.10008.1.2.2": (true, true)
      case "1.2.840.10008.1.2.1.99":
        throw LFError(
          .badData, "is deflated, which is not read", hint: "write it as explicit VR little endian")
      case let other?:
        throw LFError(.badData, "has the transfer syntax \(other.shown), which is none of waveforms")
      case nil:
        throw LFError(.badData, "has no transfer syntax", at: .init(byte: 132), hint: "the file is damaged")
      }
    var parser = DICOMParser(
      bytes: bytes, position: meta.position, isExplicit: isExplicit, isBigEndian: isBigEndian)
    return try parser.dataSet(until: bytes.count, depth: 0)
  }

  func place(_ tag: UInt32) -> LFError.Place { .init(element: DICOMTag.text(tag), byte: byte) }

  /// The items of a sequence; none when it is absent.
  func items(_ tag: UInt32) throws(LFError) -> [DICOMDataSet] {
    switch values[tag] {
    case .items(let items): return items
    case .bytes(let bytes) where !bytes.isEmpty: throw LFError(.badData, "is no sequence", at: place(tag))
    case .bytes, nil: return []
    }
  }

  func bytes(_ tag: UInt32) -> UnsafeRawBufferPointer? {
    if case .bytes(let bytes) = values[tag] { return bytes }
    return nil
  }

  /// The text of an element without blanks around it; `nil` when it is absent or empty.
  func text(_ tag: UInt32) throws(LFError) -> String? {
    guard let bytes = bytes(tag) else {
      guard values[tag] == nil else { throw LFError(.badData, "is a sequence", at: place(tag)) }
      return nil
    }
    guard bytes.count <= 1 << 20 else {
      throw LFError(.badData, "is a text of \(bytes.count) bytes", at: place(tag))
    }
    let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self).trimmingBlanks
    return text.isEmpty ? nil : text
  }

  /// A decimal string.
  func number(_ tag: UInt32) throws(LFError) -> Double? {
    guard let text = try text(tag) else { return nil }
    guard let value = Double(text), value.isFinite else {
      throw LFError(
        .badData, "holds \"\(text.shown)\", which is no number", at: place(tag), hint: "the file is damaged")
    }
    return value
  }

  /// An unsigned integer of two or four bytes.
  func integer(_ tag: UInt32) throws(LFError) -> Int? {
    guard let bytes = bytes(tag), !bytes.isEmpty else { return nil }
    switch bytes.count {
    case 2:
      let value = bytes.loadUnaligned(as: UInt16.self)
      return Int(isBigEndian ? UInt16(bigEndian: value) : UInt16(littleEndian: value))
    case 4:
      let value = bytes.loadUnaligned(as: UInt32.self)
      return Int(isBigEndian ? UInt32(bigEndian: value) : UInt32(littleEndian: value))
    default:
      throw LFError(
        .badData, "is an integer of \(bytes.count) bytes", at: place(tag), hint: "the file is damaged")
    }
  }
}

/// Walks through the elements of a DICOM file.
struct DICOMParser {
  let bytes: UnsafeRawBufferPointer
  private(set) var position: Int
  private var isExplicit: Bool
  private let isBigEndian: Bool
  private var elements = 0

  private static let item: UInt32 = 0xFFFE_E000
  private static let itemEnd: UInt32 = 0xFFFE_E00D
  private static let sequenceEnd: UInt32 = 0xFFFE_E0DD
  private static let undefined = 0xFFFF_FFFF
  private static let depthLimit = 16
  private static let elementLimit = 1_000_000

  init(bytes: UnsafeRawBufferPointer, position: Int, isExplicit: Bool, isBigEndian: Bool) {
    self.bytes = bytes
    self.position = position
    self.isExplicit = isExplicit
    self.isBigEndian = isBigEndian
  }

  /// Takes elements.
  ///
  /// - Parameters:
  ///   - end: The byte where they end.
  ///   - depth: How deep the sequences are nested.
  ///   - group: The only group to take, if any.
  ///   - isOpen: Whether they end with a mark.
  /// - Returns: The data set.
  /// - Throws: `LFError` with code `badData` and the byte.
  mutating func dataSet(
    until end: Int, depth: Int, group: UInt32? = nil, isOpen: Bool = false
  ) throws(LFError) -> DICOMDataSet {
    var set = DICOMDataSet(isBigEndian: isBigEndian, byte: position)
    guard depth <= Self.depthLimit else {
      throw LFError(.badData, "nests sequences more than \(Self.depthLimit) deep", at: .init(byte: position))
    }
    var last: UInt32 = 0
    while position < end {
      let start = position
      let tag = try self.tag(end)
      if let group, tag >> 16 != group {
        position = start
        return set
      }
      if isOpen, tag == Self.itemEnd {
        _ = try length32(end)
        return set
      }
      // Elements stand in the order of their numbers.
      guard tag > last || start == set.byte else {
        throw LFError(
          .badData, "has element \(DICOMTag.text(tag)) behind \(DICOMTag.text(last))", at: .init(byte: start),
          hint: "the file is damaged")
      }
      last = tag
      elements += 1
      guard elements <= Self.elementLimit else {
        throw LFError(.badData, "has more than \(Self.elementLimit) elements", at: .init(byte: start))
      }
      set.values[tag] = try value(tag, end, depth)
    }
    if isOpen {
      throw LFError(.badData, "ends inside an item", at: .init(byte: position), hint: "the file is cut")
    }
    return set
  }

  private mutating func value(_ tag: UInt32, _ end: Int, _ depth: Int) throws(LFError) -> DICOMDataSet.Value {
    let start = position
    var length: Int
    var isSequence = DICOMTag.sequences.contains(tag)
    var isUnknown = false
    if isExplicit {
      try need(4, end, tag)
      let kind = String(decoding: bytes[position..<position + 2], as: UTF8.self)
      guard kind.utf8.allSatisfy({ (65...90).contains($0) }), kind.utf8.count == 2 else {
        throw LFError(
          .badData, "has no value representation", at: .init(element: DICOMTag.text(tag), byte: position),
          hint: "the file is damaged")
      }
      isSequence = kind == "SQ"
      isUnknown = kind == "UN"
      if ["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "UC", "UN", "UR", "UT", "SV", "UV"].contains(kind) {
        position += 4
        length = try length32(end)
      } else {
        length = Int(try integer16(position + 2))
        position += 4
      }
    } else {
      length = try length32(end)
      if length == Self.undefined { isSequence = true }
    }
    if isSequence || (isUnknown && length == Self.undefined) {
      let wasExplicit = isExplicit
      if isUnknown { isExplicit = false }
      defer { isExplicit = wasExplicit }
      return .items(try items(tag, length, end, depth))
    }
    guard length != Self.undefined else {
      throw LFError(
        .badData, "is encapsulated, which waveforms are not",
        at: .init(element: DICOMTag.text(tag), byte: start))
    }
    try need(length, end, tag)
    defer { position += length }
    return .bytes(UnsafeRawBufferPointer(rebasing: bytes[position..<position + length]))
  }

  private mutating func items(
    _ tag: UInt32, _ length: Int, _ end: Int, _ depth: Int
  ) throws(LFError) -> [DICOMDataSet] {
    let isOpen = length == Self.undefined
    if !isOpen { try need(length, end, tag) }
    let stop = isOpen ? end : position + length
    var items: [DICOMDataSet] = []
    while position < stop {
      let start = position
      let mark = try self.tag(stop)
      let size = try length32(stop)
      if isOpen, mark == Self.sequenceEnd { return items }
      guard mark == Self.item else {
        throw LFError(
          .badData, "has \(DICOMTag.text(mark)) where an item begins",
          at: .init(element: DICOMTag.text(tag), byte: start), hint: "the file is damaged")
      }
      if size == Self.undefined {
        items.append(try dataSet(until: stop, depth: depth + 1, isOpen: true))
      } else {
        try need(size, stop, tag)
        items.append(try dataSet(until: position + size, depth: depth + 1))
      }
    }
    if isOpen {
      throw LFError(
        .badData, "ends inside a sequence", at: .init(element: DICOMTag.text(tag), byte: position),
        hint: "the file is cut")
    }
    return items
  }

  private func need(_ count: Int, _ end: Int, _ tag: UInt32) throws(LFError) {
    guard count <= end - position else {
      throw LFError(
        .badData, "has \(count) bytes, and \(end - position) are left",
        at: .init(element: DICOMTag.text(tag), byte: position), hint: "the file is cut or damaged")
    }
  }

  private mutating func tag(_ end: Int) throws(LFError) -> UInt32 {
    guard end - position >= 8 else {
      throw LFError(.badData, "ends inside an element", at: .init(byte: position), hint: "the file is cut")
    }
    let tag = UInt32(try integer16(position)) << 16 | UInt32(try integer16(position + 2))
    position += 4
    return tag
  }

  private func integer16(_ at: Int) throws(LFError) -> UInt16 {
    let value = bytes.loadUnaligned(fromByteOffset: at, as: UInt16.self)
    return isBigEndian ? UInt16(bigEndian: value) : UInt16(littleEndian: value)
  }

  private mutating func length32(_ end: Int) throws(LFError) -> Int {
    guard end - position >= 4 else {
      throw LFError(.badData, "ends inside an element", at: .init(byte: position), hint: "the file is cut")
    }
    let value = bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)
    position += 4
    return Int(isBigEndian ? UInt32(bigEndian: value) : UInt32(littleEndian: value))
  }
}
