import LFCore

/// A lattice over a heart that tells the room its walls enclose from what is outside.
struct CavityGrid {
  let origin: SIMD3<Double>
  let spacing: Double
  let size: SIMD3<Int>

  /// A lattice over a box, two widths wider on every side.
  init(low: SIMD3<Double>, high: SIMD3<Double>, spacing: Double) {
    self.spacing = spacing
    origin = low - 2 * spacing
    let n = (high - low) / spacing
    size = SIMD3(Int(n.x.rounded(.up)), Int(n.y.rounded(.up)), Int(n.z.rounded(.up))) &+ 5
  }

  var count: Int { size.x * size.y * size.z }

  /// All nodes, x fastest, mm.
  var nodes: [SIMD3<Double>] {
    var result: [SIMD3<Double>] = []
    result.reserveCapacity(count)
    for k in 0..<size.z {
      for j in 0..<size.y {
        for i in 0..<size.x { result.append(origin + SIMD3(Double(i), Double(j), Double(k)) * spacing) }
      }
    }
    return result
  }

  /// How many nodes each connected part of a region has, the largest first.
  ///
  /// - Parameter region: Whether a node belongs to it.
  /// - Returns: The counts.
  func parts(of region: [Bool]) -> [Int] {
    var left = region
    var counts: [Int] = []
    for node in left.indices where left[node] {
      left[node] = false
      counts.append(follow(from: [Int32(node)], &left))
    }
    return counts.sorted(by: >)
  }

  /// The open nodes that no way through open neighbours joins to the lattice's border.
  ///
  /// - Parameter open: Whether a way may lead through a node.
  /// - Returns: One truth a node.
  func enclosed(_ open: [Bool]) -> [Bool] {
    var inside = open
    var stack: [Int32] = []
    func visit(_ node: Int) {
      if inside[node] {
        inside[node] = false
        stack.append(Int32(node))
      }
    }
    let (nx, ny, nz) = (size.x, size.y, size.z)
    for k in 0..<nz {
      for j in 0..<ny {
        for i in 0..<nx where i == 0 || j == 0 || k == 0 || i == nx - 1 || j == ny - 1 || k == nz - 1 {
          visit(i + nx * (j + ny * k))
        }
      }
    }
    _ = follow(from: stack, &inside)
    return inside
  }

  /// Clears all nodes of a region that some of its nodes, cleared before, are joined to; returns how many there were.
  private func follow(from start: [Int32], _ region: inout [Bool]) -> Int {
    let (nx, ny, nz) = (size.x, size.y, size.z)
    var stack = start
    var count = start.count
    func visit(_ node: Int) {
      if region[node] {
        region[node] = false
        stack.append(Int32(node))
        count += 1
      }
    }
    while let last = stack.popLast() {
      let node = Int(last)
      let i = node % nx
      let j = node / nx % ny
      let k = node / (nx * ny)
      if i > 0 { visit(node - 1) }
      if i < nx - 1 { visit(node + 1) }
      if j > 0 { visit(node - nx) }
      if j < ny - 1 { visit(node + nx) }
      if k > 0 { visit(node - nx * ny) }
      if k < nz - 1 { visit(node + nx * ny) }
    }
    return count
  }

  /// Distances to a region known by its nodes and how deep inside it each of them lies.
  ///
  /// A node outside takes the least of (way to a node inside) − (that one's depth), handed on from neighbour to
  /// neighbour in sweeps (after Danielsson 1980): exact for flat surfaces, never too small.
  ///
  /// - Parameters:
  ///   - seeds: Whether a node is inside.
  ///   - depths: Signed distances of the nodes inside, mm.
  /// - Returns: Signed distances, mm.
  func distances(to seeds: [Bool], _ depths: [Double]) -> [Float] {
    var nearest = seeds.indices.map { seeds[$0] ? Int32($0) : -1 }
    var result = seeds.indices.map { seeds[$0] ? depths[$0] : Double.infinity }
    let (nx, ny, nz) = (size.x, size.y, size.z)
    func place(_ node: Int) -> SIMD3<Double> {
      SIMD3(Double(node % nx), Double(node / nx % ny), Double(node / (nx * ny))) * spacing
    }
    // The half of a node's neighbours that a sweep has passed already.
    var before: [SIMD3<Int>] = []
    for z in -1...1 {
      for y in -1...1 { for x in -1...1 where x + 3 * y + 9 * z < 0 { before.append(SIMD3(x, y, z)) } }
    }
    for sweep in 0..<4 {
      let backwards = sweep % 2 == 1
      for step in 0..<count {
        let node = backwards ? count - 1 - step : step
        guard !seeds[node] else { continue }
        let at = SIMD3(node % nx, node / nx % ny, node / (nx * ny))
        let here = place(node)
        for offset in before {
          let q = backwards ? at &- offset : at &+ offset
          guard q.x >= 0, q.y >= 0, q.z >= 0, q.x < nx, q.y < ny, q.z < nz else { continue }
          let seed = nearest[q.x + nx * (q.y + ny * q.z)]
          guard seed >= 0 else { continue }
          let value = (here - place(Int(seed))).length + depths[Int(seed)]
          if value < result[node] {
            result[node] = value
            nearest[node] = seed
          }
        }
      }
    }
    return result.map { Float(min($0, 1e4)) }
  }

  /// The node nearest to a place; `nil` outside the lattice.
  func nearest(_ place: SIMD3<Double>) -> Int? {
    guard holds(place) else { return nil }
    let at = ((place - origin) / spacing).rounded(.toNearestOrEven)
    return Int(at.x) + size.x * (Int(at.y) + size.y * Int(at.z))
  }

  /// Whether a place lies between its nodes.
  func holds(_ place: SIMD3<Double>) -> Bool {
    let at = (place - origin) / spacing
    return all(at .>= 0) && all(at .< SIMD3<Double>(size &- 1))
  }

  /// Values between the nodes, linear along each axis; `nil` outside the lattice.
  func value(_ values: [SIMD8<Float>], at place: SIMD3<Double>) -> SIMD8<Double>? {
    guard holds(place) else { return nil }
    let at = (place - origin) / spacing
    let (i, j, k) = (Int(at.x), Int(at.y), Int(at.z))
    let (u, v, w) = (at.x - Double(i), at.y - Double(j), at.z - Double(k))
    let node = i + size.x * (j + size.y * k)
    let (row, layer) = (size.x, size.x * size.y)
    func along(_ a: Int) -> SIMD8<Double> {
      SIMD8<Double>(values[a]) * (1 - u) + SIMD8<Double>(values[a + 1]) * u
    }
    let near = along(node) * (1 - v) + along(node + row) * v
    let far = along(node + layer) * (1 - v) + along(node + layer + row) * v
    return near * (1 - w) + far * w
  }
}
