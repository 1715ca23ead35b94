import LFCore
import LFMesh

/// Reads NetCDF-4 files: the C library works in a child process, because HDF5 crashes on some damaged files.
enum HDF5File {
  /// Reads a file whole.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - consumer: Takes what it holds.
  /// - Throws: `LFError` with code `badData` or `unavailable`, or what the consumer throws.
  static func read(_ file: MappedFile, into consumer: inout some NetCDFConsumer) throws(LFError) {
    let (most, overflow) = file.count.multipliedReportingOverflow(by: 1100)
    var stream = try ChildStream(file, budget: overflow ? Int.max : most + 128 << 20)
    guard try stream.message() == "L" else { throw unexpected() }
    let layout = try stream.layout()
    try consumer.begin(layout)
    while true {
      switch try stream.message() {
      case "Z": return
      case "V":
        let number = try stream.number()
        guard number < layout.variables.count else { throw unexpected() }
        try values(of: number, layout, &stream, &consumer)
      default: throw unexpected()
      }
    }
  }

  private static func values(
    of number: Int, _ layout: NetCDFLayout, _ stream: inout ChildStream, _ consumer: inout some NetCDFConsumer
  ) throws(LFError) {
    let variable = layout.variables[number]
    let rank = variable.dimensions.count
    while true {
      let tag = try stream.message()
      if tag == "E" { return }
      guard tag == "D" || tag == "S" else { throw unexpected() }
      var box: [Range<Int>] = []
      for _ in 0..<rank {
        let (start, count) = (try stream.number(), try stream.number())
        box.append(try range(from: start, count: count))
      }
      if tag == "S" {
        var texts: [String] = []
        for _ in 0..<(try stream.number()) { texts.append(try stream.text()) }
        try consumer.take(.string(texts), in: box, of: number)
      } else {
        let type = variable.type.numeric ?? .uint8
        let size = try stream.blobSize()
        let values = try ArrayValues.filled(type, count: size / type.byteWidth) {
          (target) throws(LFError) in try stream.fill(target)
        }
        try consumer.take(values, in: box, of: number)
      }
    }
  }

  /// The part of a dimension that a block fills.
  static func range(from start: Int, count: Int) throws(LFError) -> Range<Int> {
    let (end, overflow) = start.addingReportingOverflow(count)
    guard !overflow, start >= 0, end >= start else { throw unexpected() }
    return start..<end
  }

  static func unexpected() -> LFError {
    // Such as a library that breaks off in the middle of the layout.
    LFError(
      .badData, "is damaged: what the NetCDF-4 library says of it does not fit together",
      hint: "get the file again")
  }
}

extension ChildStream {
  /// The next tag; what is wrong with the file becomes an error.
  mutating func message() throws(LFError) -> Unicode.Scalar {
    let tag = try tag()
    guard tag == "X" else { return tag }
    let (place, what) = (try text(), try text())
    throw LFError(
      .badData, what, at: .init(element: place.isEmpty ? nil : "variable or group \"\(place.singleLine)\""),
      hint: "get the file again, or write it again as a plain NetCDF-4 file")
  }

  /// The layout, after its tag.
  mutating func layout() throws(LFError) -> NetCDFLayout {
    let formats = [
      1: "NETCDF3_CLASSIC", 2: "NETCDF3_64BIT_OFFSET", 3: "NETCDF4", 4: "NETCDF4_CLASSIC",
      5: "NETCDF3_64BIT_DATA",
    ]
    var layout = NetCDFLayout(format: formats[try number()] ?? "NETCDF4")
    for _ in 0..<(try number()) {
      let name = try text()
      let length = try number()
      layout.dimensions.append(.init(name: name, length: length, isUnlimited: try number() != 0))
    }
    for _ in 0..<(try number()) {
      let prefix = try text()
      for attribute in try attributes() {
        layout.attributes.append(.init(name: prefix + attribute.name, value: attribute.value))
      }
    }
    for _ in 0..<(try number()) {
      let name = try text()
      let type = try type().value
      var dimensions: [Int] = []
      for _ in 0..<(try number()) {
        let number = try number()
        guard number < layout.dimensions.count else { throw HDF5File.unexpected() }
        dimensions.append(number)
      }
      layout.variables.append(
        .init(name: name, type: type, dimensions: dimensions, attributes: try attributes()))
    }
    return layout
  }

  private mutating func attributes() throws(LFError) -> [NetCDFLayout.Attribute] {
    var attributes: [NetCDFLayout.Attribute] = []
    for _ in 0..<(try number()) {
      let name = try text()
      let type = try type()
      let count = try number()
      let value: NetCDFLayout.Attribute.Value
      switch type.value {
      case .text:
        var texts: [String] = []
        for _ in 0..<count { texts.append(try text()) }
        value = .texts(texts)
      case .character: value = .characters(try text())
      case .number(let scalar), .enumeration(_, let scalar):
        let bytes = try self.bytes()
        var values = ArrayValues.empty(scalar)
        let copied: Result<ArrayValues, LFError> = bytes.withUnsafeBytes { raw in
          do throws(LFError) { return .success(try .native(raw, scalar)) } catch { return .failure(error) }
        }
        values = try copied.get()
        value = .numbers(values)
      case .other(let name): value = .other(name)
      }
      attributes.append(.init(name: name, value: value))
    }
    return attributes
  }

  /// A type as the library numbers it: its own number, its class, and the type that it is made on.
  private mutating func type() throws(LFError) -> (value: NetCDFLayout.ValueType, width: Int) {
    _ = try number()
    let (kind, base, width) = (try number(), try number(), try number())
    let name = try text()
    switch kind {
    case 2: return (.character, width)
    case 12: return (.text, width)
    case 15:
      guard let scalar = Self.scalars[base] else { return (.other(name: name), width) }
      return (.enumeration(name: name, scalar), width)
    case 1, 3...11: return (Self.scalars[kind].map { .number($0) } ?? .other(name: name), width)
    default: return (.other(name: name), width)
    }
  }

  private static let scalars: [Int: ScalarType] = [
    1: .int8, 3: .int16, 4: .int32, 5: .float32, 6: .float64, 7: .uint8, 8: .uint16, 9: .uint32, 10: .int64,
    11: .uint64,
  ]
}
