import LFCore
import LFLeadField
import LFMesh

/// A predicted lead field brought to the places of a golden one.
struct Resampling {
  /// How it was brought there.
  enum Method: Equatable, Sendable {
    /// The two have the same places.
    case same
    /// Linear interpolation in the prediction's tetrahedra; places up to `reach` outside take the nearest values.
    case interpolated
  }

  /// Unipolar gradients at the places, one column an electrode of the prediction.
  var samples: FieldSamples
  var method: Method
  /// Places that the prediction does not reach; their samples are zero.
  var missing: [Int]

  /// How far outside the prediction's mesh a place may lie, mm: surfaces of two meshes of one heart differ so much.
  static let reach = 3.0
  /// Places further apart are not the same, mm.
  private static let tolerance = 1e-3

  init(_ prediction: LeadField, at places: SamplePlaces) throws(LFError) {
    let own = places.atPoints ? prediction.atPoints : prediction.atCells
    if let own, let mine = try? SamplePlaces(of: Self.only(prediction, atPoints: places.atPoints)),
      Self.areSame(mine.positions, places.positions)
    {
      (samples, method, missing) = (own, .same, [])
      return
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
    let locator = TetrahedronLocator(points: points, cells: corners)
    let electrodes = prediction.electrodes.count
    var values = [Float](repeating: 0, count: 3 * electrodes * places.positions.count)
    var missing: [Int] = []
    for (i, place) in places.positions.enumerated() {
      guard let found = locator.locate(place, reach: Self.reach) else {
        missing.append(i)
        continue
      }
      for e in 0..<electrodes {
        for axis in 0..<3 {
          var sum = 0.0
          for m in 0..<4 {
            sum +=
              found.weights[m] * Double(nodal.gradient[3 * (e * nodal.count + Int(found.corners[m])) + axis])
          }
          values[3 * (e * places.positions.count + i) + axis] = Float(sum)
        }
      }
    }
    samples = FieldSamples(count: places.positions.count, potential: nil, gradient: values)
    method = .interpolated
    self.missing = missing
  }

  private static func only(_ field: LeadField, atPoints: Bool) -> LeadField {
    var copy = field
    if atPoints { copy.atCells = nil } else { copy.atPoints = nil }
    return copy
  }

  private static func areSame(_ a: [SIMD3<Double>], _ b: [SIMD3<Double>]) -> Bool {
    guard a.count == b.count else { return false }
    for i in a.indices where (a[i] - b[i]).length > tolerance { return false }
    return true
  }
}
