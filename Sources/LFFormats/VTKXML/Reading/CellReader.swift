import LFCore
import LFMesh

/// Checks of cells: VTK accepts point numbers out of range and crashes later; here they are found.
enum CellChecks {
  static func check(_ cells: CellArray, points: Int, _ place: LFError.Place) throws(LFError) {
    try checkOffsets(cells.offsets, end: cells.connectivity.count, place)
    try checkIndices(cells.connectivity, below: points, place)
  }

  static func checkOffsets(_ offsets: [Int64], end: Int, _ place: LFError.Place) throws(LFError) {
    // The sign of a number or of a difference is that of all; without branches, so that it vectorises.
    var signs: Int64 = offsets.first ?? 0
    offsets.withUnsafeBufferPointer { offsets in
      for i in 0..<max(offsets.count - 1, 0) { signs |= offsets[i + 1] | (offsets[i + 1] &- offsets[i]) }
    }
    let previous = offsets.last ?? 0
    guard signs >= 0 else {
      throw LFError(.badData, "has cells whose offsets decrease", at: place, hint: "the file is damaged")
    }
    guard previous == Int64(end) else {
      throw LFError(
        .badData, "has cells that end at \(previous) while connectivity has \(end) entries", at: place,
        hint: "the file is damaged")
    }
  }

  static func checkIndices(_ indices: [Int64], below limit: Int, _ place: LFError.Place) throws(LFError) {
    // The sign is set by a negative number, and by one above the last; without branches, so that it vectorises.
    let last = Int64(limit) - 1
    var signs: Int64 = 0
    for index in indices { signs |= index | (last &- index) }
    guard signs >= 0 else {
      let bad = indices.first { $0 < 0 || $0 >= Int64(limit) } ?? 0
      throw LFError(
        .badData, "refers to number \(bad) of \(limit)", at: place, hint: "the file is damaged")
    }
  }

  /// Known types, each with as many points as it must have.
  static func checkTypes(_ types: [UInt8], _ cells: CellArray, _ place: LFError.Place) throws(LFError) {
    var least = [Int64](repeating: 1, count: 256)
    var most = [Int64](repeating: 0, count: 256)
    for type in 0...UInt8.max {
      guard let range = CellType(rawValue: type).pointCount else { continue }
      least[Int(type)] = Int64(range.lowerBound)
      most[Int(type)] = range.upperBound == .max ? .max : Int64(range.upperBound)
    }
    for (i, type) in types.enumerated() {
      let size = cells.offsets[i + 1] - cells.offsets[i]
      guard size >= least[Int(type)], size <= most[Int(type)] else {
        let name = CellType(rawValue: type).name
        throw LFError(
          .badData,
          name.map { "has cell \(i), a \($0), with \(size) points" }
            ?? "has cell \(i) of unknown type \(type)",
          at: place, hint: "the file is damaged")
      }
    }
  }
}

extension ArrayReader {
  /// The cells of `Cells`, `Verts`, `Lines`, `Strips` or `Polys`; all their arrays must be there unless there are none.
  mutating func readCells(
    _ element: XMLElement?, _ step: TimeStepChoice, count: Int, points: Int
  ) throws(LFError) -> CellArray {
    guard let element else {
      guard count == 0 else {
        throw LFError(.badData, "has \(count) cells but no element for them", hint: "the file is damaged")
      }
      return CellArray()
    }
    let arrays = step.arrays(in: element)
    let connectivity = try Self.unique("connectivity", arrays, element)
    let offsets = try Self.unique("offsets", arrays, element)
    guard let connectivity, let offsets else {
      if count == 0 { return CellArray() }
      throw LFError(
        .badData, "lacks \(connectivity == nil ? "connectivity" : "offsets")", at: element.place,
        hint: "the file is damaged")
    }
    let cells = CellArray(
      offsets: try readIndices(offsets, count: count, leadingZero: true),
      connectivity: try readIndices(connectivity, count: nil))
    try CellChecks.check(cells, points: points, element.place)
    return cells
  }

  /// The array of a name; two of the same name are ambiguous.
  static func unique(
    _ name: String, _ arrays: [XMLElement], _ parent: XMLElement
  ) throws(LFError) -> XMLElement? {
    let found = arrays.filter { $0["Name"]?.lowercased() == name }
    guard found.count <= 1 else {
      throw LFError(
        .badData, "has \(found.count) arrays \"\(name.shown)\"", at: parent.place, hint: "the file is damaged"
      )
    }
    return found.first
  }
}
