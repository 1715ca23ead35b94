import LFMesh

extension TetrahedralMesh {
  /// The mesh without pieces that hold less than a twentieth of the largest one's volume.
  ///
  /// - Returns: The mesh; points that nothing uses any more stay.
  func withoutCrumbs() -> TetrahedralMesh {
    var sets = DisjointSets(points.count)
    for cell in cells {
      for m in 1..<4 { sets.join(Int(cell.x), Int(cell[m])) }
    }
    var volumes = [Double](repeating: 0, count: points.count)
    for cell in cells { volumes[sets.find(Int(cell.x))] += volume(cell) }
    let least = (volumes.max() ?? 0) / 20
    return TetrahedralMesh(points: points, cells: cells.filter { volumes[sets.find(Int($0.x))] >= least })
  }
}
