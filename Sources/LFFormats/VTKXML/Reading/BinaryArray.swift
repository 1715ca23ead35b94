import CKernels
import LFCore

/// A binary array found and measured, not yet decoded: nothing is allocated before its size is known to be real.
struct BinaryArray {
  /// How the bytes stand in the file.
  private enum Storage {
    /// As they are.
    case plain(UnsafeRawBufferPointer)
    /// In base64; some bytes came with the header.
    case text(begun: [UInt8], UnsafeRawBufferPointer)
    /// Compressed blocks, as they are or in base64.
    case blocks(BlockTable, UnsafeRawBufferPointer, isText: Bool)
  }

  /// How many bytes the array has, decoded.
  let byteCount: Int
  private let storage: Storage
  private let compressor: VTKXMLFile.Compressor?
  /// Inline arrays own all of their text: nothing may follow.
  private let ownsText: Bool

  init(_ bytes: UnsafeRawBufferPointer, isText: Bool, ownsText: Bool, of file: VTKXMLFile) throws(LFError) {
    self.ownsText = ownsText
    compressor = file.compressor
    if isText {
      (byteCount, storage) = try Self.measureText(bytes, file, ownsText: ownsText)
    } else {
      (byteCount, storage) = try Self.measureRaw(bytes, file)
    }
  }

  // MARK: Measuring

  private static func measureRaw(
    _ bytes: UnsafeRawBufferPointer, _ file: VTKXMLFile
  ) throws(LFError) -> (Int, Storage) {
    let width = file.headerWidth
    if file.compressor == nil {
      guard bytes.count >= width else { throw cut() }
      let size = number(bytes, 0, file)
      guard size <= UInt64(bytes.count - width) else { throw past(size) }
      return (Int(size), .plain(UnsafeRawBufferPointer(rebasing: bytes[width..<width + Int(size)])))
    }
    guard bytes.count >= width else { throw cut() }
    let table = try BlockTable(count: number(bytes, 0, file), available: bytes.count, file) { index in
      bytes.count >= (index + 1) * width ? number(bytes, index, file) : nil
    }
    let start = table.headerBytes
    guard table.compressedBytes <= bytes.count - start else { throw past(UInt64(table.compressedBytes)) }
    let blocks = UnsafeRawBufferPointer(rebasing: bytes[start..<start + table.compressedBytes])
    return (table.byteCount, .blocks(table, blocks, isText: false))
  }

  private static func measureText(
    _ text: UnsafeRawBufferPointer, _ file: VTKXMLFile, ownsText: Bool
  ) throws(LFError) -> (Int, Storage) {
    let width = file.headerWidth
    // The header alone is a padded run with some writers; with VTK an uncompressed array goes on behind it.
    let head = try decode(text, atMost: width == 4 ? 6 : 9)
    if head.bytes.isEmpty, ownsText { return (0, .plain(UnsafeRawBufferPointer(start: nil, count: 0))) }
    guard head.bytes.count >= width else { throw cut() }
    let first = head.bytes.withUnsafeBytes { number($0, 0, file) }
    if file.compressor == nil {
      let begun = Array(head.bytes.dropFirst(width))
      guard first <= UInt64(text.count), UInt64(begun.count) <= first else { throw past(first) }
      return (
        Int(first), .text(begun: begun, UnsafeRawBufferPointer(rebasing: text[head.read...]))
      )
    }
    if first == 0 {
      // VTK writes the sizes also when there is no block; other writers leave them out.
      let whole = try decode(text, atMost: 3 * width)
      if ownsText { try expectBlank(UnsafeRawBufferPointer(rebasing: text[whole.read...])) }
      return (0, .plain(UnsafeRawBufferPointer(start: nil, count: 0)))
    }
    let headerCount = try BlockTable.headerCount(first, available: text.count, file)
    let header = try decode(text, atMost: headerCount * width, exactly: true)
    let table = try BlockTable(count: first, available: text.count, file) { index in
      header.bytes.withUnsafeBytes { $0.count >= (index + 1) * width ? number($0, index, file) : nil }
    }
    guard table.compressedBytes <= text.count else { throw past(UInt64(table.compressedBytes)) }
    return (
      table.byteCount, .blocks(table, UnsafeRawBufferPointer(rebasing: text[header.read...]), isText: true)
    )
  }

  private static func number(_ bytes: UnsafeRawBufferPointer, _ index: Int, _ file: VTKXMLFile) -> UInt64 {
    if file.headerWidth == 4 {
      let value = bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
      return UInt64(file.isSwapped ? value.byteSwapped : value)
    }
    let value = bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)
    return file.isSwapped ? value.byteSwapped : value
  }

  private static func decode(
    _ text: UnsafeRawBufferPointer, atMost capacity: Int, exactly: Bool = false
  ) throws(LFError) -> (bytes: [UInt8], read: Int) {
    var result = lf_base64_result()
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, size in
      result = lf_base64_decode(
        text.baseAddress?.assumingMemoryBound(to: UInt8.self), text.count, buffer.baseAddress, capacity)
      size = result.written
    }
    guard result.valid != 0 else { throw illegal(at: result.read) }
    if exactly, bytes.count < capacity { throw cut() }
    return (bytes, result.read)
  }

  // MARK: Decoding

  /// Fills `target`, which has exactly `byteCount` bytes, with the bytes in file order.
  func decode(into target: UnsafeMutableRawBufferPointer) throws(LFError) {
    switch storage {
    case .plain(let bytes): target.copyMemory(from: bytes)
    case .text(let begun, let text):
      target.copyBytes(from: begun)
      let rest = UnsafeMutableRawBufferPointer(rebasing: target.dropFirst(begun.count))
      let read = try Self.decode(text, into: rest)
      if ownsText { try Self.expectBlank(UnsafeRawBufferPointer(rebasing: text.dropFirst(read))) }
    case .blocks(let table, let bytes, isText: false): try table.inflate(bytes, into: target, compressor)
    case .blocks(let table, let text, isText: true):
      let compressed = UnsafeMutableRawBufferPointer.allocate(byteCount: table.compressedBytes, alignment: 1)
      defer { compressed.deallocate() }
      let read = try Self.decode(text, into: compressed)
      if ownsText { try Self.expectBlank(UnsafeRawBufferPointer(rebasing: text.dropFirst(read))) }
      try table.inflate(UnsafeRawBufferPointer(compressed), into: target, compressor)
    }
  }

  private static func decode(
    _ text: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
  ) throws(LFError) -> Int {
    let result = lf_base64_decode(
      text.baseAddress?.assumingMemoryBound(to: UInt8.self), text.count,
      target.baseAddress?.assumingMemoryBound(to: UInt8.self), target.count)
    guard result.valid != 0 else { throw illegal(at: result.read) }
    guard result.written == target.count else { throw cut() }
    return result.read
  }

  private static func expectBlank(_ rest: UnsafeRawBufferPointer) throws(LFError) {
    if rest.contains(where: { !$0.isBlank }) {
      throw LFError(.badData, "has text behind its data", hint: "the file is damaged; write it again")
    }
  }

  // MARK: Errors

  private static func cut() -> LFError {
    LFError(.badData, "ends before its data do", hint: "the file is cut short; write it again")
  }

  private static func past(_ size: UInt64) -> LFError {
    LFError(
      .badData, "claims \(size) bytes, more than there are", hint: "the file is damaged; write it again")
  }

  private static func illegal(at position: Int) -> LFError {
    LFError(
      .badData, "is no legal base64 at character \(position)", hint: "the file is damaged; write it again")
  }
}
