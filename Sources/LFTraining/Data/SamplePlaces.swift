import LFAnatomy
import LFMesh

/// Places drawn evenly from the volume of some tissues of a mesh.
struct SamplePlaces {
  /// mm, heart-centred LPS.
  var positions: [SIMD3<Double>] = []
  /// The tissue of each place.
  var tissues: [Tissue] = []
  /// The volume that each place stands for, mm³.
  var weights: [Double] = []

  /// Draws `count` places; the same source gives the same places.
  init(_ count: Int, in mesh: AnatomyMesh, _ wanted: Set<Tissue>, _ source: RandomSource) {
    var source = source
    let all = mesh.tissues
    let cells = all.indices.filter { wanted.contains(all[$0]) }
    var ends: [Double] = []
    var total = 0.0
    for cell in cells {
      total += mesh.tetrahedra.volume(mesh.tetrahedra.cells[cell])
      ends.append(total)
    }
    guard total > 0 else { return }
    for _ in 0..<count {
      let target = source.uniform() * total
      var (low, high) = (0, ends.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if ends[middle] < target { low = middle + 1 } else { high = middle }
      }
      let cell = cells[low]
      positions.append(
        mesh.tetrahedra.place(inCell: cell, source.uniform(), source.uniform(), source.uniform()))
      tissues.append(all[cell])
      weights.append(total / Double(count))
    }
  }
}

extension TetrahedralMesh {
  /// A place in a cell; three even numbers of 0..<1 give even places (the unit cube folded onto the tetrahedron,
  /// Rocchini and Cignoni 2000).
  fileprivate func place(inCell cell: Int, _ r: Double, _ s: Double, _ t: Double) -> SIMD3<Double> {
    var (s1, t1, u1) = r + s > 1 ? (1 - r, 1 - s, t) : (r, s, t)
    if t1 + u1 > 1 {
      (t1, u1) = (1 - u1, 1 - s1 - t1)
    } else if s1 + t1 + u1 > 1 {
      (s1, u1) = (1 - t1 - u1, s1 + t1 + u1 - 1)
    }
    let c = cells[cell]
    let (a, b) = (points[Int(c.x)], points[Int(c.y)])
    return a * (1 - s1 - t1 - u1) + b * s1 + points[Int(c.z)] * t1 + points[Int(c.w)] * u1
  }
}
