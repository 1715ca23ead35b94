import CNetCDF
import LFCore
import LFMesh

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A NetCDF-4 file being written. Every call of the C library is made under one lock.
///
/// A file that is not closed is removed. After a failed write the library is not asked to close it: it would try to write
/// what is left, and crash when it cannot. Its descriptor and memory are then lost until the process ends.
struct NetCDFOutput: ~Copyable {
  /// A dimension of the file.
  struct DimensionID {
    fileprivate let id: Int32
    let length: Int
  }

  /// A variable of the file.
  struct VariableID {
    fileprivate let id: Int32
    fileprivate let name: String
    fileprivate let shape: [Int]
    /// How many whole rows a deflated chunk holds; `nil` where chunks are cut otherwise, or there are none.
    fileprivate let rowsOfChunk: Int?
    fileprivate let width: Int
    fileprivate let isNoisy: Bool
  }

  private let path: String
  private let file: Int32
  private let isClassic: Bool
  private var isOpen = true
  /// Whether the library has failed on this file.
  private var isLost = false
  /// The way for whole chunks; `nil` before the first, and where the library does not let it.
  private var chunks: ChunkOutput?
  private var hasChunks = true
  /// The variables that HDF5 knows of: the library keeps definitions back.
  private var told: Set<Int32> = []

  /// Creates a file; what it held is lost.
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - classic: Whether to write the classic format with 64-bit sizes (CDF-5) rather than NetCDF-4.
  /// - Throws: `LFError` with code `cannotCreate`.
  init(_ path: String, classic: Bool = false) throws(LFError) {
    // The library takes some paths for addresses or drive letters; one that begins with a dot is none of them.
    let plain = path.hasPrefix("/") ? path : "./" + path
    var id: Int32 = -1
    let kind = classic ? NC_64BIT_DATA : NC_NETCDF4
    let status = Self.call { nc_create(plain, kind | NC_CLOBBER, &id) }
    guard status == NC_NOERR else { throw Self.error(status, path, nil) }
    self.path = path
    file = id
    isClassic = classic
  }

  /// Ends the definitions, which the classic format wants before values.
  mutating func endDefinitions() throws(LFError) {
    let id = file
    if isClassic { try check(Self.call { nc_enddef(id) }, nil) }
  }

  deinit {
    guard isOpen else { return }
    let id = file
    // The classic kinds are written by the library's own code, which bears failures.
    if isClassic || (!isLost && Self.call { nc_sync(id) } == NC_NOERR && chunks?.close() ?? true) {
      _ = Self.call { nc_abort(id) }
    } else {
      // The file stays open, so its room is given back by hand.
      truncate(path, 0)
    }
    unlink(path)
  }

  /// Writes out what is left and closes the file.
  ///
  /// - Throws: `LFError` with code `cannotCreate`.
  mutating func close() throws(LFError) {
    let id = file
    // A full disk is to be met here, where the library bears it, and not in `nc_close`, where it does not.
    try check(Self.call { nc_sync(id) }, nil)
    if let chunks {
      self.chunks = nil
      try check(chunks.close() ? NC_NOERR : NC_EHDFERR, nil)
    }
    isOpen = false
    let status = Self.call { nc_close(id) }
    if status != NC_NOERR { unlink(path) }
    try check(status, nil)
  }

  /// Defines a dimension. One of length 0 is an unlimited one: NetCDF has no other.
  mutating func dimension(_ name: String, _ length: Int) throws(LFError) -> DimensionID {
    var id: Int32 = -1
    let file = file
    try check(Self.call { nc_def_dim(file, name, length, &id) }, name)
    return DimensionID(id: id, length: length)
  }

