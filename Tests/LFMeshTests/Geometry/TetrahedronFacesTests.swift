import LFMesh
import LFTestSupport
import Testing

@Suite("Faces that one tetrahedron has alone")
struct TetrahedronFacesTests {
  /// A block of cubes, six tetrahedra around a diagonal of each; some are left out.
  private func block(_ n: Int, leavingOut share: Double) -> (cells: [Int32], points: Int) {
    var source = SplitMix(seed: UInt64(n))
    func point(_ i: Int, _ j: Int, _ k: Int) -> Int32 { Int32(i + (n + 1) * (j + (n + 1) * k)) }
    var cells: [Int32] = []
    for k in 0..<n {
      for j in 0..<n {
        for i in 0..<n {
          for order in [[0, 1, 2], [1, 2, 0], [2, 0, 1], [0, 2, 1], [1, 0, 2], [2, 1, 0]]
          where source.number(0...1) >= share {
            var at = [i, j, k]
            cells.append(point(at[0], at[1], at[2]))
            for axis in order {
              at[axis] += 1
              cells.append(point(at[0], at[1], at[2]))
            }
          }
        }
      }
    }
    return (cells, (n + 1) * (n + 1) * (n + 1))
  }

  private func unpaired(_ cells: [Int32], _ points: Int) -> TetrahedronFaces.Found {
    cells.withUnsafeBufferPointer { TetrahedronFaces.unpaired($0, pointCount: points) }
  }

  @Test("are the ones that counting finds", arguments: [(3, 0.0), (3, 0.3), (12, 0.0), (12, 0.2)])
  func counted(size: Int, share: Double) {
    let (cells, points) = block(size, leavingOut: share)
    var count: [Set<Int32>: Int] = [:]
    func face(_ number: Int) -> Set<Int32> {
      let f = TetrahedronFaces.corners[number % 4]
      return Set((0..<3).map { cells[4 * (number / 4) + f[$0]] })
    }
    for number in cells.indices { count[face(number), default: 0] += 1 }
    let found = unpaired(cells, points)
    #expect(found.single == cells.indices.filter { count[face($0)] == 1 })
    #expect(found.crowded == nil)
    if share == 0 { #expect(found.single.count == 12 * size * size) }
  }

  @Test("tells of a face that three share")
  func crowded() {
    let cells: [Int32] = [0, 1, 2, 3, 0, 2, 1, 4, 0, 1, 2, 5]
    #expect(unpaired(cells, 6).crowded == 3)
    #expect(unpaired([], 0).single.isEmpty)
  }

  @Test(
    "of very many tetrahedra about one point are found in the time that sorting takes",
    .timeLimit(.minutes(1)))
  func fan() {
    let count = Int32(300_000)
    // A ring of tetrahedra about the edge from 0 to 1: neighbours share a face, and two of each are alone.
    var ring: [Int32] = []
    for i in 0..<count { ring += [0, 1, 2 + i, 2 + (i + 1) % count] }
    let alone = (0..<Int(count)).map { [4 * $0 + 1, 4 * $0 + 2] }.joined()
    let found = unpaired(ring, Int(count) + 2)
    #expect(found.single == Array(alone) && found.crowded == nil)
    #expect(unpaired(ring + [0, 1, 2, count + 2], Int(count) + 3).crowded == 3)
  }
}
