import LFCore

extension TriangleSurface {
  /// The longest edge of its bounding box, mm.
  public var size: Double { points.isEmpty ? 0 : (box.1 - box.0).max() }

  /// The surface without the flat ends where an image stops: what lies in a face of its bounding box is no surface of
  /// the body.
  ///
  /// - Parameter depth: How far from the face a triangle may lie, mm.
  /// - Returns: The other triangles, with the same points.
  public func withoutCuts(depth: Double = 1) -> TriangleSurface {
    let (low, high) = box
    var rest = self
    rest.triangles = triangles.filter { triangle in
      let (a, b, c) = corners(triangle)
      let normal = (b - a).cross(c - a)
      let size = normal.length
      return !(0..<3).contains { axis in
        // A body touches a face of its box at one place, with hardly any area.
        guard abs(normal[axis]) >= 0.995 * size else { return false }
        let (least, most) = (min(a[axis], b[axis], c[axis]), max(a[axis], b[axis], c[axis]))
        return most - low[axis] < depth || high[axis] - least < depth
      }
    }
    return rest
  }
}