  /// Defines a variable.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - type: The type; bits are bytes.
  ///   - dimensions: The dimensions, the fastest last.
  ///   - chunk: The shape of a chunk; `nil` for as many whole rows as are handy. Small variables are one, uncompressed.
  ///   - isNoisy: Whether the last bytes of its numbers are noise, as in what was computed.
  /// - Returns: The variable.
  /// - Throws: `LFError` with code `cannotCreate`.
  mutating func variable(
    _ name: String, _ type: ScalarType, _ dimensions: [DimensionID], chunk: [Int]? = nil,
    isNoisy: Bool = false
  ) throws(LFError) -> VariableID {
    var id: Int32 = -1
    let file = file
    let ids = dimensions.map(\.id)
    let shape = dimensions.map(\.length)
    let width = max(type.byteWidth, 1)
    try check(Self.call { nc_def_var(file, name, Self.code(of: type), Int32(ids.count), ids, &id) }, name)
    let count = shape.reduce(1, *)
    var rowsOfChunk: Int?
    if !isClassic, type != .string, count * width >= 1024 {
      let sizes = Self.chunk(chunk ?? Self.rows(of: shape, width: width), width: width)
      try check(Self.call { nc_def_var_chunking(file, id, NC_CHUNKED, sizes) }, name)
      try check(Self.call { nc_def_var_deflate(file, id, width > 1 ? 1 : 0, 1, 2) }, name)
      if sizes.dropFirst() == shape.dropFirst() { rowsOfChunk = sizes.first }
    }
    if type != .string { try check(Self.call { nc_def_var_fill(file, id, 1, nil) }, name) }
    return VariableID(
      id: id, name: name, shape: shape, rowsOfChunk: rowsOfChunk, width: width, isNoisy: isNoisy)
  }

  /// Whole rows of half a megabyte: enough of them for all cores, each large enough to deflate well.
  private static func rows(of shape: [Int], width: Int) -> [Int] {
    var shape = shape
    let row = shape.dropFirst().reduce(max(width, 1), *)
    shape[0] = min(shape[0], max((512 << 10) / max(row, 1), 1))
    return shape
  }

  /// HDF5 holds chunks below 4 GiB; 32 MiB is where they stop being handy.
  private static func chunk(_ shape: [Int], width: Int) -> [Int] {
    var shape = shape.map { max($0, 1) }
    for d in shape.indices {
      let others = shape.enumerated().reduce(1) { $1.offset == d ? $0 : $0 * $1.element }
      if others * shape[d] * width > 32 << 20 { shape[d] = max((32 << 20) / (others * width), 1) }
    }
    return shape
  }

  /// Gives a variable, or with `nil` the file, a text attribute.
  mutating func attribute(_ name: String, _ text: String, of variable: VariableID? = nil) throws(LFError) {
    let (file, id) = (file, variable?.id ?? NC_GLOBAL)
    let bytes = text.utf8.map { CChar(bitPattern: $0) }
    try check(Self.call { nc_put_att_text(file, id, name, bytes.count, bytes) }, variable?.name)
  }

  /// Gives a variable, or with `nil` the file, an attribute of several texts.
  mutating func attribute(_ name: String, texts: [String], of variable: VariableID? = nil) throws(LFError) {
    let (file, id) = (file, variable?.id ?? NC_GLOBAL)
    let status = try Self.withCStrings(texts) { pointers in
      Self.call { nc_put_att_string(file, id, name, texts.count, pointers) }
    }
    try check(status, variable?.name)
  }

  /// Gives a variable an attribute of numbers.
  mutating func attribute(
    _ name: String, _ values: ArrayValues, of variable: VariableID? = nil
  ) throws(LFError) {
    let (file, id) = (file, variable?.id ?? NC_GLOBAL)
    let status = try values.withBytes { (bytes) throws(LFError) in
      Self.call { nc_put_att(file, id, name, Self.code(of: values.type), values.count, bytes.baseAddress) }
    }
    try check(status, variable?.name)
  }

