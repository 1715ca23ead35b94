import LFCore
import LFSolve

/// How nodal gradients are made of a piecewise linear potential.
enum GradientRecovery: Sendable {
  /// The average over the tissue's cells around the node, weighted by volume.
  case average
  /// A linear fit to the gradients of the tissue's cells around the node, at their centroids.
  case linearFit
  /// The linear part of a quadratic that fits the potential at the tissue's nodes around the node; harmonic where
  /// the tissue has one isotropic conductivity, as the potential is.
  case quadraticFit
}

/// Nodal gradients in one tissue as linear combinations of nodal potentials: gradients never mix across the
/// border of a tissue, where they jump.
struct TissueGradient: Sendable {
  /// The tissue's nodes, ascending.
  let nodes: [Int32]
  /// The place of each of the model's nodes in `nodes`; -1 where it is not of the tissue.
  let place: [Int32]
  private let start: [Int]
  private let column: [Int32]
  private let weight: [SIMD3<Double>]

  init(_ model: TorsoModel, tissue: Int32, method: GradientRecovery) {
    var place = [Int32](repeating: -1, count: model.points.count)
    for cell in 0..<model.cellCount where model.tissue[cell] == tissue {
      for k in 0..<4 { place[Int(model.tetrahedra[4 * cell + k])] = 0 }
    }
    var nodes: [Int32] = []
    for node in place.indices where place[node] == 0 {
      place[node] = Int32(truncatingIfNeeded: nodes.count)
      nodes.append(Int32(truncatingIfNeeded: node))
    }
    let harmonic = model.isUniform(tissue)
    let count = nodes.count
    let pieces = max(1, min(16, count / 256))
    let stretches = UnsafeMutableBufferPointer<Stretch>.allocate(capacity: pieces)
    stretches.initialize(repeating: Stretch())
    defer {
      stretches.deinitialize()
      stretches.deallocate()
    }
    let list = nodes
    Parallel.run(pieces) { piece in
      var patch = NodePatch(model, tissue: tissue, harmonic: harmonic)
      var stretch = Stretch()
      for i in (count * piece / pieces)..<(count * (piece + 1) / pieces) {
        patch.gather(Int(list[i]))
        let row = patch.row(method)
        stretch.lengths.append(row.columns.count)
        stretch.column += row.columns
        stretch.weight += row.weights
      }
      stretches[piece] = stretch
    }
    var start: [Int] = [0]
    var column: [Int32] = []
    var weight: [SIMD3<Double>] = []
    for stretch in stretches {
      for length in stretch.lengths { start.append(start[start.count - 1] + length) }
      column += stretch.column
      weight += stretch.weight
    }
    self.nodes = nodes
    self.place = place
    self.start = start
    self.column = column
    self.weight = weight
  }

  private struct Stretch {
    var lengths: [Int] = []
    var column: [Int32] = []
    var weight: [SIMD3<Double>] = []
  }

  /// The gradient at each of the tissue's nodes.
  ///
  /// - Parameter potential: One number a node of the model.
  /// - Returns: One gradient an entry of `nodes`.
  func apply(_ potential: [Double]) -> [SIMD3<Double>] {
    var result = [SIMD3<Double>](repeating: .zero, count: nodes.count)
    potential.withUnsafeBufferPointer { potential in
      column.withUnsafeBufferPointer { column in
        weight.withUnsafeBufferPointer { weight in
          for i in result.indices {
            // Relative to the node's own value, so that a large constant does not cost digits.
            let own = potential[Int(nodes[i])]
            var sum = SIMD3<Double>.zero
            for k in start[i]..<start[i + 1] { sum += weight[k] * (potential[Int(column[k])] - own) }
            result[i] = sum
          }
        }
      }
    }
    return result
  }
}

extension TorsoModel {
  /// Whether a tissue has one isotropic conductivity.
  func isUniform(_ index: Int32) -> Bool {
    guard case .isotropic(let values) = conductivity else { return false }
    var first: Double?
    for cell in tissue.indices where tissue[cell] == index {
      if let first, abs(values[cell] - first) > 1e-9 * first { return false }
      first = first ?? values[cell]
    }
    return true
  }
}
