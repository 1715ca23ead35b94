import LFCore
import LFMesh

/// Values that do not fit those of neighbouring points, where the golden ones do: an order that is not the points'.
enum Roughness {
  /// A field is smooth at a point when its neighbours' mean misses it by no more than this share.
  private static let smooth = 0.5
  /// And rough when it misses it by more than that.
  private static let rough = 1.0

  static func findings(
    _ prediction: LeadGradients, _ golden: LeadGradients, _ weights: [Double], _ mesh: Mesh,
    _ places: SamplePlaces
  ) -> [Finding] {
    guard places.atPoints else { return [] }
    // Places that do not count hold no values: beside the prediction's edge they would make any field rough.
    let neighbours = Self.neighbours(mesh.tetrahedra.corners, places.positions.count).map {
      $0.filter { weights[Int($0)] > 0 }
    }
    let leads = golden.names.indices.compactMap { lead in
      prediction.names.firstIndex(of: golden.names[lead]).map { (golden: lead, own: $0) }
    }
    var bad: [(point: Int, excess: Double)] = []
    var judged = 0
    for point in places.positions.indices where weights[point] > 0 && neighbours[point].count > 3 {
      guard
        let truth = misfit(golden, leads.map(\.golden), point, neighbours[point]), truth < smooth,
        let mine = misfit(prediction, leads.map(\.own), point, neighbours[point])
      else { continue }
      judged += 1
      if mine > rough { bad.append((point, mine)) }
    }
    // A point with a wrong value spoils its neighbours too: the one that fits worst is the culprit.
    guard let worst = bad.max(by: { $0.excess < $1.excess }) else { return [] }
    let share = Double(bad.count) / Double(max(judged, 1))
    // Chance puts most values beside ones that are not too different: some 12 % are rough when all are permuted.
    let extent = share > 0.05 ? "the values stand in another order than the points: " : ""
    return [
      Finding(
        .permuted, .fault,
        "\(extent)the field does not fit that of neighbouring points at \(bad.count) of \(judged) points where the golden"
          + " one does, worst at point \(worst.point) at \(places.positions[worst.point].text) mm")
    ]
  }

  /// |g − mean of the neighbours' g| over their mean's size, all leads together.
  private static func misfit(_ field: LeadGradients, _ leads: [Int], _ point: Int, _ neighbours: [Int32])
    -> Double?
  {
    var (gap, size) = (0.0, 0.0)
    for lead in leads {
      var mean = SIMD3<Double>()
      for other in neighbours { mean += field.vector(lead, Int(other)) }
      mean /= Double(neighbours.count)
      let d = field.vector(lead, point) - mean
      gap += (d * d).sum()
      size += (mean * mean).sum()
    }
    return size > 0 ? (gap / size).squareRoot() : nil
  }

  private static func neighbours(_ corners: [SIMD4<Int32>], _ count: Int) -> [[Int32]] {
    var sets = [Set<Int32>](repeating: [], count: count)
    for c in corners {
      for m in 0..<4 {
        for k in 0..<4 where k != m { sets[Int(c[m])].insert(c[k]) }
      }
    }
    return sets.map { $0.sorted() }
  }
}
