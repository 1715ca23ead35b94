import LFCore
import LFElectrocardiogram
import LFMesh
import LFTestSupport
import Testing

@Suite("The eikonal solver")
struct EikonalSolverTests {
  /// A cube of 40 mm.
  private struct Cube {
    let points: [SIMD3<Double>]
    let corners: [SIMD4<Int32>]

    init(_ n: Int) throws {
      let mesh = BoxMesh.tetrahedra(cells: [n, n, n], side: 40 / Double(n))
      points = try #require(mesh.pointVectors)
      corners = mesh.tetrahedra.corners
    }
  }

  private static let fibre = SIMD3<Double>(2, 3, 6) / 7
  private static let velocity = ConductionVelocity(along: 0.6, across: 0.3)

  /// The time of a straight way: its length in the metric of the velocities.
  private static func time(_ way: SIMD3<Double>, anisotropic: Bool) -> Double {
    let (l, t) = (1 / (0.6 * 0.6), 1 / (0.3 * 0.3))
    let share = (way * fibre).sum()
    let square = (way * way).sum()
    return (anisotropic ? t * square + (l - t) * share * share : t * square).squareRoot()
  }

  @Test("converges to the point source's exact times at first order", arguments: [false, true])
  func pointSource(anisotropic: Bool) throws {
    let centre = SIMD3<Double>(13, 17, 22)
    var errors: [Double] = []
    for n in [8, 16, 32] {
      let cube = try Cube(n)
      let exact = cube.points.map { Self.time($0 - centre, anisotropic: anisotropic) }
      // What is exact near the source keeps its singularity out of the order.
      let starts = exact.indices.filter { exact[$0] < 30 }.map {
        EikonalSolver.Start(point: $0, time: exact[$0])
      }
      let fibres = anisotropic ? cube.corners.map { _ in Self.fibre } : nil
      let solver = EikonalSolver(points: cube.points, corners: cube.corners, fibres: fibres, Self.velocity)
      let times = try solver.arrivals(from: starts)
      // Ways along the mesh are never shorter than straight ones.
      for (time, exact) in zip(times, exact) { #expect(time > exact - 1e-9) }
      errors.append(zip(times, exact).reduce(0) { $0 + ($1.0 - $1.1) } / Double(times.count))
    }
    #expect(errors[2] < 1, "\(errors)")
    #expect(errors[0] / errors[1] > 1.8 && errors[1] / errors[2] > 1.8, "\(errors)")
  }

  @Test("is exact for plane waves, along a fibre that is oblique to them too", arguments: [false, true])
  func planeWave(anisotropic: Bool) throws {
    let cube = try Cube(6)
    // A plane wave's speed is √(n · D n).
    let speed = (0.09 + (anisotropic ? 0.27 * Self.fibre.x * Self.fibre.x : 0)).squareRoot()
    let slopes = SIMD3<Double>(1 / speed, 0, 0)
    // Waves come in obliquely through the walls: all of the border is given its time but the far wall.
    let starts = cube.points.indices.filter {
      cube.points[$0].x == 0 || cube.points[$0].y == 0
        || cube.points[$0].z == 0 || cube.points[$0].y == 40 || cube.points[$0].z == 40
    }.map { EikonalSolver.Start(point: $0, time: (slopes * cube.points[$0]).sum()) }
    let fibres = anisotropic ? cube.corners.map { _ in Self.fibre } : nil
    let times = try EikonalSolver(points: cube.points, corners: cube.corners, fibres: fibres, Self.velocity)
      .arrivals(from: starts)
    for (time, point) in zip(times, cube.points) { #expect(abs(time - point.x / speed) < 1e-9) }
  }

  @Test("takes the earliest of several starts, and leaves what no wave reaches infinite")
  func starts() throws {
    let cube = try Cube(4)
    // A second cube, not connected.
    let count = Int32(cube.points.count)
    let points = cube.points + cube.points.map { $0 + SIMD3(100, 0, 0) }
    let corners = cube.corners + cube.corners.map { $0 &+ SIMD4(repeating: count) }
    let solver = EikonalSolver(points: points, corners: corners, fibres: nil, Self.velocity)
    let first = try solver.arrivals(from: [.init(point: 0, time: 3)])
    let second = try solver.arrivals(from: [.init(point: 7, time: -2)])
    let both = try solver.arrivals(from: [.init(point: 0, time: 3), .init(point: 7, time: -2)])
    // Between two starts a wave is interpolated, by no more than an edge's time.
    for p in cube.points.indices {
      let least = min(first[p], second[p])
      #expect(both[p] <= least && both[p] > least - 10 * 3.0.squareRoot() / 0.3)
    }
    #expect(both[7] == -2)
    #expect(both[Int(count)...].allSatisfy { $0 == .infinity })
    #expect(first.prefix(Int(count)).allSatisfy { $0.isFinite })
  }

  @Test("refuses starts that are none", arguments: [nil, (-1, 0), (27, 0), (0, .nan)] as [(Int, Double)?])
  func refusals(_ start: (Int, Double)?) throws {
    let cube = try Cube(2)
    let solver = EikonalSolver(points: cube.points, corners: cube.corners, fibres: nil, Self.velocity)
    let sites = start.map { [EikonalSolver.Start(point: $0.0, time: $0.1)] } ?? []
    let error = #expect(throws: LFError.self) { _ = try solver.arrivals(from: sites) }
    #expect(error?.code == .usage)
  }
}
