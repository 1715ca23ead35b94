import Dispatch
import LFCore
import Synchronization

/// The header of a compressed array: [blocks][full size u][last size p][compressed sizes…]; p = 0 means a full last.
struct BlockTable {
  /// How many bytes all blocks have, inflated.
  let byteCount: Int
  /// How many bytes they take in the file.
  let compressedBytes: Int
  /// Bytes of the header itself.
  let headerBytes: Int
  private let fullSize: Int
  private let lastSize: Int
  /// Where each block begins, and the end.
  private let starts: [Int]

  /// How many numbers the header of so many blocks has.
  static func headerCount(_ blocks: UInt64, available: Int, _ file: VTKXMLFile) throws(LFError) -> Int {
    guard blocks <= UInt64(available / file.headerWidth) else { throw tooMany(blocks) }
    // Some writers leave the sizes out when there is no block.
    return blocks == 0 ? 1 : 3 + Int(blocks)
  }

  init(
    count: UInt64, available: Int, _ file: VTKXMLFile, _ number: (Int) -> UInt64?
  ) throws(LFError) {
    let numbers = try Self.headerCount(count, available: available, file)
    headerBytes = numbers * file.headerWidth
    if count == 0 {
      (byteCount, compressedBytes, fullSize, lastSize, starts) = (0, 0, 0, 0, [0])
      return
    }
    guard let full = number(1), let last = number(2) else { throw Self.tooMany(count) }
    guard full > 0, full <= UInt64(Int32.max), last <= full else {
      throw LFError(.badData, "claims blocks of \(full) and \(last) bytes", hint: "the file is damaged")
    }
    fullSize = Int(full)
    lastSize = last == 0 ? fullSize : Int(last)
    var starts = [0]
    starts.reserveCapacity(Int(count) + 1)
    var end = 0
    for i in 0..<Int(count) {
      guard let size = number(3 + i), size > 0, size <= UInt64(available) else { throw Self.tooMany(count) }
      // What a compressor cannot have shrunk so far is a lie, found before memory is taken for it.
      let inflated = i == Int(count) - 1 ? lastSize : fullSize
      guard inflated <= Self.largestRatio(file.compressor) * Int(size) + 4096 else {
        throw LFError(
          .badData, "claims \(inflated) bytes from a block of \(size)", hint: "the file is damaged or hostile"
        )
      }
      let (sum, overflow) = end.addingReportingOverflow(Int(size))
      guard !overflow else { throw Self.tooMany(count) }
      end = sum
      starts.append(end)
    }
    self.starts = starts
    compressedBytes = end
    let (product, overflow) = (Int(count) - 1).multipliedReportingOverflow(by: fullSize)
    guard !overflow, product < Int.max - lastSize else { throw Self.tooMany(count) }
    byteCount = product + lastSize
  }

  private static func largestRatio(_ compressor: VTKXMLFile.Compressor?) -> Int {
    switch compressor {
    case .zlib: 1040
    case .lz4: 256
    case .lzma: 8192
    case nil: 1
    }
  }

  private static func tooMany(_ blocks: UInt64) -> LFError {
    LFError(.badData, "claims \(blocks) compressed blocks, more than there are", hint: "the file is damaged")
  }

  /// Inflates all blocks, on two cores when there are several.
  func inflate(
    _ bytes: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer,
    _ compressor: VTKXMLFile.Compressor?
  ) throws(LFError) {
    let count = starts.count - 1
    guard count > 0, let compressor else { return }
    let broken = Atomic<Int>(-1)
    nonisolated(unsafe) let bytes = bytes
    nonisolated(unsafe) let target = target
    let workers = min(2, count)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      var inflater = BlockInflater(compressor)
      for i in stride(from: worker, to: count, by: workers) {
        let size = i == count - 1 ? lastSize : fullSize
        let block = UnsafeRawBufferPointer(rebasing: bytes[starts[i]..<starts[i + 1]])
        let part = UnsafeMutableRawBufferPointer(rebasing: target[i * fullSize..<i * fullSize + size])
        if !inflater.inflate(block, into: part) {
          broken.store(i, ordering: .relaxed)
          return
        }
      }
    }
    let block = broken.load(ordering: .relaxed)
    if block >= 0 {
      throw LFError(
        .badData, "has a compressed block, number \(block), that does not inflate to its size",
        hint: "the file is damaged; write it again")
    }
  }
}
