import LFCore

/// The tissues at places of a mesh, most of them told without asking: no border comes nearer to a vertex, or to a
/// tetrahedron's centre, than the distances there say.
struct TissueSampler {
  private let work: MeshWork
  private let skin: [Double]
  private let vertices: [TissueDistances]
  /// The tissue at the centre of each tetrahedron.
  private(set) var tissues: [Tissue] = []
  /// The tetrahedra that a border may pass through, in order.
  private(set) var near: [Int] = []
  /// How far from its centre a tetrahedron is sure to be all of the tissue there, mm.
  private var free: [Double]

  /// Asks for the distances of all vertices, and of the centres that they leave open.
  ///
  /// - Parameters:
  ///   - work: The mesh.
  ///   - map: The tissues.
  ///   - skin: The signed distances of the vertices to the skin, mm.
  init(_ work: MeshWork, _ map: some TissueMap, skin: [Double]) {
    self.work = work
    self.skin = skin
    vertices = map.distances(at: work.points, skin: skin)
    free = [Double](repeating: 0, count: work.cells.count)
    tissues.reserveCapacity(work.cells.count)
    for (number, cell) in work.cells.enumerated() {
      var clear: Int?
      for k in 0..<4 where clear == nil {
        let (corner, reach) = (work.points[Int(cell[k])], vertices[Int(cell[k])].nearestInterface)
        var isClear = true
        for m in 0..<4 where (work.points[Int(cell[m])] - corner).length > reach { isClear = false }
        if isClear { clear = k }
      }
      tissues.append(vertices[Int(cell[clear ?? 0])].tissue)
      if clear == nil { near.append(number) }
    }
    let found = map.distances(
      at: near.map { place(Self.middle, in: work.cells[$0]) },
      skin: near.map { depth(Self.middle, in: work.cells[$0]) })
    for (number, distances) in zip(near, found) {
      tissues[number] = distances.tissue
      free[number] = distances.nearestInterface
    }
  }

  private static let middle = SIMD4(repeating: 0.25)

  private func place(_ share: SIMD4<Double>, in cell: SIMD4<Int32>) -> SIMD3<Double> {
    work.points[Int(cell.x)] * share.x + work.points[Int(cell.y)] * share.y
      + work.points[Int(cell.z)] * share.z + work.points[Int(cell.w)] * share.w
  }

  private func depth(_ share: SIMD4<Double>, in cell: SIMD4<Int32>) -> Double {
    (SIMD4(skin[Int(cell.x)], skin[Int(cell.y)], skin[Int(cell.z)], skin[Int(cell.w)]) * share).sum()
  }

  /// The tissues at barycentric places of some tetrahedra near borders.
  ///
  /// - Parameters:
  ///   - cells: The tetrahedra.
  ///   - shares: The places.
  ///   - map: The tissues.
  /// - Returns: One tissue a place, tetrahedron by tetrahedron.
  func tissues(of cells: [Int], at shares: [SIMD4<Double>], _ map: some TissueMap) -> [Tissue] {
    var result: [Tissue] = []
    result.reserveCapacity(cells.count * shares.count)
    var start = 0
    while start < cells.count {
      // In batches: a few megabytes of samples at a time.
      let batch = cells[start..<min(start + 16384, cells.count)]
      start += batch.count
      var (open, places, depths) = ([Int](), [SIMD3<Double>](), [Double]())
      for number in batch {
        let cell = work.cells[number]
        let centre = place(Self.middle, in: cell)
        for share in shares {
          let place = place(share, in: cell)
          let known = known(place, share, in: number, centre)
          if known == nil {
            open.append(result.count)
            places.append(place)
            depths.append(depth(share, in: cell))
          }
          result.append(known ?? .torso)
        }
      }
      for (i, distances) in zip(open, map.distances(at: places, skin: depths)) {
        result[i] = distances.tissue
      }
    }
    return result
  }

  /// The tissue of a place that the tetrahedron's centre or the corner next to it tells; `nil` when neither does.
  private func known(
    _ place: SIMD3<Double>, _ share: SIMD4<Double>, in number: Int, _ centre: SIMD3<Double>
  ) -> Tissue? {
    if (place - centre).length < free[number] { return tissues[number] }
    var corner = 0
    for k in 1..<4 where share[k] > share[corner] { corner = k }
    let vertex = Int(work.cells[number][corner])
    let distances = vertices[vertex]
    return (place - work.points[vertex]).length < distances.nearestInterface ? distances.tissue : nil
  }
}
