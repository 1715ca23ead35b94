public import LFCore
import LFMesh
import LFSolve

/// The volumes of the cells, m³. Cells that are all inverted are turned round; flat ones and a mixture are refused.
func checkedVolumes(
  _ points: [SIMD3<Double>], _ tetrahedra: inout [Int32], _ sourceCell: [Int32],
  _ diagnostics: inout Diagnostics
) throws(LFError) -> [Double] {
  let count = tetrahedra.count / 4
  var volumes = [Double](repeating: 0, count: count)
  var inverted = 0
  var firstInverted = -1
  var poor = 0
  for cell in 0..<count {
    let a = points[Int(tetrahedra[4 * cell])]
    let e1 = points[Int(tetrahedra[4 * cell + 1])] - a
    let e2 = points[Int(tetrahedra[4 * cell + 2])] - a
    let e3 = points[Int(tetrahedra[4 * cell + 3])] - a
    let volume = e1.dot(e2.cross(e3)) / 6
    var longest = max(e1.dot(e1), e2.dot(e2), e3.dot(e3))
    longest = max(longest, (e2 - e1).dot(e2 - e1), (e3 - e1).dot(e3 - e1), (e3 - e2).dot(e3 - e2))
    // A regular tetrahedron has 0.118 of its edge cubed.
    let shape = abs(volume) / (longest * longest.squareRoot())
    guard shape > 1e-9 else {
      throw LFError(
        .badData, "cell \(sourceCell[cell]) is flat: its volume is \(abs(volume) * 1e9) mm³",
        at: place(of: a), hint: "remove or repair degenerate cells")
    }
    if shape < 1e-4 { poor += 1 }
    if volume < 0 {
      if inverted == 0 { firstInverted = cell }
      inverted += 1
    }
    volumes[cell] = abs(volume)
  }
  if inverted == count {
    diagnostics.warn("all cells are inverted (their points turn left-handed); they were turned round")
    for cell in 0..<count { tetrahedra.swapAt(4 * cell + 2, 4 * cell + 3) }
  } else if inverted > 0 {
    throw LFError(
      .badData, "\(inverted) of \(count) cells are inverted, the first is cell \(sourceCell[firstInverted])",
      at: place(of: points[Int(tetrahedra[4 * firstInverted])]), hint: "repair the mesh: its cells overlap")
  }
  if poor > 0 { diagnostics.warn("\(poor) cells are nearly flat: the field near them is inexact") }
  return volumes
}

/// Refuses conductivities that are not positive, or tensors that are not positive definite.
func checkConductivity(_ conductivity: CellConductivity, _ sourceCell: [Int32]) throws(LFError) {
  switch conductivity {
  case .isotropic(let values):
    guard let bad = values.firstIndex(where: { !($0 > 0 && $0.isFinite) }) else { return }
    throw LFError(
      .badData, "the conductivity of cell \(sourceCell[bad]) is \(values[bad]) S/m; it must be positive")
  case .tensor(let t):
    for cell in 0..<(t.count / 6) {
      let k = 6 * cell
      let minor = t[k] * t[k + 1] - t[k + 3] * t[k + 3]
      let det =
        t[k] * (t[k + 1] * t[k + 2] - t[k + 4] * t[k + 4])
        - t[k + 3] * (t[k + 3] * t[k + 2] - t[k + 4] * t[k + 5])
        + t[k + 5] * (t[k + 3] * t[k + 4] - t[k + 1] * t[k + 5])
      guard t[k] > 0, minor > 0, det > 0, det.isFinite else {
        throw LFError(
          .badData, "the conductivity tensor of cell \(sourceCell[cell]) is not positive definite")
      }
    }
  }
}

extension TorsoModel {
  /// Extents that a torso can have, mm: a slab around the heart of a child to a whole tall body.
  public static let plausibleExtent = 120.0...2500.0

  /// Refuses a torso whose size is impossible in mm, and names the unit that it is likely in.
  ///
  /// - Throws: `LFError` with code `badData`.
  public func checkSize() throws(LFError) {
    var low = points.first ?? .zero
    var high = low
    for point in points {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    let extent = (high - low).max() * 1e3
    guard !Self.plausibleExtent.contains(extent) else { return }
    let likely = [LengthUnit.metre, .centimetre, .micrometre].first {
      Self.plausibleExtent.contains(extent * $0.millimetres)
    }
    throw LFError(
      .badData, "the torso is \(Float(extent)) mm large, which no torso is",
      hint: likely.map { "its unit seems to be \($0.rawValue): scale it to mm" } ?? "it must be in mm")
  }
}

/// Refuses a mesh of several parts: no current flows between them.
func checkConnected(_ points: [SIMD3<Double>], _ tetrahedra: [Int32]) throws(LFError) {
  var sets = DisjointSets(points.count)
  for cell in 0..<(tetrahedra.count / 4) {
    for k in 1..<4 { sets.join(Int(tetrahedra[4 * cell]), Int(tetrahedra[4 * cell + k])) }
  }
  var cells: [Int: Int] = [:]
  for cell in 0..<(tetrahedra.count / 4) { cells[sets.find(Int(tetrahedra[4 * cell])), default: 0] += 1 }
  guard cells.count > 1 else { return }
  let smallest = cells.min { ($0.value, $0.key) < ($1.value, $1.key) }
  throw LFError(
    .badData,
    "the mesh has \(cells.count) parts that share no points, the smallest of \(smallest?.value ?? 0) cells",
    at: place(of: points[smallest?.key ?? 0]), hint: "merge coincident points or remove the loose parts")
}

/// A place in space, for messages.
func place(of point: SIMD3<Double>) -> LFError.Place { .init(element: "near \(millimetres(point)) mm") }

/// Coordinates in mm, to a tenth.
func millimetres(_ point: SIMD3<Double>) -> String {
  let p = (point * 1e4).rounded(.toNearestOrEven) / 10
  return "(\(p.x), \(p.y), \(p.z))"
}
