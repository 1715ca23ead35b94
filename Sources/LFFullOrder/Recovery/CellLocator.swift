import Foundation
import LFCore
import LFSolve

/// Finds the cell of a tissue that a place lies in, or the closest one.
struct CellLocator {
  /// A cell and the place's barycentric coordinates in it; some are negative outside.
  struct Hit {
    var cell: Int
    var weights: SIMD4<Double>
    /// A bound of the distance from the cell, m; 0 inside.
    var distance: Double
  }

  private let model: TorsoModel
  private let low: SIMD3<Double>
  private let step: Double
  private let size: SIMD3<Int>
  private let start: [Int]
  private let cells: [Int32]

  /// Sorts a tissue's cells, or all of them, into the boxes of a grid, about two cells a box.
  init(_ model: TorsoModel, tissue: Int32?) {
    var low = SIMD3<Double>(repeating: .infinity)
    var high = -low
    var members: [Int32] = []
    for cell in 0..<model.cellCount where tissue == nil || model.tissue[cell] == tissue {
      members.append(Int32(truncatingIfNeeded: cell))
      let box = Self.box(model, cell)
      low = pointwiseMin(low, box.low)
      high = pointwiseMax(high, box.high)
    }
    let extent = members.isEmpty ? SIMD3<Double>.zero : high - low
    let longest = max(extent.x, extent.y, extent.z, 1e-12)
    let share = extent.x * extent.y * extent.z * 2 / Double(max(members.count, 1))
    let step = members.isEmpty ? 1 : max(cbrt(share), longest / 200)
    var size = SIMD3<Int>(1, 1, 1)
    for i in 0..<3 { size[i] = max(1, Int((extent[i] / step).rounded(.up))) }
    var count = [Int](repeating: 0, count: size.x * size.y * size.z + 1)
    func boxes(_ cell: Int, _ body: (Int) -> Void) {
      let box = Self.box(model, cell)
      let a = Self.index(box.low, low, step, size)
      let b = Self.index(box.high, low, step, size)
      for k in a.z...b.z {
        for j in a.y...b.y { for i in a.x...b.x { body((k * size.y + j) * size.x + i) } }
      }
    }
    for cell in members { boxes(Int(cell)) { count[$0 + 1] += 1 } }
    for i in 1..<count.count { count[i] += count[i - 1] }
    var next = count
    var list = [Int32](repeating: 0, count: count[count.count - 1])
    for cell in members {
      boxes(Int(cell)) { box in
        list[next[box]] = cell
        next[box] += 1
      }
    }
    self.model = model
    self.low = low
    self.step = step
    self.size = size
    start = count
    cells = list
  }

  /// The cell that holds a place, or one of the closest: of those in the nearest boxes the one it lies least outside of.
  ///
  /// - Parameters:
  ///   - x: The place, m.
  ///   - limit: How far outside a cell is looked for, m; one that is farther may be found or not.
  /// - Returns: The cell; `nil` when there is none so near or the place is not finite.
  func find(_ x: SIMD3<Double>, limit: Double = .infinity) -> Hit? {
    guard !cells.isEmpty, x.x.isFinite, x.y.isFinite, x.z.isFinite else { return nil }
    let home = Self.index(x, low, step, size)
    var best: Hit?
    for ring in 0...size.max() {
      for k in max(home.z - ring, 0)...min(home.z + ring, size.z - 1) {
        for j in max(home.y - ring, 0)...min(home.y + ring, size.y - 1) {
          // Off the ring's faces across y and z it has two boxes a row.
          let isFace = max(abs(j - home.y), abs(k - home.z)) == ring
          for i in stride(from: home.x - ring, through: home.x + ring, by: isFace ? 1 : 2 * ring) {
            guard i >= 0, i < size.x else { continue }
            let gap = ring > 0 ? gap(of: SIMD3(i, j, k), x) : 0
            if gap > 2 * (best?.distance ?? limit) { continue }
            look((k * size.y + j) * size.x + i, x, &best)
          }
        }
      }
      // Cells of the next ring are a ring's boxes away; a bound of a distance is at least half of it in sound cells.
      if let best, best.distance <= Double(ring) * step / 2 { return best }
      // Farther out the bound is worth little: slivers' faces pass near places that the slivers are far from.
      if ring >= 2, best != nil || Double(ring) * step / 2 > limit { return best }
    }
    return best
  }

