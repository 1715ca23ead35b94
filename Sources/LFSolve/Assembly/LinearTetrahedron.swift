public import LFCore

/// The geometry of one linear tetrahedron: its volume and the gradients of its four shape functions.
public struct LinearTetrahedron: Sendable {
  /// The volume, positive when the corners turn right-handed (VTK's order), in the points' unit cubed.
  public var volume: Double
  /// The gradient of corner 0's shape function.
  public var g0: SIMD3<Double>
  /// The gradient of corner 1's shape function.
  public var g1: SIMD3<Double>
  /// The gradient of corner 2's shape function.
  public var g2: SIMD3<Double>
  /// The gradient of corner 3's shape function.
  public var g3: SIMD3<Double>

  /// Makes the geometry of four corners; meaningless when they lie in a plane.
  ///
  /// - Parameters:
  ///   - a: Corner 0.
  ///   - b: Corner 1.
  ///   - c: Corner 2.
  ///   - d: Corner 3.
  @inlinable
  public init(_ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>, _ d: SIMD3<Double>) {
    let e1 = b - a
    let e2 = c - a
    let e3 = d - a
    let n1 = e2.cross(e3)
    let det = e1.dot(n1)
    let scale = 1 / det
    volume = det / 6
    g1 = n1 * scale
    g2 = e3.cross(e1) * scale
    g3 = e1.cross(e2) * scale
    g0 = -(g1 + g2 + g3)
  }
}
