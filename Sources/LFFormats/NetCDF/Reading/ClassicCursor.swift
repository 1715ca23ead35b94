import LFCore
import LFMesh

/// The three classic kinds; the raw value is the file's fourth byte.
enum ClassicVersion: UInt8 {
  case classic = 1
  case offset64 = 2
  case data64 = 5

  /// Bytes of a count in the header.
  var width: Int { self == .data64 ? 8 : 4 }

  /// NetCDF's name of the kind.
  var format: String {
    switch self {
    case .classic: "NETCDF3_CLASSIC"
    case .offset64: "NETCDF3_64BIT_OFFSET"
    case .data64: "NETCDF3_64BIT_DATA"
    }
  }
}

/// The types of classic files; the raw value is their number in the header.
enum ClassicType: Int {
  case int8 = 1
  case character, int16, int32, float32, float64, uint8, uint16, uint32, int64, uint64

  /// Bytes of one value.
  var width: Int { scalar.byteWidth }

  /// How the bytes are read: characters as UInt8.
  var scalar: ScalarType {
    switch self {
    case .int8: .int8
    case .character, .uint8: .uint8
    case .int16: .int16
    case .int32: .int32
    case .float32: .float32
    case .float64: .float64
    case .uint16: .uint16
    case .uint32: .uint32
    case .int64: .int64
    case .uint64: .uint64
    }
  }

  /// The type of the values.
  var value: NetCDFLayout.ValueType { self == .character ? .character : .number(scalar) }
}

/// A place in a classic header; every step is checked against the file's end.
struct ClassicCursor {
  let bytes: UnsafeRawBufferPointer
  let version: ClassicVersion
  private(set) var position: Int

  init(bytes: UnsafeRawBufferPointer, version: ClassicVersion, position: Int) {
    self.bytes = bytes
    self.version = version
    self.position = position
  }

  /// Bytes to the end of the file.
  var left: Int { bytes.count - position }

  /// An error at this place.
  func error(_ what: String) -> LFError {
    LFError(
      .badData, "the NetCDF header has \(what)", at: .init(byte: position),
      hint: "the file is damaged; get it again")
  }

  private mutating func take(_ count: Int) throws(LFError) -> UnsafeRawBufferPointer {
    guard count <= left else {
      throw LFError(
        .badData, "the file ends inside the NetCDF header", at: .init(byte: bytes.count),
        hint: "the file is cut; get it again")
    }
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
  }

  private mutating func integer(_ width: Int) throws(LFError) -> UInt64 {
    try take(width).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
  }

  /// The number of records; `nil` when the writer left it open.
  mutating func recordCount() throws(LFError) -> Int? {
    let value = try integer(version.width)
    if value == (version == .data64 ? UInt64.max : UInt64(UInt32.max)) { return nil }
    guard value <= UInt64(version == .data64 ? Int.max : Int(Int32.max)) else {
      throw error("an impossible number of records")
    }
    return Int(value)
  }

  /// A number that is not negative.
  mutating func count(_ what: String) throws(LFError) -> Int {
    let value = try integer(version.width)
    guard value <= UInt64(version == .data64 ? Int.max : Int(Int32.max)) else {
      throw error("a negative number for \(what)")
    }
    return Int(value)
  }

  /// A number that is not used: sizes of large variables do not fit it.
  mutating func anyCount() throws(LFError) -> UInt64 { try integer(version.width) }

  /// Where a variable's values begin.
  mutating func offset() throws(LFError) -> Int {
    guard let offset = Int(exactly: try integer(version == .classic ? 4 : 8)), offset >= 0 else {
      throw error("an impossible offset")
    }
    return offset
  }

  /// How many items a list has whose tag is `tag`; 0 for a list that is absent.
  mutating func listCount(tag expected: UInt64, _ what: String, smallest: Int) throws(LFError) -> Int {
    let tag = try integer(4)
    let count = try count("the number of \(what)")
    if tag == 0, count == 0 { return 0 }
    guard tag == expected else { throw error("no list of \(what) where one should be") }
    guard count <= left / smallest else { throw error("\(count) \(what), more than it can hold") }
    return count
  }

  /// A name, padded to four bytes.
  mutating func name() throws(LFError) -> String {
    let length = try count("the length of a name")
    let name = String(decoding: try take(length), as: UTF8.self)
    try skipPadding(of: length)
    return name
  }

  /// A type's number.
  mutating func type() throws(LFError) -> ClassicType {
    let number = try integer(4)
    guard number <= 11, let type = ClassicType(rawValue: Int(number)),
      version == .data64 || number <= 6
    else { throw error("a value type that does not exist (number \(number))") }
    return type
  }

  /// A list of attributes.
  mutating func attributes(of owner: String) throws(LFError) -> [NetCDFLayout.Attribute] {
    var attributes: [NetCDFLayout.Attribute] = []
    for _ in 0..<(try listCount(tag: 0x0C, "attributes of \(owner.singleLine)", smallest: 2 * version.width))
    {
      let name = try name()
      let type = try type()
      let count = try count("the length of attribute \"\(name.singleLine)\"")
      guard count <= left / type.width else {
        throw error("an attribute \"\(name.singleLine)\" that is longer than the file")
      }
      let raw = try take(count * type.width)
      try skipPadding(of: raw.count)
      if type == .character {
        attributes.append(.init(name: name, value: .characters(String(netCDF: raw))))
      } else {
        attributes.append(.init(name: name, value: .numbers(try .bigEndian(raw, type.scalar))))
      }
    }
    return attributes
  }

  private mutating func skipPadding(of length: Int) throws(LFError) {
    _ = try take((4 - length % 4) % 4)
  }
}
