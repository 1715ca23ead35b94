import LFCore

/// Points and triangles, nothing else: a surface, its normals by the right-hand rule.
public struct TriangleSurface: Equatable, Sendable {
  /// The points, mm.
  public var points: [SIMD3<Double>]
  /// Three point numbers a triangle.
  public var triangles: [SIMD3<Int32>]

  /// Makes a surface.
  ///
  /// - Parameters:
  ///   - points: The points, mm.
  ///   - triangles: Three point numbers a triangle.
  public init(points: [SIMD3<Double>], triangles: [SIMD3<Int32>]) {
    self.points = points
    self.triangles = triangles
  }

  /// The corners of a triangle.
  func corners(_ triangle: SIMD3<Int32>) -> (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>) {
    (points[Int(triangle.x)], points[Int(triangle.y)], points[Int(triangle.z)])
  }

  /// The volume inside a closed surface, mm³; negative when its normals point inwards.
  public var enclosedVolume: Double {
    triangles.reduce(0) { sum, triangle in
      let (a, b, c) = corners(triangle)
      return sum + a.dot(b.cross(c)) / 6
    }
  }

  /// The area, mm².
  public var area: Double {
    triangles.reduce(0) { sum, triangle in
      let (a, b, c) = corners(triangle)
      return sum + (b - a).cross(c - a).length / 2
    }
  }

  /// The corners of a box round all points.
  var box: (low: SIMD3<Double>, high: SIMD3<Double>) {
    var low = SIMD3(repeating: Double.infinity)
    var high = -low
    for point in points {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    return (low, high)
  }

  /// The surface moved.
  ///
  /// - Parameter shift: How far, mm.
  /// - Returns: The surface.
  public func moved(by shift: SIMD3<Double>) -> TriangleSurface {
    TriangleSurface(points: points.map { $0 + shift }, triangles: triangles)
  }

  /// The shortest and the longest edge and the mean of all, mm.
  public var edgeLengths: (shortest: Double, mean: Double, longest: Double) {
    var shortest = Double.infinity
    var longest = 0.0
    var sum = 0.0
    for triangle in triangles {
      let (a, b, c) = corners(triangle)
      for length in [(b - a).length, (c - b).length, (a - c).length] {
        shortest = min(shortest, length)
        longest = max(longest, length)
        sum += length
      }
    }
    return (shortest, triangles.isEmpty ? 0 : sum / Double(3 * triangles.count), longest)
  }
}
