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
  /// Whether a value comes, in part at least, from a gradient that is exactly zero: electrode × place.
  private var zeros: [Bool]
  /// For each golden place the prediction's, when they correspond one to one.
  var order: [Int]?
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
        self.order = order
        let moved = outcome.finding?.severity == .fault
        samples = own.reordered(order)
        (method, missing) = (moved ? .byNumber : .same, [])
        let values = samples
        zeros = prediction.electrodes.indices.flatMap { e in
          (0..<values.count).map { values.vector(e, $0) == SIMD3() }
        }
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
    (samples, missing, zeros) = Self.interpolate(
      nodal, points, corners, prediction.electrodes.map(\.position), places.positions)
    method = .interpolated
    self.findings = findings
  }

  private static func interpolate(
    _ nodal: FieldSamples, _ points: [SIMD3<Double>], _ corners: [SIMD4<Int32>],
    _ electrodes: [SIMD3<Double>],
    _ places: [SIMD3<Double>]
  ) -> (FieldSamples, missing: [Int], zeros: [Bool]) {
    let locator = TetrahedronLocator(points: points, cells: corners)
    var values = [Float](repeating: 0, count: 3 * electrodes.count * places.count)
    var potential = nodal.potential.map { _ in
      [Float](repeating: .nan, count: electrodes.count * places.count)
    }
    var missing: [Int] = []
    var zeros = [Bool](repeating: false, count: electrodes.count * places.count)
    for (i, place) in places.enumerated() {
      guard let found = locator.locate(place, reach: reach) else {
        missing.append(i)
        continue
      }
      let cell = (0..<4).map { Int(found.corners[$0]) }
      for (e, electrode) in electrodes.enumerated() {
        var (sum, share) = (SIMD3<Double>(), 0.0)
        for m in 0..<4 {
          let g = nodal.vector(e, cell[m])
          if g == SIMD3() { share += found.weights[m] }
          sum += found.weights[m] * square(points[cell[m]] - electrode) * g
        }
        zeros[e * places.count + i] = share > noticedZeros
        sum /= square(place - electrode)
        if let z = nodal.potential {
          potential?[e * places.count + i] = Float(
            (0..<4).reduce(0) { $0 + found.weights[$1] * Double(z[e * nodal.count + cell[$1]]) })
        }
        for axis in 0..<3 { values[3 * (e * places.count + i) + axis] = Float(sum[axis]) }
      }
    }
    return (FieldSamples(count: places.count, potential: potential, gradient: values), missing, zeros)
  }

  /// Whether an electrode's value at a place comes from a gradient that is exactly zero.
  func isZero(_ electrode: Int, _ place: Int) -> Bool { zeros[electrode * samples.count + place] }

  /// Whether all electrodes' do.
  func isZero(at place: Int) -> Bool {
    stride(from: place, to: zeros.count, by: samples.count).allSatisfy { zeros[$0] }
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
  /// The same in another order of places.
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
    let potential = potential.map { z in
      (0..<electrodes).flatMap { e in order.map { z[e * count + $0] } }
    }
    return FieldSamples(count: count, potential: potential, gradient: values)
  }
}
