public import LFCore

extension ArrayValues {
  /// Copies values out of bytes in this machine's order; the byte count must be a multiple of the width.
  ///
  /// - Parameters:
  ///   - type: A type with a fixed width (neither text nor bits).
  ///   - count: How many values.
  ///   - fill: Fills the storage, exactly `count * type.byteWidth` bytes; called once, also for a count of 0.
  /// - Returns: The values.
  /// - Throws: What `fill` throws; `LFError` (internal fault) for text and bits.
  public static func filled(
    _ type: ScalarType, count: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(LFError) -> Void
  ) throws(LFError) -> ArrayValues {
    switch type {
    case .int8: .int8(try storage(count, 0 as Int8, fill))
    case .uint8: .uint8(try storage(count, 0 as UInt8, fill))
    case .int16: .int16(try storage(count, 0 as Int16, fill))
    case .uint16: .uint16(try storage(count, 0 as UInt16, fill))
    case .int32: .int32(try storage(count, 0 as Int32, fill))
    case .uint32: .uint32(try storage(count, 0 as UInt32, fill))
    case .int64: .int64(try storage(count, 0 as Int64, fill))
    case .uint64: .uint64(try storage(count, 0 as UInt64, fill))
    case .float32: .float32(try storage(count, 0 as Float, fill))
    case .float64: .float64(try storage(count, 0 as Double, fill))
    case .string, .bit: throw LFError(.internalFault, "text and bits have no fixed width")
    }
  }

  private static func storage<T: BitwiseCopyable>(
    _ count: Int, _ zero: T, _ fill: (UnsafeMutableRawBufferPointer) throws(LFError) -> Void
  ) throws(LFError) -> [T] {
    var failure: LFError?
    let values = [T](unsafeUninitializedCapacity: count) { buffer, initialized in
      LargeMemory.prepare(UnsafeMutableRawBufferPointer(buffer))
      do throws(LFError) {
        try fill(
          UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: count * MemoryLayout<T>.stride))
        initialized = count
      } catch {
        failure = error
        initialized = 0
      }
    }
    if let failure { throw failure }
    return values
  }

  /// Gives the values' bytes in this machine's order; nothing for text.
  ///
  /// - Parameter body: Reads the bytes; bits come one a byte.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  public func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws(LFError) -> R) throws(LFError) -> R {
    switch self {
    case .int8(let v): try Self.bytes(of: v, body)
    case .uint8(let v), .bit(let v): try Self.bytes(of: v, body)
    case .int16(let v): try Self.bytes(of: v, body)
    case .uint16(let v): try Self.bytes(of: v, body)
    case .int32(let v): try Self.bytes(of: v, body)
    case .uint32(let v): try Self.bytes(of: v, body)
    case .int64(let v): try Self.bytes(of: v, body)
    case .uint64(let v): try Self.bytes(of: v, body)
    case .float32(let v): try Self.bytes(of: v, body)
    case .float64(let v): try Self.bytes(of: v, body)
    case .string: try body(UnsafeRawBufferPointer(start: nil, count: 0))
    }
  }

  private static func bytes<T, R>(
    of values: [T], _ body: (UnsafeRawBufferPointer) throws(LFError) -> R
  ) throws(LFError) -> R {
    let result: Result<R, LFError> = values.withUnsafeBytes { bytes in
      do throws(LFError) { return .success(try body(bytes)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// Appends values of the same type.
  ///
  /// - Parameter other: The values to append.
  /// - Returns: `false`, with nothing appended, when the types differ.
  public mutating func append(_ other: ArrayValues) -> Bool {
    // Emptying `self` first leaves the storage uniquely held, so that appending does not copy it.
    let mine = self
    self = .bit([])
    switch (consume mine, other) {
    case (.int8(var a), .int8(let b)): a += b; self = .int8(a)
    case (.uint8(var a), .uint8(let b)): a += b; self = .uint8(a)
    case (.int16(var a), .int16(let b)): a += b; self = .int16(a)
    case (.uint16(var a), .uint16(let b)): a += b; self = .uint16(a)
    case (.int32(var a), .int32(let b)): a += b; self = .int32(a)
    case (.uint32(var a), .uint32(let b)): a += b; self = .uint32(a)
    case (.int64(var a), .int64(let b)): a += b; self = .int64(a)
    case (.uint64(var a), .uint64(let b)): a += b; self = .uint64(a)
    case (.float32(var a), .float32(let b)): a += b; self = .float32(a)
    case (.float64(var a), .float64(let b)): a += b; self = .float64(a)
    case (.string(var a), .string(let b)): a += b; self = .string(a)
    case (.bit(var a), .bit(let b)): a += b; self = .bit(a)
    case (let mine, _):
      self = mine
      return false
    }
    return true
  }
}
