import LFCore
import LFMesh
import Testing

@testable import LFAnatomy

@Suite("Graded meshes of anatomies")
struct AnatomyMeshTests {
  // Made once for all tests.
  private static let sharedAnatomy = TorsoAnatomy(seed: 31)
  private static let sharedMesh = AnatomyMesh(sharedAnatomy, density: .standard.refined(0.6))
  private var anatomy: TorsoAnatomy { Self.sharedAnatomy }
  private var mesh: AnatomyMesh { Self.sharedMesh }

  @Test("have tetrahedra of positive volume and fair shape only")
  func quality() {
    let quality = mesh.quality
    #expect(quality.smallestVolume > 0)
    #expect(quality.smallestDihedral > 2)
    #expect(quality.largestDihedral < 175)
    #expect(quality.meanSmallestDihedral > 38)
    #expect(mesh.tetrahedra.points.count > 10_000 && mesh.tetrahedra.points.count < 40_000)
  }

  @Test("are closed, on the skin, in one piece, without a point that nothing uses")
  func boundary() {
    let surface = mesh.tetrahedra.boundary()
    #expect(SampleSurfaces.isClosed(surface))
    let gaps = anatomy.skin.signedDistances(at: surface.points).map { abs($0) }.sorted()
    #expect(gaps[gaps.count * 98 / 100] < 0.01)
    #expect((gaps.last ?? 9) < 3)
    var leader = Array(0..<mesh.tetrahedra.points.count)
    func find(_ i: Int) -> Int {
      var k = i
      while leader[k] != k {
        leader[k] = leader[leader[k]]
        k = leader[k]
      }
      return k
    }
    for cell in mesh.tetrahedra.cells { for m in 1..<4 { leader[find(Int(cell[m]))] = find(Int(cell.x)) } }
    #expect(leader.indices.allSatisfy { find($0) == find(0) })
  }

  @Test("hold as much of each tissue as the distances say, counted at random")
  func volumes() {
    let box = anatomy.skin.surface.box
    let n = 40_000
    var counts = [Double](repeating: 0, count: 5)
    for d in anatomy.distances(at: SampleSurfaces.places(n, box.low, box.high, seed: 5)) where d.skin < 0 {
      counts[Int(d.tissue.rawValue) - 1] += 1
    }
    let extent = box.high - box.low
    let each = extent.x * extent.y * extent.z / Double(n)
    for (number, volume) in mesh.tissueVolumes.enumerated() {
      let deviation = each * counts[number].squareRoot()
      #expect(abs(volume - each * counts[number]) < 4 * deviation + 0.02 * volume, "tissue \(number + 1)")
    }
    for shares in mesh.fractions { #expect(abs((0..<5).reduce(0) { $0 + shares[$1] } - 1) < 1e-6) }
  }

  @Test("follow the borders between tissues: a tetrahedron holds one, but for what curvature leaves")
  func conforming() {
    var mixed = [0.0, 0.0]
    for (cell, shares) in zip(mesh.tetrahedra.cells, mesh.fractions) where shares[.torso] < 1 {
      let volume = mesh.tetrahedra.volume(cell)
      mixed[0] += volume
      mixed[1] += volume * (1 - shares[shares.largest])
    }
    // At this density, coarser than the standard one, edges of 8 mm leave 3 %; moving vertices without cutting left twice that and more.
    #expect(mixed[1] < 0.04 * mixed[0])
    #expect(mesh.fractions.count { shares in shares[shares.largest] < 0.6 } < mesh.fractions.count / 250)
  }

  @Test("are finer in the heart than at the far skin, and the same when made again")
  func grading() {
    var sums = [0.0, 0.0]
    var counts = [0.0, 0.0]
    for (cell, shares) in zip(mesh.tetrahedra.cells, mesh.fractions) {
      let (a, b, c, d) = mesh.tetrahedra.corners(cell)
      let far = (a + b + c + d).length / 4 > 200
      guard far || shares.largest == .myocardium else { continue }
      sums[far ? 1 : 0] += (b - a).length + (c - a).length + (d - a).length
      counts[far ? 1 : 0] += 3
    }
    #expect(sums[1] / counts[1] > 2.5 * sums[0] / counts[0])
    let again = AnatomyMesh(anatomy, density: .standard.refined(0.6))
    #expect(again.tetrahedra == mesh.tetrahedra && again.fractions == mesh.fractions)
  }

  @Test("go to files with tissues, shares and frame")
  func file() {
    let file = mesh.mesh
    #expect(file.cellData["tissue"]?.values.count == mesh.tetrahedra.cells.count)
    #expect(file.cellData["fraction_myocardium"]?.values.count == mesh.tetrahedra.cells.count)
    #expect(file.cellData["fraction_blood_of_the_left_ventricle"] != nil)
    #expect(file.fieldData.contains { $0.name == "tissue_name" && $0.values.count == 5 })
    #expect(file.fieldData.contains { $0.name == StatedFrame.arrayName })
  }

  @Test("average conductivities between the harmonic and the arithmetic mean")
  func means() {
    let conductivities = [0.2, 0.3, 0.6, 0.6, 0.05]
    let mixed = mesh.fractions.filter(\.isMixed)
    #expect(!mixed.isEmpty)
    for shares in mixed {
      let (low, high) = (shares.harmonic(conductivities), shares.arithmetic(conductivities))
      #expect(low <= high + 1e-9 && low >= 0.05 - 1e-9 && high <= 0.6 + 1e-9)
    }
    #expect(abs(TissueFractions(.lungs).harmonic(conductivities) - 0.05) < 1e-9)
  }
}
