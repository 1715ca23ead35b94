extension TetrahedralMesh {
  /// The mesh without pieces that hold less than a twentieth of the largest one's volume.
  ///
  /// - Returns: The mesh; points that nothing uses any more stay.
  func withoutCrumbs() -> TetrahedralMesh {
    var leader = Array(0..<Int32(points.count))
    func find(_ start: Int32) -> Int32 {
      var k = start
      while leader[Int(k)] != k {
        leader[Int(k)] = leader[Int(leader[Int(k)])]
        k = leader[Int(k)]
      }
      return k
    }
    for cell in cells {
      for m in 1..<4 { leader[Int(find(cell[m]))] = find(cell.x) }
    }
    var volumes = [Double](repeating: 0, count: points.count)
    for cell in cells { volumes[Int(find(cell.x))] += volume(cell) }
    let least = (volumes.max() ?? 0) / 20
    return TetrahedralMesh(points: points, cells: cells.filter { volumes[Int(find($0.x))] >= least })
  }
}
