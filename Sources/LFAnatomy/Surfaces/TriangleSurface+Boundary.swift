import LFCore
import Synchronization

extension TetrahedralMesh {
  /// The outer surface: faces of one tetrahedron only, normals outwards, unused points left out.
  ///
  /// - Returns: A closed surface.
  public func boundary() -> TriangleSurface {
    // Faces by VTK's order of a tetrahedron's points, outwards.
    let local = [SIMD3(0, 1, 3), SIMD3(1, 2, 3), SIMD3(2, 0, 3), SIMD3(0, 2, 1)]
    let faces = Self.singleFaces(of: cells, local, points: points.count)
    var number = [Int32](repeating: -1, count: points.count)
    var surface = TriangleSurface(points: [], triangles: [])
    for face in faces {
      let cell = cells[Int(face) / 4]
      let f = local[Int(face) % 4]
      var triangle = SIMD3<Int32>()
      for m in 0..<3 {
        let vertex = Int(cell[f[m]])
        if number[vertex] < 0 {
          number[vertex] = Int32(surface.points.count)
          surface.points.append(points[vertex])
        }
        triangle[m] = number[vertex]
      }
      surface.triangles.append(triangle)
    }
    return surface
  }

  /// The faces that one tetrahedron has alone, four times its number and the face's own, in order.
  ///
  /// Faces are put together by their smallest vertex: few share one, so that each need only be held against those.
  private static func singleFaces(
    of cells: [SIMD4<Int32>], _ local: [SIMD3<Int>], points: Int
  ) -> [Int32] {
    func sorted(_ cell: SIMD4<Int32>, _ f: SIMD3<Int>) -> (low: Int, rest: UInt64) {
      let (a, b, c) = (cell[f.x], cell[f.y], cell[f.z])
      let (low, high) = (min(a, min(b, c)), max(a, max(b, c)))
      return (
        Int(low),
        UInt64(UInt32(bitPattern: a &+ b &+ c &- low &- high)) << 32 | UInt64(UInt32(bitPattern: high))
      )
    }
    // Each part of the cells has room of its own behind every vertex: parts are filled side by side.
    let parts = max(1, min(4, cells.count / 4096))
    func part(_ number: Int, of count: Int) -> Range<Int> {
      (count * number / parts)..<(count * (number + 1) / parts)
    }
    var next = [Int32](repeating: 0, count: parts * points + 1)
    var keys = [UInt64](repeating: 0, count: 4 * cells.count)
    var faces = [Int32](repeating: 0, count: 4 * cells.count)
    let single = Mutex([Int32]())
    next.withUnsafeMutableBufferPointer { next in
      keys.withUnsafeMutableBufferPointer { keys in
        faces.withUnsafeMutableBufferPointer { faces in
          nonisolated(unsafe) let (next, keys, faces) = (next, keys, faces)
          Parallel.run(parts) { number in
            for cell in part(number, of: cells.count) {
              for f in local { next[parts * sorted(cells[cell], f).low + number] += 1 }
            }
          }
          var sum: Int32 = 0
          for i in next.indices { (next[i], sum) = (sum, sum + next[i]) }
          Parallel.run(parts) { number in
            for cell in part(number, of: cells.count) {
              for (m, f) in local.enumerated() {
                let (low, rest) = sorted(cells[cell], f)
                let place = Int(next[parts * low + number])
                next[parts * low + number] += 1
                keys[place] = rest
                faces[place] = Int32(4 * cell + m)
              }
            }
          }
          // Every room is full now: it ends where it was filled to, and begins where the one before ends.
          Parallel.run(parts) { number in
            var found: [Int32] = []
            for vertex in part(number, of: points) {
              let range =
                (vertex > 0 ? Int(next[parts * vertex - 1]) : 0)..<Int(next[parts * vertex + parts - 1])
              for i in range {
                var count = 0
                for j in range where keys[j] == keys[i] { count += 1 }
                if count == 1 { found.append(faces[i]) }
              }
            }
            single.withLock { $0 += found }
          }
        }
      }
    }
    return single.withLock { $0.sorted() }
  }
}
