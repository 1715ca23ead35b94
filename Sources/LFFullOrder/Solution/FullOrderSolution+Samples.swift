public import LFCore
public import LFLeadField
import LFSolve

extension FullOrderSolution {
  /// Potentials and gradients at places inside a tissue, the gradients on the tissue's side of its border.
  ///
  /// - Parameters:
  ///   - places: Places, mm, LPS.
  ///   - tissue: The tissue that they belong to.
  ///   - limit: How far outside the tissue a place may be, mm: surfaces and meshes differ a little.
  ///   - origin: Where the user has the model's origin, mm, for messages.
  /// - Returns: Samples, place by place.
  /// - Throws: `LFError` with code `badData` when a place is farther away or no cell is of the tissue.
  public func samples(
    at places: [SIMD3<Double>], in tissue: String, limit: Double = 2, origin: SIMD3<Double> = .zero
  ) throws(LFError) -> FieldSamples {
    try FieldSampler(self, at: places, in: tissue, limit: limit, origin: origin).samples(
      of: electrodes.indices)
  }

  /// Potentials and gradients at places anywhere in the conductor, each gradient from the tissue that the place lies in.
  ///
  /// - Parameters:
  ///   - places: Places, mm, LPS; those outside are answered from the nearest cell, outwards.
  ///   - tissues: The tissue of each place, where that is known better than by the mesh, whose borders cut corners: a
  ///     place is answered on its tissue's side if that has a cell within 2 mm. Of names that the model does not know
  ///     nothing is taken.
  ///   - limit: How far outside the conductor a place may be, mm.
  ///   - origin: Where the user has the model's origin, mm, for messages.
  /// - Returns: Samples, place by place.
  /// - Throws: `LFError` with code `badData` when a place is farther away.
  public func samples(
    anywhere places: [SIMD3<Double>], of tissues: [String]? = nil, limit: Double,
    origin: SIMD3<Double> = .zero
  ) throws(LFError) -> FieldSamples {
    let metres = places.map { $0 * 1e-3 }
    var hits = CellLocator(model, tissue: nil).find(metres, limit: limit * 1e-3)
    if let tissues { prefer(tissues, at: metres, &hits) }
    var groups: [Int32: (members: [Int], hits: [CellLocator.Hit])] = [:]
    for (i, hit) in hits.enumerated() {
      guard let hit, hit.distance * 1e3 <= limit else {
        throw LFError(
          .badData, "point \(i) is more than \(limit) mm outside the torso",
          at: LFFullOrder.place(of: (places[i] + origin) * 1e-3), hint: "give points of the torso")
      }
      groups[model.tissue[hit.cell], default: ([], [])].members.append(i)
      groups[model.tissue[hit.cell], default: ([], [])].hits.append(hit)
    }
    let (n, count) = (places.count, electrodes.count)
    var potential = [Float](repeating: 0, count: n * count)
    var gradient = [Float](repeating: 0, count: 3 * n * count)
    for (tissue, (members, hits)) in groups.sorted(by: { $0.key < $1.key }) {
      let part = FieldSampler(self, at: members.map { metres[$0] }, hits, tissue: tissue).samples(
        of: electrodes.indices)
      for e in 0..<count {
        for (k, i) in members.enumerated() {
          potential[e * n + i] = part.potential?[e * members.count + k] ?? 0
          for axis in 0..<3 {
            gradient[3 * (e * n + i) + axis] = part.gradient[3 * (e * members.count + k) + axis]
          }
        }
      }
    }
    return FieldSamples(count: n, potential: potential, gradient: gradient)
  }

