import LFCore
import LFLeadField
import LFMesh

/// A predicted lead field brought to the places of a golden one.
struct Resampling {
  /// How it was brought there.
  enum Method: String, Sendable {
    /// The two have the same places.
    case same = "same points"
    /// The same number of points, each the golden one of its number, moved.
    case byNumber = "points of the same number, which are moved"
    /// Linear interpolation in the prediction's tetrahedra of r² ∇Z, r from the electrode, whose field falls off as 1/r²;
    /// places up to `reach` outside take the nearest values.
    case interpolated = "linear interpolation of r² ∇Z"
  }

  /// Unipolar gradients at the places, one column an electrode of the prediction.
  var samples: FieldSamples
  var method: Method
  /// Places that the prediction does not reach, or where it is not finite; their samples are zero.
  var missing: [Int]
  /// Places whose values come in part from points at which all electrodes' gradients are exactly zero, when interpolated.
  var filledWithZeros: [Int] = []
  /// What was noticed on the way.
  var findings: [Finding]

  /// How far outside the prediction's mesh a place may lie, mm: surfaces of two meshes of one heart differ so much.
  static let reach = 3.0

  /// The share of a place's value that may come from points with zeros: rounding puts places on the borders of cells.
  private static let noticedZeros = 0.01

  init(_ prediction: LeadField, at places: SamplePlaces) throws(LFError) {
    let own = places.atPoints ? prediction.atPoints : prediction.atCells
    var findings: [Finding] = []
    if let own, let mine = try? SamplePlaces(of: Self.only(prediction, atPoints: places.atPoints)) {
      let outcome = PointComparison.compare(mine.positions, places.positions)
      if let finding = outcome.finding { findings.append(finding) }
      if let order = outcome.order {
        let moved = outcome.finding?.severity == .fault
        samples = own.reordered(order)
        (method, missing) = (moved ? .byNumber : .same, [])
        self.findings = findings
        return
      }
    }
    guard let nodal = prediction.atPoints, let points = prediction.mesh.pointVectors else {
      throw LFError(
        .badData, "is known at cells only and not at the golden lead field's places",
        hint: "predict it with --at points")
    }
    let corners = prediction.mesh.tetrahedra.corners
    guard !corners.isEmpty else {
      throw LFError(
        .badData, "has other points than the golden lead field and no tetrahedra to interpolate in",
        hint: "predict it on the golden case's mesh")
    }
    (samples, missing, filledWithZeros) = Self.interpolate(
      nodal, points, corners, prediction.electrodes.map(\.position), places.positions)
    method = .interpolated
    self.findings = findings
  }

  private static func interpolate(
    _ nodal: FieldSamples, _ points: [SIMD3<Double>], _ corners: [SIMD4<Int32>],
    _ electrodes: [SIMD3<Double>],
    _ places: [SIMD3<Double>]
  ) -> (FieldSamples, missing: [Int], filledWithZeros: [Int]) {
    let locator = TetrahedronLocator(points: points, cells: corners)
    var values = [Float](repeating: 0, count: 3 * electrodes.count * places.count)
    var missing: [Int] = []
    var filled: [Int] = []
    for (i, place) in places.enumerated() {
      guard let found = locator.locate(place, reach: reach) else {
        missing.append(i)
        continue
      }
      let cell = (0..<4).map { Int(found.corners[$0]) }
      let share = (0..<4).reduce(0) { nodal.isZero(at: cell[$1]) ? $0 + found.weights[$1] : $0 }
      if share > noticedZeros { filled.append(i) }
      for (e, electrode) in electrodes.enumerated() {
        var sum = SIMD3<Double>()
        for m in 0..<4 {
          let at = 3 * (e * nodal.count + cell[m])
          let g = SIMD3(
            Double(nodal.gradient[at]), Double(nodal.gradient[at + 1]), Double(nodal.gradient[at + 2]))
          sum += found.weights[m] * square(points[cell[m]] - electrode) * g
        }
        sum /= square(place - electrode)
        for axis in 0..<3 { values[3 * (e * places.count + i) + axis] = Float(sum[axis]) }
      }
    }
    return (FieldSamples(count: places.count, potential: nil, gradient: values), missing, filled)
  }

  /// The square of a distance, mm²; at least that of an electrode's own size.
  private static func square(_ gap: SIMD3<Double>) -> Double { max((gap * gap).sum(), 1) }

  private static func only(_ field: LeadField, atPoints: Bool) -> LeadField {
    var copy = field
    if atPoints { copy.atCells = nil } else { copy.atPoints = nil }
    return copy
  }
}

extension FieldSamples {
  /// The gradients at the same places in another order.
  fileprivate func reordered(_ order: [Int]) -> FieldSamples {
    if order.enumerated().allSatisfy({ $0 == $1 }) { return self }
    let electrodes = gradient.count / max(3 * count, 1)
    var values: [Float] = []
    values.reserveCapacity(gradient.count)
    for e in 0..<electrodes {
      for place in order {
        let at = 3 * (e * count + place)
        values += [gradient[at], gradient[at + 1], gradient[at + 2]]
      }
    }
    return FieldSamples(count: count, potential: nil, gradient: values)
  }
}
