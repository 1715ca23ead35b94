import CKernels
public import LFCore

/// First arrivals in a mesh of tetrahedra: √(∇t · D ∇t) = 1 with D = v_t² I + (v_l² − v_t²) f fᵀ in each of them.
///
/// Linear elements with the local solver of Fu, Kirby and Whitaker (SIAM J. Sci. Comput. 35, 2013): first order in the
/// mesh width. Points are treated in the order of their times and again whenever an earlier time is found, so that the
/// result is the fixed point that the fast iterative method ends at, also where fibres make the order wrong at first.
public struct EikonalSolver: Sendable {
  /// Where a wave starts, and when.
  public struct Start: Equatable, Sendable {
    /// The point's number.
    public var point: Int
    /// The time, ms.
    public var time: Double

    /// Makes a start.
    ///
    /// - Parameters:
    ///   - point: The point's number.
    ///   - time: The time, ms.
    public init(point: Int, time: Double) {
      self.point = point
      self.time = time
    }
  }

  private let pointCount: Int
  private let cells: [lf_eikonal_cell]
  /// The cells of point p are `members[starts[p] ..< starts[p + 1]]`.
  private let starts: [Int32]
  private let members: [Int32]

  /// Prepares a mesh.
  ///
  /// - Parameters:
  ///   - points: The points, mm.
  ///   - corners: Four point numbers a tetrahedron.
  ///   - fibres: A unit vector a tetrahedron; `nil` where velocities are the same in all directions (`across`).
  ///   - velocity: Along and across the fibre, m/s.
  public init(
    points: [SIMD3<Double>], corners: [SIMD4<Int32>], fibres: [SIMD3<Double>]?, _ velocity: ConductionVelocity
  ) {
    pointCount = points.count
    let across = 1 / (velocity.across * velocity.across)
    let along = fibres == nil ? across : 1 / (velocity.along * velocity.along)
    var cells: [lf_eikonal_cell] = []
    cells.reserveCapacity(corners.count)
    var load = [Int32](repeating: 0, count: points.count + 1)
    for (number, cell) in corners.enumerated() {
      let fibre = fibres.map { $0[number] } ?? .zero
      let (a, b, c, d) = (points[Int(cell.x)], points[Int(cell.y)], points[Int(cell.z)], points[Int(cell.w)])
      func square(_ edge: SIMD3<Double>) -> Double {
        let share = (edge * fibre).sum()
        return across * (edge * edge).sum() + (along - across) * share * share
      }
      cells.append(
        lf_eikonal_cell(
          corner: (cell.x, cell.y, cell.z, cell.w),
          squares: (square(b - a), square(c - a), square(d - a), square(c - b), square(d - b), square(d - c)))
      )
      for m in 0..<4 { load[Int(cell[m]) + 1] += 1 }
    }
    for p in 1..<load.count { load[p] += load[p - 1] }
    var next = load
    var members = [Int32](repeating: 0, count: 4 * corners.count)
    for (number, cell) in corners.enumerated() {
      for m in 0..<4 {
        let p = Int(cell[m])
        members[Int(next[p])] = Int32(number)
        next[p] += 1
      }
    }
    self.cells = cells
    starts = load
    self.members = members
  }

  /// The first arrivals.
  ///
  /// - Parameter sites: Where waves start.
  /// - Returns: One time a point, ms; infinite where no wave arrives.
  /// - Throws: `LFError` with code `usage` when there is no site, or one that is no point of the mesh.
  public func arrivals(from sites: [Start]) throws(LFError) -> [Double] {
    guard !sites.isEmpty else { throw LFError(.usage, "has no early site", hint: "give --sites") }
    var times = [Double](repeating: .infinity, count: pointCount)
    for site in sites {
      guard times.indices.contains(site.point), site.time.isFinite else {
        throw LFError(.usage, "has no point \(site.point) for an early site", hint: "mend --sites")
      }
      times[site.point] = min(times[site.point], site.time)
    }
    var scratch = [Int32](repeating: 0, count: 2 * pointCount)
    _ = lf_eikonal_f64(pointCount, cells, starts, members, &scratch, &times)
    return times
  }
}
