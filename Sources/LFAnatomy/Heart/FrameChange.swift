import LFCore
import LFMesh

/// A mesh brought from another frame and unit to LPS, mm.
struct FrameChange {
  let from: StatedFrame

  /// A place or direction in LPS: turned, not scaled.
  func turned(_ v: SIMD3<Double>) -> SIMD3<Double> {
    let m = from.frame.toLPS
    return SIMD3(
      m[0][0] * v.x + m[0][1] * v.y + m[0][2] * v.z, m[1][0] * v.x + m[1][1] * v.y + m[1][2] * v.z,
      m[2][0] * v.x + m[2][1] * v.y + m[2][2] * v.z)
  }

  /// A place in LPS, mm.
  func moved(_ p: SIMD3<Double>) -> SIMD3<Double> { turned(p) * from.unit.millimetres }

  /// Moves a grid's points; a frame that mirrors also turns the cells' point order, so that volumes stay positive.
  func apply(_ grid: UnstructuredGrid, points: [SIMD3<Double>]) -> UnstructuredGrid {
    guard from != .lpsMillimetres else { return grid }
    var copy = grid
    let flat = points.flatMap { [$0.x, $0.y, $0.z] }
    if case .float32 = grid.points.values {
      copy.points.values = .float32(flat.map { Float($0) })
    } else {
      copy.points.values = .float64(flat)
    }
    if from.frame != .lps { turnCells(&copy) }
    return copy
  }

  /// How the points of a mirrored cell are read, by VTK's cell type.
  private static let mirrored: [UInt8: [Int]] = [
    5: [0, 2, 1], 8: [0, 2, 1, 3], 9: [0, 3, 2, 1], 10: [0, 2, 1, 3], 12: [4, 5, 6, 7, 0, 1, 2, 3],
    13: [3, 4, 5, 0, 1, 2], 14: [0, 3, 2, 1, 4], 22: [0, 2, 1, 5, 4, 3],
    24: [0, 2, 1, 3, 6, 5, 4, 7, 9, 8],
  ]

  private func turnCells(_ grid: inout UnstructuredGrid) {
    for cell in 0..<grid.cells.count {
      let start = Int(grid.cells.offsets[cell])
      let count = Int(grid.cells.offsets[cell + 1]) - start
      if grid.types[cell] == 11, count == 8 {
        // A turned voxel no longer counts along x first: it becomes the hexahedron it is.
        grid.types[cell] = 12
        grid.cells.connectivity.swapAt(start + 2, start + 3)
        grid.cells.connectivity.swapAt(start + 6, start + 7)
      }
      guard from.frame.isLeftHanded else { continue }
      if grid.types[cell] == 7 {
        grid.cells.connectivity[start..<start + count].reverse()
      } else if let order = Self.mirrored[grid.types[cell]], order.count == count {
        let old = Array(grid.cells.connectivity[start..<start + count])
        for (i, j) in order.enumerated() { grid.cells.connectivity[start + i] = old[j] }
      }
    }
  }

  /// Whether a mirrored grid keeps cells whose order is not known here.
  func leavesInsideOut(_ grid: UnstructuredGrid) -> Bool {
    guard from.frame.isLeftHanded else { return false }
    return grid.types.contains { $0 > 4 && $0 != 7 && $0 != 11 && Self.mirrored[$0] == nil }
  }

  private static let directionWords = [
    "fib", "sheet", "normal", "direction", "vector", "axis", "transm", "longi",
  ]

  /// Turns the arrays that are directions by their role or name, and tells which were turned and which were not.
  func turnDirections(_ data: inout AttributeData, turned: inout [String], left: inout [String]) {
    guard from.frame != .lps else { return }
    let roles = [AttributeData.Role.vectors, .normals, .tangents].compactMap { data.active[$0] }
    for i in data.arrays.indices where data.arrays[i].components == 3 {
      let name = data.arrays[i].name
      let isDirection =
        roles.contains(name) || FibreField.isKnown(name)
        || Self.directionWords.contains { name.lowercased().contains($0) }
      switch data.arrays[i].values {
      case .float32(let v) where isDirection:
        data.arrays[i].values = .float32(turnedValues(v.map(Double.init)).map { Float($0) })
        turned.append(name)
      case .float64(let v) where isDirection:
        data.arrays[i].values = .float64(turnedValues(v))
        turned.append(name)
      case .float32, .float64: left.append(name)
      default: break
      }
    }
  }

  private func turnedValues(_ v: [Double]) -> [Double] {
    var result = v
    for i in stride(from: 0, to: v.count - v.count % 3, by: 3) {
      let t = turned(SIMD3(v[i], v[i + 1], v[i + 2]))
      (result[i], result[i + 1], result[i + 2]) = (t.x, t.y, t.z)
    }
    return result
  }
}
