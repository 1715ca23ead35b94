import LFMesh

/// A cube of n³ cells of 10 mm, six tetrahedra each; cells near the middle are labelled 4, the others 1.
struct BoxMesh {
  var points: [SIMD3<Double>] = []
  var cells: [[Int64]] = []
  var types: [UInt8] = []
  var labels: [Int32] = []

  init(_ n: Int) {
    for k in 0...n {
      for j in 0...n { for i in 0...n { points.append(SIMD3(Double(i), Double(j), Double(k)) * 10) } }
    }
    func number(_ at: [Int]) -> Int64 { Int64((at[2] * (n + 1) + at[1]) * (n + 1) + at[0]) }
    let walks = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    let even = [true, false, false, true, true, false]
    for k in 0..<n {
      for j in 0..<n {
        for i in 0..<n {
          for (walk, isEven) in zip(walks, even) {
            var at = [i, j, k]
            var corners = [number(at)]
            for axis in walk {
              at[axis] += 1
              corners.append(number(at))
            }
            if !isEven { corners.swapAt(2, 3) }
            cells.append(corners)
            types.append(10)
            labels.append(i == n / 2 && j == n / 2 && k == n / 2 ? 4 : 1)
          }
        }
      }
    }
  }

  var mesh: Mesh {
    var offsets: [Int64] = [0]
    for cell in cells { offsets.append((offsets.last ?? 0) + Int64(cell.count)) }
    return Mesh(
      .unstructured(
        UnstructuredGrid(
          points: DataArray(
            "Points", components: 3, .float64(points.flatMap { (p: SIMD3<Double>) in [p.x, p.y, p.z] })),
          cells: CellArray(offsets: offsets, connectivity: cells.flatMap { $0 }), types: types)),
      cellData: AttributeData([DataArray("tissue", .int32(labels))]))
  }
}
