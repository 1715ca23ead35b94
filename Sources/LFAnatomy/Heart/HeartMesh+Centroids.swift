public import LFCore
import LFMesh

extension HeartMesh {
  /// The cells' centroids (the mean of a cell's points), in cell order.
  ///
  /// - Returns: LPS, mm, one a cell.
  /// - Throws: `LFError` with code `badData` when a cell has no points.
  public func cellCentroids() throws(LFError) -> [SIMD3<Double>] {
    guard case .unstructured(let grid) = try mesh.unstructured().geometry else { return [] }
    var centroids: [SIMD3<Double>] = []
    centroids.reserveCapacity(grid.cells.count)
    let offsets = grid.cells.offsets
    let connectivity = grid.cells.connectivity
    for cell in 0..<grid.cells.count {
      let (start, end) = (Int(offsets[cell]), Int(offsets[cell + 1]))
      guard end > start else {
        throw LFError(
          .badData, "cell \(cell) has no points, so no field can be given at it", at: .init(file: file),
          hint: "take empty cells out, or use --at points")
      }
      var sum = SIMD3<Double>()
      for i in start..<end { sum += points[Int(connectivity[i])] }
      centroids.append(sum / Double(end - start))
    }
    return centroids
  }
}
