import LFCore
import LFMesh
import Testing

@testable import LFAnatomy

@Suite("The heart of our own making")
struct SampleHeartTests {
  private let heart = SampleHeart(Biventricular(), HeartOrientation(), spacing: 2.4)

  @Test("is one sound body: positive volumes, good angles, one closed surface, no holes")
  func sound() throws {
    let tets = heart.tetrahedra
    #expect((20_000...40_000).contains(tets.points.count))
    let quality = TetrahedronQuality(of: tets)
    #expect(quality.smallestVolume > 0)
    #expect(quality.smallestDihedral > 10)
    #expect(quality.largestDihedral < 165)

    var faces: [[Int32]: Int] = [:]
    var edges = Set<[Int32]>()
    for cell in tets.cells {
      for out in 0..<4 { faces[(0..<4).filter { $0 != out }.map { cell[$0] }.sorted(), default: 0] += 1 }
      for (m, n) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] {
        edges.insert([min(cell[m], cell[n]), max(cell[m], cell[n])])
      }
    }
    #expect(faces.values.allSatisfy { $0 <= 2 })
    #expect(tets.points.count - edges.count + faces.count - tets.cells.count == 1)
    var boundary: [[Int32]: Int] = [:]
    for (face, count) in faces where count == 1 {
      for pair in [[face[0], face[1]], [face[0], face[2]], [face[1], face[2]]] {
        boundary[pair, default: 0] += 1
      }
    }
    #expect(boundary.values.allSatisfy { $0 == 2 })

    var parent = Array(tets.points.indices)
    func root(_ i: Int) -> Int {
      var i = i
      while parent[i] != i {
        parent[i] = parent[parent[i]]
        i = parent[i]
      }
      return i
    }
    for edge in edges { parent[root(Int(edge[0]))] = root(Int(edge[1])) }
    #expect(Set(parent.indices.map(root)).count == 1)
  }

  @Test("is of a heart's size and lies as hearts lie")
  func size() {
    #expect((120_000...220_000).contains(heart.tetrahedra.volume))
    #expect(heart.tetrahedra.centroid.length < 0.01)
    // Region by region: the right ventricle to the right and in front of the left one.
    var places: [SampleHeart.Region: SIMD3<Double>] = [:]
    var counts: [SampleHeart.Region: Double] = [:]
    for (cell, region) in zip(heart.tetrahedra.cells, heart.regions) {
      let (a, b, c, d) = heart.tetrahedra.corners(cell)
      places[region, default: SIMD3()] += (a + b + c + d) / 4
      counts[region, default: 0] += 1
    }
    func mean(_ r: SampleHeart.Region) -> SIMD3<Double> { (places[r] ?? SIMD3()) / (counts[r] ?? 1) }
    let toRight = mean(.rightVentricle) - mean(.leftVentricle)
    #expect(toRight.x < -10 && toRight.y < -10)
    // The apex is the point furthest along base to apex: left, in front, below.
    let axis = -HeartOrientation().axes.z
    let apex = heart.tetrahedra.points.max { $0.dot(axis) < $1.dot(axis) } ?? SIMD3()
    #expect(apex.x > 20 && apex.y < -20 && apex.z < -20)
  }

  @Test("has fibres of length 1 along the wall, turning from +60° to −60°")
  func fibers() {
    let shape = Biventricular()
    #expect(heart.fibers.allSatisfy { abs($0.length - 1) < 1e-9 })
    // On the left free wall, mid-height: helix angles against the anticlockwise direction.
    for (depth, angle) in [(0.0, 60.0), (0.5, 0), (1, -60)] {
      let probe = shape.probe(SIMD3(-22.5 - depth * shape.leftWall, 0, 0))
      let fiber = shape.fiber(probe, in: shape.region(probe))
      #expect(abs(fiber.x) < 1e-6)
      // Anticlockwise from the base at −x is −y.
      let helix = Trigonometry.arcTangent(fiber.z, -fiber.y) * 180 / Double.pi
      #expect(abs(helix - angle) < 1e-3)
    }
  }

  @Test("has inner points all through the right wall, so no single element spans it")
  func rightWall() {
    var faces: [[Int32]: Int] = [:]
    for cell in heart.tetrahedra.cells {
      for out in 0..<4 { faces[(0..<4).filter { $0 != out }.map { cell[$0] }.sorted(), default: 0] += 1 }
    }
    var onSurface = [Bool](repeating: false, count: heart.tetrahedra.points.count)
    for (face, count) in faces where count == 1 { for point in face { onSurface[Int(point)] = true } }
    var spanning = 0
    var wall = 0
    for (cell, region) in zip(heart.tetrahedra.cells, heart.regions) where region == .rightVentricle {
      wall += 1
      if (0..<4).allSatisfy({ onSurface[Int(cell[$0])] }) { spanning += 1 }
    }
    #expect(Double(spanning) < 0.05 * Double(wall), "\(spanning) of \(wall)")
  }
}
