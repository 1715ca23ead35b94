/// Finds the same points in another order.
enum PointOrder {
  /// For each golden point the number of the prediction's point at the same place; `nil` when there is none for one
  /// of them, or points coincide.
  static func match(_ golden: [SIMD3<Double>], in points: [SIMD3<Double>], tolerance: Double) -> [Int]? {
    guard golden.count == points.count else { return nil }
    let order = points.indices.sorted { points[$0].x < points[$1].x }
    let xs = order.map { points[$0].x }
    var used = [Bool](repeating: false, count: points.count)
    var result: [Int] = []
    result.reserveCapacity(golden.count)
    for place in golden {
      var low = 0
      var high = xs.count
      while low < high {
        let middle = (low + high) / 2
        if xs[middle] < place.x - tolerance { low = middle + 1 } else { high = middle }
      }
      var found: Int?
      while low < xs.count, xs[low] <= place.x + tolerance {
        let candidate = order[low]
        if !used[candidate], (points[candidate] - place).length <= tolerance {
          found = candidate
          break
        }
        low += 1
      }
      guard let found else { return nil }
      used[found] = true
      result.append(found)
    }
    return result
  }
}