  /// The cells that places lie in, or the closest ones; places and limit in m.
  func find(_ places: [SIMD3<Double>], limit: Double = .infinity) -> [Hit?] {
    var hits = [Hit?](repeating: nil, count: places.count)
    hits.withUnsafeMutableBufferPointer { hits in
      nonisolated(unsafe) let hits = hits
      let pieces = max(1, min(64, places.count / 256))
      Parallel.run(pieces) { piece in
        for i in (places.count * piece / pieces)..<(places.count * (piece + 1) / pieces) {
          hits[i] = find(places[i], limit: limit)
        }
      }
    }
    return hits
  }

  /// How far a place is from a box.
  private func gap(of box: SIMD3<Int>, _ x: SIMD3<Double>) -> Double {
    let corner = low + SIMD3<Double>(box) * step
    let out = pointwiseMax(pointwiseMax(corner - x, x - corner - step), SIMD3())
    return out.dot(out).squareRoot()
  }

  private func look(_ box: Int, _ x: SIMD3<Double>, _ best: inout Hit?) {
    for k in start[box]..<start[box + 1] {
      let cell = Int(cells[k])
      let (a, b, c, d) = model.corners(cell)
      // Most cells of a box are out of the question by one of their faces, long before their geometry is made.
      let bound = best.map { $0.distance * $0.distance } ?? .infinity
      let (r, e1, e2, e3) = (x - a, b - a, c - a, d - a)
      let n1 = e2.cross(e3)
      if Self.isBeyond(bound, r, n1, e1) { continue }
      let n2 = e3.cross(e1)
      if Self.isBeyond(bound, r, n2, e2) { continue }
      let n3 = e1.cross(e2)
      if Self.isBeyond(bound, r, n3, e3) { continue }
      if Self.isBeyond(bound, x - b, n1 + n2 + n3, -e1) { continue }
      let t = LinearTetrahedron(a, b, c, d)
      let w = SIMD4(1 + t.g0.dot(r), t.g1.dot(r), t.g2.dot(r), t.g3.dot(r))
      // −λ / |∇λ| is the distance from the plane of the face that is crossed.
      var outside = 0.0
      if w.x < -1e-9 { outside = max(outside, -w.x / t.g0.dot(t.g0).squareRoot()) }
      if w.y < -1e-9 { outside = max(outside, -w.y / t.g1.dot(t.g1).squareRoot()) }
      if w.z < -1e-9 { outside = max(outside, -w.z / t.g2.dot(t.g2).squareRoot()) }
      if w.w < -1e-9 { outside = max(outside, -w.w / t.g3.dot(t.g3).squareRoot()) }
      if outside < best?.distance ?? .infinity { best = Hit(cell: cell, weights: w, distance: outside) }
      if outside == 0 { return }
    }
  }

  /// Whether a place lies outside a face by a distance whose square is clearly not below a bound.
  ///
  /// - Parameters:
  ///   - bound: The bound, m².
  ///   - place: From a corner of the face to the place, m.
  ///   - normal: The face's normal, of any length and either way.
  ///   - other: From the face to the cell's other corner, m.
  /// - Returns: Whether it does.
  private static func isBeyond(
    _ bound: Double, _ place: SIMD3<Double>, _ normal: SIMD3<Double>, _ other: SIMD3<Double>
  ) -> Bool {
    let (height, top) = (normal.dot(place), normal.dot(other))
    return height * top < -1e-9 * top * top && height * height > (1 + 1e-9) * bound * normal.dot(normal)
  }

  private static func box(_ model: TorsoModel, _ cell: Int) -> (low: SIMD3<Double>, high: SIMD3<Double>) {
    let (a, b, c, d) = model.corners(cell)
    return (
      pointwiseMin(pointwiseMin(a, b), pointwiseMin(c, d)),
      pointwiseMax(pointwiseMax(a, b), pointwiseMax(c, d))
    )
  }

  private static func index(
    _ x: SIMD3<Double>, _ low: SIMD3<Double>, _ step: Double, _ size: SIMD3<Int>
  ) -> SIMD3<Int> {
    var result = SIMD3<Int>(0, 0, 0)
    for i in 0..<3 {
      let t = ((x[i] - low[i]) / step).rounded(.down)
      result[i] = Int(min(max(t, 0), Double(size[i] - 1)))
    }
    return result
  }
}
