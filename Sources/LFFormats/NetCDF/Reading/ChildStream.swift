import CNetCDFReader
import LFCore
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a child process that reads a NetCDF-4 file sends: numbers and blobs from a pipe, nothing trusted.
struct ChildStream: ~Copyable {
  private let pipe: Int32
  private let child: pid_t
  private var buffer: [UInt8]
  private var next = 0
  private var end = 0
  /// How many bytes of text and values may still come: a file cannot hold more.
  private var budget: Int

  /// Starts the child.
  ///
  /// - Parameters:
  ///   - file: The file to read.
  ///   - budget: How many bytes of text and values may come.
  /// - Throws: `LFError` with code `noInput` or `unavailable`.
  init(_ file: MappedFile, budget: Int) throws(LFError) {
    let memory = UInt64(256 << 20) + 4 * UInt64(file.count)
    let seconds = 3 + UInt64(file.count) >> 18
    var pipe: Int32 = -1
    var child: pid_t = 0
    let error = NetCDFLibrary.exclusively { lf_netcdf_stream(file.path, memory, seconds, &pipe, &child) }
    guard error == 0 else {
      throw LFError(
        .unavailable, "cannot be read in a process of its own: \(String(cString: strerror(error)))")
    }
    self.pipe = pipe
    self.child = child
    self.budget = budget
    buffer = [UInt8](repeating: 0, count: 1 << 16)
  }

  deinit { Self.finish(pipe, child) }

  private static func finish(_ pipe: Int32, _ child: pid_t) {
    _ = close(pipe)
    _ = lf_netcdf_stream_end(child, 1)
  }

  /// The next tag.
  mutating func tag() throws(LFError) -> Unicode.Scalar {
    if next == end { try refill() }
    defer { next += 1 }
    return Unicode.Scalar(buffer[next])
  }

  /// The next number.
  mutating func number() throws(LFError) -> Int {
    var bytes = UInt64(0)
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      if next == end { try refill() }
      bytes |= UInt64(buffer[next]) << shift
      next += 1
    }
    guard let value = Int(exactly: 1.littleEndian == 1 ? bytes : bytes.byteSwapped) else {
      throw LFError(.badData, "claims more than any file can hold")
    }
    return value
  }

  /// The length of the blob that follows, within the budget.
  mutating func blobSize() throws(LFError) -> Int {
    let size = try number()
    guard size <= budget else {
      throw LFError(.badData, "claims more values than a file of this size can hold")
    }
    budget -= size
    return size
  }

  /// The next text.
  mutating func text() throws(LFError) -> String {
    let bytes = try self.bytes()
    return bytes.withUnsafeBytes { String(netCDF: $0) }
  }

  /// The next blob.
  mutating func bytes() throws(LFError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: try blobSize())
    var failure: LFError?
    bytes.withUnsafeMutableBytes { target in
      do throws(LFError) { try fill(target) } catch { failure = error }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Fills memory with the bytes that come next.
  mutating func fill(_ target: UnsafeMutableRawBufferPointer) throws(LFError) {
    var done = 0
    while done < target.count {
      if next == end { try refill() }
      let part = min(target.count - done, end - next)
      buffer.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(rebasing: target[done..<done + part])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[next..<next + part]))
      }
      next += part
      done += part
    }
  }

  private mutating func refill() throws(LFError) {
    var count = 0
    repeat {
      count = buffer.withUnsafeMutableBytes { Glibc.read(pipe, $0.baseAddress, $0.count) }
    } while count < 0 && errno == EINTR
    guard count > 0 else {
      throw LFError(
        .badData,
        "is damaged: the NetCDF-4 library broke down on it, or ran out of the time or memory "
          + "that a file of this size can need",
        hint: "get the file again")
    }
    next = 0
    end = count
  }
}

/// The one lock of the NetCDF and HDF5 libraries, which are not made for threads.
enum NetCDFLibrary {
  private static let lock = Mutex<Void>(())

  /// Runs `body` while no other thread is in the libraries.
  static func exclusively<R: Sendable>(_ body: () -> R) -> R { lock.withLock { _ in body() } }
}