  /// Writes all values of a variable, or those of some of its rows, which its first dimension counts.
  mutating func put(
    _ values: ArrayValues, to variable: VariableID, rows: Range<Int>? = nil
  ) throws(LFError) {
    var wanted = variable.shape
    if let rows, !wanted.isEmpty { wanted[0] = rows.count }
    guard values.count == wanted.reduce(1, *) else {
      throw LFError(
        .internalFault, "\(values.count) values do not fill shape \(variable.shape)",
        at: .init(file: path, element: "variable \"\(variable.name)\""))
    }
    guard values.count > 0 else { return }
    let (file, id) = (file, variable.id)
    var start = [Int](repeating: 0, count: max(wanted.count, 1))
    start[0] = rows?.lowerBound ?? 0
    let shape = wanted.isEmpty ? [1] : wanted
    let status: Int32
    if case .string(let texts) = values {
      status = try Self.withCStrings(texts) { pointers in
        Self.call { nc_put_vara_string(file, id, start, shape, pointers) }
      }
    } else {
      if try putChunks(values, to: variable, rows: start[0]..<(start[0] + shape[0])) { return }
      status = try values.withBytes { (bytes) throws(LFError) in
        Self.call { nc_put_vara(file, id, start, shape, bytes.baseAddress) }
      }
    }
    try check(status, variable.name)
  }

  /// Writes rows that make whole chunks; `false` where they do not, or the library has to do it.
  private mutating func putChunks(
    _ values: ArrayValues, to variable: VariableID, rows: Range<Int>
  ) throws(LFError) -> Bool {
    guard hasChunks, let height = variable.rowsOfChunk, rows.lowerBound % height == 0,
      rows.upperBound % height == 0 || rows.upperBound == variable.shape[0]
    else { return false }
    if told.insert(variable.id).inserted {
      let id = file
      try check(Self.call { nc_sync(id) }, variable.name)
    }
    if chunks == nil { chunks = ChunkOutput(path) }
    guard let chunks else {
      hasChunks = false
      return false
    }
    return try values.withBytes { (bytes) throws(LFError) in
      chunks.write(
        bytes, width: variable.width, to: variable.name, rank: variable.shape.count, rows: rows, height,
        isNoisy: variable.isNoisy)
    }
  }

  private static func withCStrings(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafePointer<CChar>?>) -> Int32
  ) throws(LFError) -> Int32 {
    if texts.contains(where: { $0.utf8.contains(0) }) {
      throw LFError(.badData, "a text holds the character NUL, which NetCDF cannot store in text")
    }
    var owned = texts.map { UnsafePointer(strdup($0)) }
    defer { for text in owned { free(UnsafeMutablePointer(mutating: text)) } }
    return owned.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return NC_NOERR }
      return body(start)
    }
  }

  private mutating func check(_ status: Int32, _ variable: String?) throws(LFError) {
    guard status != NC_NOERR else { return }
    isLost = true
    throw Self.error(status, path, variable)
  }

  private static func error(_ status: Int32, _ path: String, _ variable: String?) -> LFError {
    let reason = status > 0 ? String(cString: strerror(status)) : String(cString: nc_strerror(status))
    return LFError(
      .cannotCreate, "cannot be written as NetCDF: \(reason)",
      at: .init(file: path, element: variable.map { "variable \"\($0)\"" }),
      hint: "check that the disk has room")
  }

  /// HDF5 prints its troubles, thread by thread, unless it is told otherwise.
  private static func call(_ body: () -> Int32) -> Int32 {
    NetCDFLibrary.exclusively {
      lf_hdf5_quiet()
      return body()
    }
  }

  private static func code(of type: ScalarType) -> nc_type {
    switch type {
    case .int8: NC_BYTE
    case .uint8, .bit: NC_UBYTE
    case .int16: NC_SHORT
    case .uint16: NC_USHORT
    case .int32: NC_INT
    case .uint32: NC_UINT
    case .int64: NC_INT64
    case .uint64: NC_UINT64
    case .float32: NC_FLOAT
    case .float64: NC_DOUBLE
    case .string: NC_STRING
    }
  }
}