  /// Exchanges the cells of places that the mesh has in another tissue than they are of.
  private func prefer(_ tissues: [String], at places: [SIMD3<Double>], _ hits: inout [CellLocator.Hit?]) {
    let reach = 2e-3
    for name in Set(tissues).sorted() {
      guard let tissue = model.index(ofTissue: name) else { continue }
      let wrong = places.indices.filter { i in
        tissues[i] == name && hits[i].map { model.tissue[$0.cell] != tissue } ?? false
      }
      if wrong.isEmpty { continue }
      let found = CellLocator(model, tissue: tissue).find(wrong.map { places[$0] }, limit: reach)
      for (i, hit) in zip(wrong, found) {
        if let hit, hit.distance <= reach { hits[i] = hit }
      }
    }
  }

  /// Potentials and gradients at the centroids of cells.
  ///
  /// - Parameter cells: The cells' numbers in the model.
  /// - Returns: Samples, cell by cell, each gradient from the cell's own tissue.
  public func samples(atCentroidsOf cells: [Int32]) -> FieldSamples {
    let operators = gradients(of: Set(cells.map { model.tissue[Int($0)] }))
    var samples = FieldSamples(count: cells.count, potential: [], gradient: [])
    for e in electrodes.indices {
      let gradients = operators.mapValues { $0.apply(regular[e]) }
      for cell in cells {
        let (a, b, c, d) = model.corners(Int(cell))
        let x = (a + b + c + d) / 4
        var value = 0.0
        var gradient = SIMD3<Double>.zero
        if let own = operators[model.tissue[Int(cell)]], let nodal = gradients[model.tissue[Int(cell)]] {
          for k in 0..<4 {
            let node = Int(model.tetrahedra[4 * Int(cell) + k])
            value += regular[e][node] / 4
            gradient += nodal[Int(own.place[node])] / 4
          }
        }
        samples.append(value + sources[e].potential(x), gradient + sources[e].gradient(x))
      }
    }
    return samples
  }

  /// Potentials and gradients at the model's own points. On the border of two tissues a gradient is that of the
  /// side that is named first in `preferred`, else of the side with more volume around the point.
  ///
  /// - Parameters:
  ///   - points: The points' numbers in the model.
  ///   - preferred: Tissues, the most wanted first.
  /// - Returns: Samples, point by point.
  public func samples(atPoints points: [Int32], preferring preferred: [String] = ["myocardium"])
    -> FieldSamples
  {
    let wanted = preferred.compactMap { model.index(ofTissue: $0) }
    let sides = points.map { side(of: Int($0), preferring: wanted) }
    let operators = gradients(of: Set(sides))
    var samples = FieldSamples(count: points.count, potential: [], gradient: [])
    for e in electrodes.indices {
      let gradients = operators.mapValues { $0.apply(regular[e]) }
      for (i, point) in points.enumerated() {
        let x = model.points[Int(point)]
        var gradient = sources[e].gradient(x)
        if let own = operators[sides[i]], let nodal = gradients[sides[i]] {
          gradient += nodal[Int(own.place[Int(point)])]
        }
        samples.append(regular[e][Int(point)] + sources[e].potential(x), gradient)
      }
    }
    return samples
  }

  private func gradients(of tissues: Set<Int32>) -> [Int32: TissueGradient] {
    var result: [Int32: TissueGradient] = [:]
    for tissue in tissues.sorted() {
      result[tissue] = TissueGradient(model, tissue: tissue, method: recovery)
    }
    return result
  }

  private func side(of point: Int, preferring wanted: [Int32]) -> Int32 {
    var volumes: [Int32: Double] = [:]
    for k in model.around.start[point]..<model.around.start[point + 1] {
      let (a, b, c, d) = model.corners(Int(model.around.cells[k]))
      volumes[model.tissue[Int(model.around.cells[k])], default: 0] += LinearTetrahedron(a, b, c, d).volume
    }
    if let first = wanted.first(where: { volumes[$0] != nil }) { return first }
    return volumes.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
  }
}

extension FieldSamples {
  fileprivate mutating func append(_ value: Double, _ slope: SIMD3<Double>) {
    potential?.append(Float(value))
    gradient.append(Float(slope.x))
    gradient.append(Float(slope.y))
    gradient.append(Float(slope.z))
  }
}
