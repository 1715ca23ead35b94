import LFMesh

/// The heart's surface with what is known on it, for pictures.
public struct FieldView: Equatable, Sendable {
  /// Points of the surface, mm, LPS.
  public var points: [SIMD3<Double>]
  /// Three point numbers a triangle.
  public var triangles: [SIMD3<Int32>]
  /// The root mean square over leads of |∇Z|, golden, Ω/m, one a point.
  public var golden: [Double]
  /// The same of the prediction; no number where it does not reach.
  public var prediction: [Double]
  /// The mean angle over leads, weighted by |∇Z|, degrees; no number where the prediction does not reach.
  public var angle: [Double]

  /// Takes a surface with its values.
  ///
  /// - Parameters:
  ///   - points: Points of the surface, mm, LPS.
  ///   - triangles: Three point numbers a triangle.
  ///   - golden: The golden field at the points, Ω/m.
  ///   - prediction: The predicted one, Ω/m.
  ///   - angle: The angle between them, degrees.
  public init(
    points: [SIMD3<Double>], triangles: [SIMD3<Int32>], golden: [Double], prediction: [Double],
    angle: [Double]
  ) {
    self.points = points
    self.triangles = triangles
    self.golden = golden
    self.prediction = prediction
    self.angle = angle
  }

  /// The outside of tetrahedra.
  ///
  /// - Parameters:
  ///   - corners: Four point numbers a tetrahedron.
  ///   - all: All points.
  ///   - values: The three values of a point.
  init?(
    corners: [SIMD4<Int32>], points all: [SIMD3<Double>],
    values: (Int) -> (golden: Double, prediction: Double, angle: Double)
  ) {
    guard !corners.isEmpty else { return nil }
    var number = [Int32](repeating: -1, count: all.count)
    (points, triangles, golden, prediction, angle) = ([], [], [], [], [])
    for face in TetrahedronFaces.outer(of: corners, pointCount: all.count) {
      var triangle = SIMD3<Int32>()
      for m in 0..<3 {
        let point = Int(face.points[m])
        if number[point] < 0 {
          number[point] = Int32(points.count)
          points.append(all[point])
          let value = values(point)
          golden.append(value.golden)
          prediction.append(value.prediction)
          angle.append(value.angle)
        }
        triangle[m] = number[point]
      }
      triangles.append(triangle)
    }
  }
}
