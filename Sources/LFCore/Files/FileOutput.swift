#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file being written through a buffer. Use inside `AtomicOutput.write`.
public struct FileOutput: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// Bytes written so far, the buffered ones included.
  public private(set) var position = 0

  /// Opens a file for writing; what it held is lost.
  ///
  /// - Parameter path: The path of the file.
  /// - Throws: `LFError` with code `cannotCreate`.
  public init(_ path: String) throws(LFError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw LFError(
        .cannotCreate, "cannot be created: \(String(cString: strerror(errno)))", at: .init(file: path))
    }
    buffer.reserveCapacity(1 << 16)
  }

  deinit { Self.closeQuietly(descriptor) }

  /// Appends text as UTF-8.
  ///
  /// - Parameter text: The text.
  /// - Throws: `LFError` with code `cannotCreate` when the disk refuses.
  public mutating func write(_ text: String) throws(LFError) {
    position += text.utf8.count
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Appends bytes; large ones go past the buffer.
  ///
  /// - Parameter bytes: The bytes.
  /// - Throws: `LFError` with code `cannotCreate` when the disk refuses.
  public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(LFError) {
    position += bytes.count
    if bytes.count >= 1 << 15 {
      try flush()
      try Self.writeAll(bytes, descriptor, path)
    } else {
      buffer.append(contentsOf: bytes)
      if buffer.count >= 1 << 16 { try flush() }
    }
  }

  /// Writes over what stands at a place of the file already.
  ///
  /// - Parameters:
  ///   - text: The text, as UTF-8.
  ///   - place: Where it begins, bytes from the start; its end lies before ``position``.
  /// - Throws: `LFError` with code `cannotCreate` when the disk refuses.
  public mutating func overwrite(_ text: String, at place: Int) throws(LFError) {
    var bytes = text
    precondition(place >= 0 && place + bytes.utf8.count <= position, "nothing stands there yet")
    try flush()
    let (descriptor, path) = (descriptor, path)
    let failure = bytes.withUTF8 { (bytes) -> LFError? in
      var done = 0
      while done < bytes.count {
        let written = pwrite(
          descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(place + done))
        if written < 0 {
          if errno == EINTR { continue }
          return Self.refusal(path)
        }
        done += written
      }
      return nil
    }
    if let failure { throw failure }
  }

  /// Sends the buffer to the file.
  ///
  /// - Throws: `LFError` with code `cannotCreate` when the disk refuses.
  public mutating func flush() throws(LFError) {
    let full = buffer
    buffer.removeAll(keepingCapacity: true)
    var failure: LFError?
    full.withUnsafeBytes { bytes in
      do throws(LFError) { try Self.writeAll(bytes, descriptor, path) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  private static func refusal(_ path: String) -> LFError {
    LFError(.cannotCreate, "cannot be written: \(String(cString: strerror(errno)))", at: .init(file: path))
  }

  private static func closeQuietly(_ descriptor: Int32) { _ = close(descriptor) }

  private static func writeAll(
    _ bytes: UnsafeRawBufferPointer, _ descriptor: Int32, _ path: String
  ) throws(LFError) {
    var rest = bytes
    while let start = rest.baseAddress, rest.count > 0 {
      let written = Glibc.write(descriptor, start, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        throw refusal(path)
      }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
    }
  }
}
