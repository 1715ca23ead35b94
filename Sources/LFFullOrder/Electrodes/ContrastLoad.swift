import LFCore
import LFSolve

/// What cells of another conductivity than the electrode's add to a right-hand side: −∫ (σ − σ₀) ∇s · ∇φᵢ over them.
///
/// A cell's geometry is made once for a group of electrodes.
struct ContrastLoad {
  /// Electrodes of a group.
  private typealias Lanes = SIMD8<Double>

  private let model: TorsoModel
  private let count: Int
  private var x = Lanes.zero
  private var y = Lanes.zero
  private var z = Lanes.zero
  private var strength = Lanes.zero
  private var sigma = Lanes.zero

  /// The loads of electrodes.
  ///
  /// - Parameters:
  ///   - sources: What was split off, with the conductivity σ₀ that it was split off for, S/m.
  ///   - model: The torso.
  /// - Returns: One number a point, A, source by source.
  static func of(_ sources: [(source: PointSource, sigma: Double)], _ model: TorsoModel) -> [[Double]] {
    let width = Lanes.scalarCount
    return Parallel.map((sources.count + width - 1) / width) { group in
      let own = sources[(group * width)..<min((group + 1) * width, sources.count)]
      return ContrastLoad(own, model).loads()
    }.flatMap(\.self)
  }

  private init(_ sources: ArraySlice<(source: PointSource, sigma: Double)>, _ model: TorsoModel) {
    self.model = model
    count = sources.count
    for lane in 0..<Lanes.scalarCount {
      // Lanes that are left over repeat the last electrode; nobody reads them.
      let given = sources[min(sources.startIndex + lane, sources.endIndex - 1)]
      (x[lane], y[lane], z[lane]) = (given.source.center.x, given.source.center.y, given.source.center.z)
      strength[lane] = given.source.strength
      sigma[lane] = given.sigma
    }
  }

  private func loads() -> [[Double]] {
    var sums = [Lanes](repeating: .zero, count: model.points.count)
    let tensor: Bool
    let values: [Double]
    switch model.conductivity {
    case .isotropic(let v): (values, tensor) = (v, false)
    case .tensor(let v): (values, tensor) = (v, true)
    }
    values.withUnsafeBufferPointer { values in
      model.points.withUnsafeBufferPointer { points in
        model.tetrahedra.withUnsafeBufferPointer { corners in
          sums.withUnsafeMutableBufferPointer { sums in
            for cell in 0..<(corners.count / 4) {
              let contrast = tensor ? Lanes.zero : Lanes(repeating: values[cell]) - sigma
              // The highest contrast of either sign.
              if !tensor, max(contrast.max(), -contrast.min()) <= 1e-12 * values[cell] { continue }
              let i0 = Int(corners[4 * cell])
              let i1 = Int(corners[4 * cell + 1])
              let i2 = Int(corners[4 * cell + 2])
              let i3 = Int(corners[4 * cell + 3])
              let corner = (points[i0], points[i1], points[i2], points[i3])
              let t = LinearTetrahedron(corner.0, corner.1, corner.2, corner.3)
              var field = fields(corner, t.volume, contrast, tensor)
              if tensor {
                let k = 6 * cell
                let (xx, yy, zz) = (values[k], values[k + 1], values[k + 2])
                let (xy, yz, xz) = (values[k + 3], values[k + 4], values[k + 5])
                field = (
                  xx * field.x + xy * field.y + xz * field.z - sigma * field.x,
                  xy * field.x + yy * field.y + yz * field.z - sigma * field.y,
                  xz * field.x + yz * field.y + zz * field.z - sigma * field.z
                )
              } else {
                field = (contrast * field.x, contrast * field.y, contrast * field.z)
              }
              sums[i0] += field.x * t.g0.x + field.y * t.g0.y + field.z * t.g0.z
              sums[i1] += field.x * t.g1.x + field.y * t.g1.y + field.z * t.g1.z
              sums[i2] += field.x * t.g2.x + field.y * t.g2.y + field.z * t.g2.z
              sums[i3] += field.x * t.g3.x + field.y * t.g3.y + field.z * t.g3.z
            }
          }
        }
      }
    }
    return (0..<count).map { lane in sums.map { $0[lane] } }
  }

  /// −∫ ∇s over a cell, for each electrode.
  @inline(__always)
  private func fields(
    _ corner: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>, SIMD3<Double>), _ volume: Double,
    _ contrast: Lanes, _ tensor: Bool
  ) -> (x: Lanes, y: Lanes, z: Lanes) {
    let middle = (corner.0 + corner.1 + corner.2 + corner.3) / 4
    let size = squaredSize(corner.0, corner.1, corner.2, corner.3)
    let (dx, dy, dz) = (middle.x - x, middle.y - y, middle.z - z)
    let square = dx * dx + dy * dy + dz * dz
    let far = strength * volume / (square * square.squareRoot())
    var field = (x: dx * far, y: dy * far, z: dz * far)
    guard square.min() * farShare <= size else { return field }
    for lane in 0..<count where square[lane] * farShare <= size {
      // Cells at the electrode are of its conductivity: nothing is to be made of their singular integrals.
      guard tensor || abs(contrast[lane]) > 1e-12 * sigma[lane] else {
        (field.x[lane], field.y[lane], field.z[lane]) = (0, 0, 0)
        continue
      }
      let exact =
        strength[lane]
        * fieldIntegral(
          SIMD3(x[lane], y[lane], z[lane]), corner.0, corner.1, corner.2, corner.3, volume: volume)
      (field.x[lane], field.y[lane], field.z[lane]) = (exact.x, exact.y, exact.z)
    }
    return field
  }
}
