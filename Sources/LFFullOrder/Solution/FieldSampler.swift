public import LFCore
public import LFLeadField
import LFSolve

/// A solution at places in one tissue: what is the same for all electrodes is made once.
public struct FieldSampler: Sendable {
  private let solution: FullOrderSolution
  /// The places, m.
  private let places: [SIMD3<Double>]
  private let hits: [CellLocator.Hit]
  private let operators: TissueGradient

  /// Finds the cells that places lie in.
  ///
  /// - Parameters:
  ///   - solution: The solution.
  ///   - places: Places, mm, LPS.
  ///   - tissue: The tissue that they belong to.
  ///   - limit: How far outside the tissue a place may be, mm: surfaces and meshes differ a little.
  ///   - origin: Where the user has the model's origin, mm, for messages.
  /// - Throws: `LFError` with code `badData` when a place is farther away or no cell is of the tissue.
  public init(
    _ solution: FullOrderSolution, at places: [SIMD3<Double>], in tissue: String, limit: Double = 2,
    origin: SIMD3<Double> = .zero
  ) throws(LFError) {
    let model = solution.model
    guard let index = model.index(ofTissue: tissue) else {
      throw LFError(
        .badData, "no cell is \(tissue)", hint: "the tissues are \(model.tissueNames.joined(separator: ", "))"
      )
    }
    let metres = places.map { $0 * 1e-3 }
    let found = CellLocator(model, tissue: index).find(metres, limit: limit * 1e-3)
    for (i, hit) in found.enumerated() {
      guard let hit, hit.distance * 1e3 <= limit else {
        throw LFError(
          .badData, "point \(i) is more than \(limit) mm outside the \(tissue)",
          at: LFFullOrder.place(of: (places[i] + origin) * 1e-3))
      }
    }
    self.init(solution, at: metres, found.compactMap(\.self), tissue: index)
  }

  /// A sampler whose places' cells are known.
  ///
  /// - Parameters:
  ///   - solution: The solution.
  ///   - places: Places, m, LPS.
  ///   - hits: A cell each.
  ///   - tissue: The tissue of all these cells.
  init(_ solution: FullOrderSolution, at places: [SIMD3<Double>], _ hits: [CellLocator.Hit], tissue: Int32) {
    self.solution = solution
    self.places = places
    self.hits = hits
    operators = TissueGradient(solution.model, tissue: tissue, method: solution.recovery)
  }

  /// The fields of some electrodes at the places, the gradients on the tissue's side of its border.
  ///
  /// - Parameter electrodes: Which electrodes.
  /// - Returns: Z in ohm, ∇Z in ohm/m, electrode by electrode.
  public func samples(of electrodes: Range<Int>) -> FieldSamples {
    let n = places.count
    let tetrahedra = solution.model.tetrahedra
    var potential = [Float](repeating: 0, count: n * electrodes.count)
    var gradient = [Float](repeating: 0, count: 3 * n * electrodes.count)
    potential.withUnsafeMutableBufferPointer { potential in
      gradient.withUnsafeMutableBufferPointer { gradient in
        nonisolated(unsafe) let (potential, gradient) = (potential, gradient)
        Parallel.run(electrodes.count) { number in
          let electrode = electrodes.lowerBound + number
          let (values, source) = (solution.regular[electrode], solution.sources[electrode])
          let gradients = operators.apply(values)
          for (i, hit) in hits.enumerated() {
            var value = source.potential(places[i])
            var slope = source.gradient(places[i])
            for k in 0..<4 {
              let node = Int(tetrahedra[4 * hit.cell + k])
              value += hit.weights[k] * values[node]
              slope += hit.weights[k] * gradients[Int(operators.place[node])]
            }
            let at = number * n + i
            potential[at] = Float(value)
            for axis in 0..<3 { gradient[3 * at + axis] = Float(slope[axis]) }
          }
        }
      }
    }
    return FieldSamples(count: n, potential: potential, gradient: gradient)
  }
}
