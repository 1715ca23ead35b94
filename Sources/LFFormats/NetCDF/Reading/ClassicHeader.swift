import LFCore
import LFMesh

/// The header of a classic NetCDF file (CDF-1, CDF-2 with 64-bit offsets, CDF-5 with 64-bit data), parsed here
/// because the C library reads some cut files as zeros without an error.
struct ClassicHeader {
  /// Where the values of one variable are.
  struct Extent {
    /// The first byte.
    var begin: Int
    /// Bytes of the variable, or of one record of it.
    var size: Int
    /// Whether it has a part in every record.
    var isRecord: Bool
  }

  private(set) var layout: NetCDFLayout
  private(set) var extents: [Extent] = []
  /// How many records there are.
  private(set) var records = 0
  /// Bytes from one record to the next.
  private(set) var recordSize = 0

  /// Parses the header and holds the extents of all variables against the file's size.
  ///
  /// - Parameter bytes: The file.
  /// - Throws: `LFError` with code `badData`.
  init(_ bytes: UnsafeRawBufferPointer) throws(LFError) {
    guard bytes.count > 4, bytes[0] == 0x43, bytes[1] == 0x44, bytes[2] == 0x46,
      let version = ClassicVersion(rawValue: bytes[3])
    else { throw LFError(.badData, "is no classic NetCDF file", at: .init(byte: 0)) }
    var cursor = ClassicCursor(bytes: bytes, version: version, position: 4)
    layout = NetCDFLayout(format: version.format)
    let claimed = try cursor.recordCount()
    try readDimensions(&cursor)
    layout.attributes = try cursor.attributes(of: "the file")
    try readVariables(&cursor)
    recordSize = try Self.recordSize(extents)
    records = try resolve(claimed, fileSize: bytes.count)
    if let i = layout.dimensions.firstIndex(where: \.isUnlimited) { layout.dimensions[i].length = records }
    try checkExtents(headerEnd: cursor.position, fileSize: bytes.count)
  }

  private mutating func readDimensions(_ cursor: inout ClassicCursor) throws(LFError) {
    for _ in 0..<(try cursor.listCount(tag: 0x0A, "dimensions", smallest: 2 * cursor.version.width)) {
      let name = try cursor.name()
      let length = try cursor.count("the length of dimension \"\(name.singleLine)\"")
      if length == 0, layout.dimensions.contains(where: \.isUnlimited) {
        throw cursor.error("a second unlimited dimension, \"\(name.singleLine)\"")
      }
      layout.dimensions.append(.init(name: name, length: length, isUnlimited: length == 0))
    }
  }

  private mutating func readVariables(_ cursor: inout ClassicCursor) throws(LFError) {
    for _ in 0..<(try cursor.listCount(tag: 0x0B, "variables", smallest: 4 * cursor.version.width)) {
      let name = try cursor.name()
      let rank = try cursor.count("the rank of variable \"\(name.singleLine)\"")
      guard rank <= cursor.left / cursor.version.width else { throw cursor.error("a rank of \(rank)") }
      var numbers: [Int] = []
      for place in 0..<rank {
        let number = try cursor.count("a dimension's number")
        guard number < layout.dimensions.count else {
          throw LFError.variable(name, "has a dimension that the file does not have (number \(number))")
        }
        if place > 0, layout.dimensions[number].isUnlimited {
          throw LFError.variable(name, "has its unlimited dimension in place \(place + 1), not first")
        }
        numbers.append(number)
      }
      let attributes = try cursor.attributes(of: name)
      let type = try cursor.type()
      _ = try cursor.anyCount()
      let begin = try cursor.offset()
      let isRecord = numbers.first.map { layout.dimensions[$0].isUnlimited } ?? false
      let variable = NetCDFLayout.Variable(
        name: name, type: type.value, dimensions: numbers, attributes: attributes)
      var one = variable
      if isRecord { one.dimensions.removeFirst() }
      let (size, overflow) = try layout.count(of: one).multipliedReportingOverflow(by: type.width)
      if overflow { throw LFError.variable(name, "claims more values than any file can hold") }
      layout.variables.append(variable)
      extents.append(Extent(begin: begin, size: size, isRecord: isRecord))
    }
  }

  /// Each variable's part of a record is padded to four bytes, unless it is the only one.
  private static func recordSize(_ extents: [Extent]) throws(LFError) -> Int {
    let sizes = extents.filter(\.isRecord).map(\.size)
    if sizes.count == 1 { return sizes[0] }
    var sum = 0
    for size in sizes {
      let (next, overflow) = sum.addingReportingOverflow(size)
      guard !overflow, next <= Int.max - 3 else {
        throw LFError(.badData, "claims records larger than any file")
      }
      sum = (next + 3) & ~3
    }
    return sum
  }

  /// The number of records; a writer that streamed left it open.
  private func resolve(_ claimed: Int?, fileSize: Int) throws(LFError) -> Int {
    if let claimed { return claimed }
    guard recordSize > 0, let first = extents.filter(\.isRecord).map(\.begin).min() else { return 0 }
    return max(fileSize - first, 0) / recordSize
  }

  private func checkExtents(headerEnd: Int, fileSize: Int) throws(LFError) {
    var spans: [(begin: Int, end: Int, variable: Int)] = []
    for (i, extent) in extents.enumerated() where extent.size > 0 && (!extent.isRecord || records > 0) {
      let name = layout.variables[i].name
      let (end, tooLong) = extent.begin.addingReportingOverflow(extent.size)
      var last = end
      var overflow = tooLong
      if extent.isRecord, !overflow {
        let (skip, tooMany) = (records - 1).multipliedReportingOverflow(by: recordSize)
        let (sum, tooFar) = end.addingReportingOverflow(skip)
        (last, overflow) = (sum, tooMany || tooFar)
      }
      guard !overflow, last <= fileSize else {
        let missing = overflow ? "" : " (\(last - fileSize) bytes are missing)"
        throw LFError.variable(
          name, "ends beyond the end of the file\(missing)", hint: "the file is cut; get it again")
      }
      guard extent.begin >= headerEnd else {
        throw LFError.variable(name, "begins inside the header, at byte \(extent.begin)")
      }
      spans.append((extent.begin, end, i))
    }
    spans.sort { ($0.begin, $0.end) < ($1.begin, $1.end) }
    for (a, b) in zip(spans, spans.dropFirst()) where a.end > b.begin {
      throw LFError.variable(
        layout.variables[b.variable].name,
        "shares bytes with variable \"\(layout.variables[a.variable].name.singleLine)\"")
    }
    let recordSpans = spans.filter { extents[$0.variable].isRecord }
    guard let first = recordSpans.first, let last = recordSpans.last else { return }
    if last.end - first.begin > recordSize {
      throw LFError.variable(layout.variables[last.variable].name, "does not fit into the file's records")
    }
    if records > 1,
      let after = spans.first(where: { $0.begin > first.begin && !extents[$0.variable].isRecord })
    {
      throw LFError.variable(layout.variables[after.variable].name, "lies among the file's records")
    }
  }
}
