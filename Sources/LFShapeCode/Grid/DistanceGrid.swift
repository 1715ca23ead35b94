import CKernels
import LFCore

/// A regular grid of places, mm.
public struct DistanceGrid: Equatable, Sendable {
  /// Nodes along x, y and z.
  public let size: SIMD3<Int>
  /// The first node, mm.
  public let origin: SIMD3<Float>
  /// From node to node, mm.
  public let spacing: Float

  /// A grid.
  ///
  /// - Parameters:
  ///   - size: Nodes along each axis.
  ///   - origin: The first node, mm.
  ///   - spacing: From node to node, mm.
  public init(size: SIMD3<Int>, origin: SIMD3<Float>, spacing: Float) {
    self.size = size
    self.origin = origin
    self.spacing = spacing
  }

  /// The grid that covers a box.
  ///
  /// - Parameters:
  ///   - low: The box's lower corner, mm.
  ///   - high: Its upper corner, mm.
  ///   - spacing: From node to node, mm.
  public init(from low: SIMD3<Float>, to high: SIMD3<Float>, spacing: Float) {
    let cells = ((high - low) / spacing).rounded(.up)
    self.init(
      size: SIMD3(Int(cells.x), Int(cells.y), Int(cells.z)) &+ 1, origin: low, spacing: spacing)
  }

  /// How many nodes there are.
  public var count: Int { size.x * size.y * size.z }

  /// All nodes, x fastest, mm.
  public var nodes: [SIMD3<Double>] {
    var result: [SIMD3<Double>] = []
    result.reserveCapacity(count)
    let o = SIMD3<Double>(origin)
    let h = Double(spacing)
    for k in 0..<size.z {
      for j in 0..<size.y {
        for i in 0..<size.x { result.append(o + SIMD3(Double(i), Double(j), Double(k)) * h) }
      }
    }
    return result
  }

  /// Values at places by tricubic interpolation; beyond the grid the value of its border stands.
  ///
  /// - Parameters:
  ///   - points: Places, x y z one after the other, mm.
  ///   - values: Values at the nodes, all components of a node together.
  ///   - components: How many a node has.
  /// - Returns: Values at the places, all components of a place together.
  public func sample(_ points: [Float], of values: [Float], components: Int) -> [Float] {
    precondition(values.count == count * components)
    let n = points.count / 3
    var result = [Float](repeating: 0, count: n * components)
    let grid = lf_grid(
      size: (size.x, size.y, size.z), origin: (origin.x, origin.y, origin.z), spacing: spacing)
    let piece = max(64, 40_000 / max(components, 1))
    result.withUnsafeMutableBufferPointer { result in
      points.withUnsafeBufferPointer { points in
        values.withUnsafeBufferPointer { values in
          guard let r0 = result.baseAddress, let p0 = points.baseAddress, let v0 = values.baseAddress
          else { return }
          nonisolated(unsafe) let (to, from, of) = (r0, p0, v0)
          Parallel.run((n + piece - 1) / piece) { number in
            let first = number * piece
            lf_grid_sample_f32(
              grid, components, of, min(piece, n - first), from + 3 * first, to + components * first)
          }
        }
      }
    }
    return result
  }
}
