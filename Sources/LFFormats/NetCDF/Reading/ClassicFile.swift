import LFCore
import LFMesh

/// Reads classic NetCDF files without the C library: the format is a table of extents.
enum ClassicFile {
  private static let block = 4 << 20

  /// Reads a file whole.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - consumer: Takes what it holds.
  /// - Throws: `LFError` with code `badData`, or what the consumer throws.
  static func read(_ file: MappedFile, into consumer: inout some NetCDFConsumer) throws(LFError) {
    let header = try ClassicHeader(file.bytes)
    try consumer.begin(header.layout)
    for (i, variable) in header.layout.variables.enumerated() {
      let extent = header.extents[i]
      let type = variable.type.numeric ?? .uint8
      guard extent.size > 0 else { continue }
      if !extent.isRecord {
        try send(file.bytes[extent.begin..<extent.begin + extent.size], type, i, &consumer)
      } else if header.recordSize == extent.size {
        let all = extent.begin..<extent.begin + extent.size * header.records
        try send(file.bytes[all], type, i, &consumer)
      } else {
        try sendRecords(file, header, i, type, &consumer)
      }
    }
  }

  private static func send(
    _ bytes: Slice<UnsafeRawBufferPointer>, _ type: ScalarType, _ variable: Int,
    _ consumer: inout some NetCDFConsumer
  ) throws(LFError) {
    for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: block) {
      let part = UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + block, bytes.endIndex)])
      try consumer.take(try .bigEndian(part, type), in: nil, of: variable)
    }
  }

  /// Gathers the parts of many records into blocks: records of a few bytes are common.
  private static func sendRecords(
    _ file: MappedFile, _ header: ClassicHeader, _ variable: Int, _ type: ScalarType,
    _ consumer: inout some NetCDFConsumer
  ) throws(LFError) {
    let extent = header.extents[variable]
    if extent.size >= block {
      for record in 0..<header.records {
        let begin = extent.begin + record * header.recordSize
        try send(file.bytes[begin..<begin + extent.size], type, variable, &consumer)
      }
      return
    }
    let together = max(block / extent.size, 1)
    for first in stride(from: 0, to: header.records, by: together) {
      let records = first..<min(first + together, header.records)
      var gathered: [UInt8] = []
      gathered.reserveCapacity(records.count * extent.size)
      for record in records {
        let begin = extent.begin + record * header.recordSize
        gathered += UnsafeRawBufferPointer(rebasing: file.bytes[begin..<begin + extent.size])
      }
      var failure: LFError?
      gathered.withUnsafeBytes { bytes in
        do throws(LFError) { try consumer.take(try .bigEndian(bytes, type), in: nil, of: variable) } catch {
          failure = error
        }
      }
      if let failure { throw failure }
    }
  }
}
