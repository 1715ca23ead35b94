import LFMesh

/// The error at each point, for the worst of them, the histogram and the picture.
struct PointErrors {
  /// Bins of the histogram, 1° each; the last holds all that is larger.
  static let bins = 36
  /// Points that are listed.
  static let listed = 8

  private let prediction: LeadGradients
  private let golden: LeadGradients
  private let weights: [Double]
  /// The prediction's lead for each golden one.
  private let own: [Int]
  private let floors: [Double]

  init(_ prediction: LeadGradients, _ golden: LeadGradients, _ weights: [Double]) {
    self.prediction = prediction
    self.golden = golden
    self.weights = weights
    own = golden.names.map { prediction.names.firstIndex(of: $0) ?? 0 }
    floors = golden.names.indices.map { lead in
      (0..<golden.count).map { golden.vector(lead, $0).length }.sorted()[golden.count / 2]
    }
  }

  /// The points with the largest angle in a lead that is not weak there, one entry a point.
  func worst(_ positions: [SIMD3<Double>], _ regions: Regions) -> [WorstPoint] {
    var all: [WorstPoint] = []
    for point in positions.indices where weights[point] > 0 {
      var worst: WorstPoint?
      for lead in golden.names.indices {
        let truth = golden.vector(lead, point)
        // Where a lead is weak its direction says little: half its median is the least to be pilloried for.
        guard truth.length > 0.5 * floors[lead] else { continue }
        let mine = prediction.vector(own[lead], point)
        let angle = mine.angle(to: truth)
        if angle > worst?.angle ?? -1 {
          worst = WorstPoint(
            index: point, position: positions[point], lead: golden.names[lead],
            region: regions.name(of: point),
            angle: angle, relativeError: (mine - truth).length / truth.length)
        }
      }
      if let worst { all.append(worst) }
    }
    return Array(all.sorted { ($0.angle, -$0.index) > ($1.angle, -$1.index) }.prefix(Self.listed))
  }

  var histogram: [Double] {
    var bins = [Double](repeating: 0, count: Self.bins)
    for lead in golden.names.indices {
      for point in 0..<golden.count where weights[point] > 0 {
        let truth = golden.vector(lead, point)
        guard truth.length >= 1e-3 * floors[lead], truth.length > 0 else { continue }
        bins[min(Int(prediction.vector(own[lead], point).angle(to: truth)), Self.bins - 1)] += weights[point]
      }
    }
    let total = bins.reduce(0, +)
    return total > 0 ? bins.map { $0 / total } : []
  }

  /// The heart's surface; without a prediction and an angle where a point does not count.
  func view(_ mesh: Mesh, _ positions: [SIMD3<Double>]) -> FieldView? {
    FieldView(corners: mesh.tetrahedra.corners, points: positions) { point in
      var (truths, mines, angles, total) = (0.0, 0.0, 0.0, 0.0)
      for lead in golden.names.indices {
        let (truth, mine) = (golden.vector(lead, point), prediction.vector(own[lead], point))
        truths += (truth * truth).sum()
        mines += (mine * mine).sum()
        angles += truth.length * mine.angle(to: truth)
        total += truth.length
      }
      let count = Double(golden.names.count)
      let size = (truths / count).squareRoot()
      guard weights[point] > 0 else { return (size, .nan, .nan) }
      return (size, (mines / count).squareRoot(), total > 0 ? angles / total : 0)
    }
  }
}
