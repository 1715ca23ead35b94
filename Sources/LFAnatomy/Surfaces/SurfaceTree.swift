/// A tree of boxes over the triangles of a surface, for the nearest triangle of a point.
///
/// Nodes lie in one array, the left child right behind its parent. Triangles are stored in the tree's order, as
/// corner and two edges, so that a query walks memory forwards.
struct SurfaceTree: Sendable {
  struct Node: Sendable {
    var low: SIMD3<Double>
    var high: SIMD3<Double>
    /// The right child, or the end of a leaf's triangles.
    var next: Int32
    /// The first triangle of a leaf; −1 in an inner node.
    var first: Int32
  }

  private(set) var nodes: [Node] = []
  /// The triangles in the tree's order, by their numbers in the surface.
  private(set) var order: [Int32]
  /// Corners in the tree's order, three a triangle.
  private(set) var corners: [SIMD3<Double>] = []

  private static let leafSize = 4

  init(_ surface: TriangleSurface) {
    order = Array(0..<Int32(surface.triangles.count))
    let centres = surface.triangles.map { triangle in
      let (a, b, c) = surface.corners(triangle)
      return (a + b + c) / 3
    }
    nodes.reserveCapacity(surface.triangles.count)
    build(0, order.count, centres, surface)
    corners.reserveCapacity(3 * order.count)
    for number in order {
      let (a, b, c) = surface.corners(surface.triangles[Int(number)])
      corners += [a, b, c]
    }
  }

  private mutating func build(
    _ start: Int, _ end: Int, _ centres: [SIMD3<Double>], _ surface: TriangleSurface
  ) {
    var low = SIMD3(repeating: Double.infinity)
    var high = -low
    var (lowCentre, highCentre) = (low, high)
    for i in start..<end {
      let (a, b, c) = surface.corners(surface.triangles[Int(order[i])])
      low = pointwiseMin(low, pointwiseMin(a, pointwiseMin(b, c)))
      high = pointwiseMax(high, pointwiseMax(a, pointwiseMax(b, c)))
      lowCentre = pointwiseMin(lowCentre, centres[Int(order[i])])
      highCentre = pointwiseMax(highCentre, centres[Int(order[i])])
    }
    let node = nodes.count
    nodes.append(Node(low: low, high: high, next: Int32(end), first: Int32(start)))
    guard end - start > Self.leafSize else { return }
    let extent = highCentre - lowCentre
    let axis = extent.x >= extent.y && extent.x >= extent.z ? 0 : (extent.y >= extent.z ? 1 : 2)
    // Ties are broken by number: the same surface always gives the same tree.
    order[start..<end].sort {
      let (p, q) = (centres[Int($0)][axis], centres[Int($1)][axis])
      return p != q ? p < q : $0 < $1
    }
    let middle = (start + end) / 2
    nodes[node].first = -1
    build(start, middle, centres, surface)
    nodes[node].next = Int32(nodes.count)
    build(middle, end, centres, surface)
  }

  /// The numbers of the triangles whose boxes touch a box, in the tree's order.
  func triangles(touching low: SIMD3<Double>, _ high: SIMD3<Double>, _ found: (Int) -> Void) {
    guard !order.isEmpty else { return }
    var stack = [0]
    while let index = stack.popLast() {
      let node = nodes[index]
      guard all(node.low .<= high), all(node.high .>= low) else { continue }
      if node.first < 0 {
        stack.append(Int(node.next))
        stack.append(index + 1)
      } else {
        for i in Int(node.first)..<Int(node.next) { found(Int(order[i])) }
      }
    }
  }
}
