extension Mesh {
  /// Counts, bounds and statistics of everything in the mesh; every value is looked at.
  public var summary: MeshSummary {
    MeshSummary(
      points: pointCount, cells: cellCount, cellTypes: cellTypeCounts, bounds: bounds,
      pointData: pointData.arrays.map(summary), cellData: cellData.arrays.map(summary),
      fieldData: fieldData.map(summary))
  }

  private func summary(of array: DataArray) -> MeshSummary.ArraySummary {
    MeshSummary.ArraySummary(
      name: array.name, type: array.values.type, components: array.components, tuples: array.tuples,
      statistics: array.values.statistics)
  }

  /// How many cells of each kind there are, by VTK's constant name in lower case.
  public var cellTypeCounts: [String: Int] {
    switch geometry {
    case .unstructured(let grid):
      var counts = [Int](repeating: 0, count: 256)
      for type in grid.types { counts[Int(type)] += 1 }
      var named: [String: Int] = [:]
      for (type, count) in counts.enumerated() where count > 0 {
        named[CellType(rawValue: UInt8(type)).name ?? "type_\(type)"] = count
      }
      return named
    case .poly(let poly): return poly.cellTypeCounts
    case .image(let image): return Self.lattice(image.extent, ["vertex", "line", "pixel", "voxel"])
    case .rectilinear(let grid): return Self.lattice(grid.extent, ["vertex", "line", "pixel", "voxel"])
    case .structured(let grid): return Self.lattice(grid.extent, ["vertex", "line", "quad", "hexahedron"])
    }
  }

  private static func lattice(_ extent: GridExtent, _ names: [String]) -> [String: Int] {
    extent.cells > 0 ? [names[extent.dimension]: extent.cells] : [:]
  }

  /// xmin, xmax, ymin, ymax, zmin, zmax over all points with three finite coordinates.
  public var bounds: [Double]? {
    var box = BoundingBox()
    switch geometry {
    case .unstructured(let grid): box.add(grid.points.values)
    case .poly(let poly): box.add(poly.points.values)
    case .structured(let grid): box.add(grid.points.values)
    case .image(let image):
      guard !image.extent.isEmpty else { return nil }
      for corner in 0..<8 {
        let index = (0..<3).map {
          Double(image.extent.bounds[2 * $0 + (corner >> $0 & 1)]) * image.spacing[$0]
        }
        let p = (0..<3).map { row in
          image.origin[row] + (0..<3).reduce(0) { $0 + image.direction[3 * row + $1] * index[$1] }
        }
        box.add(p[0], p[1], p[2])
      }
    case .rectilinear(let grid):
      guard !grid.extent.isEmpty else { return nil }
      let axes = grid.coordinates.map { ($0.values.doubles() ?? []).filter(\.isFinite) }
      guard axes.count == 3, axes.allSatisfy({ !$0.isEmpty }) else { return nil }
      box.add(axes[0].min() ?? 0, axes[1].min() ?? 0, axes[2].min() ?? 0)
      box.add(axes[0].max() ?? 0, axes[1].max() ?? 0, axes[2].max() ?? 0)
    }
    return box.bounds
  }
}

extension PolyData {
  fileprivate var cellTypeCounts: [String: Int] {
    var counts: [String: Int] = [:]
    func add(_ cells: CellArray, _ name: (Int64) -> String) {
      var bySize: [Int64: Int] = [:]
      for i in 0..<cells.count { bySize[cells.offsets[i + 1] - cells.offsets[i], default: 0] += 1 }
      for (size, count) in bySize { counts[name(size), default: 0] += count }
    }
    add(vertices) { $0 == 1 ? "vertex" : "poly_vertex" }
    add(lines) { $0 == 2 ? "line" : "poly_line" }
    add(polygons) { $0 == 3 ? "triangle" : $0 == 4 ? "quad" : "polygon" }
    add(strips) { _ in "triangle_strip" }
    return counts
  }
}

private struct BoundingBox {
  var low = SIMD3<Double>(repeating: .infinity)
  var high = SIMD3<Double>(repeating: -.infinity)

  mutating func add(_ x: Double, _ y: Double, _ z: Double) {
    guard x.isFinite && y.isFinite && z.isFinite else { return }
    let p = SIMD3(x, y, z)
    low = pointwiseMin(low, p)
    high = pointwiseMax(high, p)
  }

  mutating func add(_ values: ArrayValues) {
    switch values {
    case .float32(let v):
      for i in stride(from: 0, to: v.count - v.count % 3, by: 3) {
        add(Double(v[i]), Double(v[i + 1]), Double(v[i + 2]))
      }
    case .float64(let v):
      for i in stride(from: 0, to: v.count - v.count % 3, by: 3) { add(v[i], v[i + 1], v[i + 2]) }
    default:
      guard let v = values.doubles() else { return }
      for i in stride(from: 0, to: v.count - v.count % 3, by: 3) { add(v[i], v[i + 1], v[i + 2]) }
    }
  }

  var bounds: [Double]? {
    low.x <= high.x ? [low.x, high.x, low.y, high.y, low.z, high.z] : nil
  }
}
