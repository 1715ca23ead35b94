import LFCore
import LFMesh

extension LegacyScanner {
  /// Reads cells: each behind its count, or since version 5 offsets and connectivity. Polyhedra come as face streams.
  mutating func cells(_ what: String, _ version: (major: Int, minor: Int)) throws(LFError) -> CellArray {
    let count = try count("the number of \(what)")
    let size = try self.count("the size of \(what)")
    if beginsOffsets() { return try offsetCells(count, size, what) }
    if version.major >= 5 {
      guard count == 0 else {
        throw error("\(what) has no OFFSETS", hint: "versions from 5 on have OFFSETS and CONNECTIVITY")
      }
      return CellArray()
    }
    return try inlineCells(count, size, what)
  }

  /// Whether the next line begins with OFFSETS; what stands there may also be binary numbers.
  private func beginsOffsets() -> Bool {
    var copy = self
    guard copy.line() != nil else { return false }
    let word = copy.bytes[copy.position...].prefix(7)
    return String(decoding: word, as: UTF8.self).lowercased() == "offsets"
  }

  private mutating func offsetCells(_ count: Int, _ size: Int, _ what: String) throws(LFError) -> CellArray {
    _ = word()
    let offsets = try indices("OFFSETS of \(what)", count)
    guard skips("connectivity") else { throw error("\(what) has no CONNECTIVITY", hint: "it is cut short") }
    let connectivity = try indices("CONNECTIVITY of \(what)", size)
    if offsets.isEmpty && connectivity.isEmpty { return CellArray() }
    guard offsets.first == 0 else { throw error("\(what) has OFFSETS that do not begin with 0") }
    try CellChecks.checkOffsets(offsets, end: size, LFError.Place(element: what))
    return CellArray(offsets: offsets, connectivity: connectivity)
  }

  private mutating func indices(_ what: String, _ count: Int) throws(LFError) -> [Int64] {
    let array = try array(what, tuples: count, components: 1, what)
    guard let numbers = array.values.integers() else { throw error("\(what) are no whole numbers") }
    return numbers
  }

  private mutating func inlineCells(_ count: Int, _ size: Int, _ what: String) throws(LFError) -> CellArray {
    guard count <= size else { throw error("\(what) claims \(count) cells in \(size) numbers") }
    guard size > 0 else { return CellArray() }
    var numbers: [Int64]
    if isBinary {
      let source = try block(size, 4, what)
      numbers = [Int64](unsafeUninitializedCapacity: size) { buffer, initialized in
        for i in 0..<size {
          buffer[i] = Int64(
            Int32(bigEndian: source.loadUnaligned(fromByteOffset: 4 * i, as: Int32.self)))
        }
        initialized = size
      }
    } else {
      guard case .int64(let parsed) = try values(.int64, size, what) else { return CellArray() }
      numbers = parsed
    }
    // The counts go out of the list, and the points move up.
    var filled = 0
    var read = 0
    var offsets: [Int64] = [0]
    offsets.reserveCapacity(count + 1)
    let fits = numbers.withUnsafeMutableBufferPointer { buffer in
      for _ in 0..<count {
        guard read < size, buffer[read] >= 0, buffer[read] <= size - read - 1 else { return false }
        let points = Int(buffer[read])
        read += 1
        for i in 0..<points { buffer[filled + i] = buffer[read + i] }
        filled += points
        read += points
        offsets.append(Int64(filled))
      }
      return read == size
    }
    guard fits else { throw error("\(what) has cells that do not fill its \(size) numbers") }
    numbers.removeLast(size - filled)
    return CellArray(offsets: offsets, connectivity: numbers)
  }

  /// Reads cell types, 32-bit numbers; an unknown one becomes 255.
  mutating func cellTypes(_ what: String) throws(LFError) -> [UInt8] {
    let count = try count("the number of \(what)")
    guard case .int32(let numbers) = try values(.int32, count, what) else { return [] }
    return numbers.map { UInt8(exactly: $0) ?? 255 }
  }
}

/// Polyhedra in legacy files: the cell's entry is its face stream.
enum LegacyPolyhedra {
  /// Takes the faces out of the entries; the points of a polyhedron are those of its faces, in order of number.
  static func unfold(_ grid: inout UnstructuredGrid, _ place: LFError.Place) throws(LFError) {
    let polyhedron = CellType.polyhedron.rawValue
    guard grid.types.contains(polyhedron) else { return }
    var stream: [Int64] = []
    var ends: [Int64] = []
    for (cell, type) in grid.types.enumerated() {
      if type == polyhedron {
        stream += grid.cells[cell]
        ends.append(Int64(stream.count))
      } else {
        ends.append(-1)
      }
    }
    let polyhedra = try FaceStream.faces(stream, ends: ends, points: grid.points.tuples, place)
    var cells = CellArray()
    for (cell, type) in grid.types.enumerated() {
      if type == polyhedron {
        guard !polyhedra.facesOfCell[cell].isEmpty else {
          throw LFError(
            .badData, "has polyhedron \(cell) without faces", at: place, hint: "the file is damaged")
        }
        var points: Set<Int64> = []
        for face in polyhedra.facesOfCell[cell] { points.formUnion(polyhedra.faces[Int(face)]) }
        cells.connectivity += points.sorted()
      } else {
        cells.connectivity += grid.cells[cell]
      }
      cells.offsets.append(Int64(cells.connectivity.count))
    }
    grid.cells = cells
    grid.polyhedra = polyhedra
  }
}
