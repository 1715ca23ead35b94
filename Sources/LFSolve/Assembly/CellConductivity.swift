/// The conductivity of each tetrahedron, S/m.
public enum CellConductivity: Equatable, Sendable {
  /// Isotropic: one number a cell.
  case isotropic([Double])
  /// Symmetric tensors: six numbers a cell in VTK's order xx, yy, zz, xy, yz, xz.
  case tensor([Double])

  /// How many cells there are.
  public var count: Int {
    switch self {
    case .isotropic(let values): values.count
    case .tensor(let values): values.count / 6
    }
  }

  /// The isotropic conductivity of a cell, or a third of its tensor's trace.
  ///
  /// - Parameter cell: The cell's number.
  /// - Returns: S/m.
  public func mean(_ cell: Int) -> Double {
    switch self {
    case .isotropic(let values): values[cell]
    case .tensor(let values): (values[6 * cell] + values[6 * cell + 1] + values[6 * cell + 2]) / 3
    }
  }

  /// The current density that a field drives through a cell.
  ///
  /// - Parameters:
  ///   - cell: The cell's number.
  ///   - field: The field, V/m.
  /// - Returns: σ times the field, A/m².
  public func times(_ cell: Int, _ field: SIMD3<Double>) -> SIMD3<Double> {
    switch self {
    case .isotropic(let values): values[cell] * field
    case .tensor(let values): values.withUnsafeBufferPointer { tensorTimes($0, cell, field) }
    }
  }
}

@inline(__always)
func tensorTimes(_ t: UnsafeBufferPointer<Double>, _ cell: Int, _ v: SIMD3<Double>) -> SIMD3<Double> {
  let k = 6 * cell
  let x = t[k] * v.x + t[k + 3] * v.y + t[k + 5] * v.z
  let y = t[k + 3] * v.x + t[k + 1] * v.y + t[k + 4] * v.z
  let z = t[k + 5] * v.x + t[k + 4] * v.y + t[k + 2] * v.z
  return SIMD3(x, y, z)
}
