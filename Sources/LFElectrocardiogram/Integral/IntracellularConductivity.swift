import LFCore
public import LFMesh

/// G_i, the intracellular conductivity of the heart muscle, S/m: it drives the source, never the lead field.
public enum IntracellularConductivity: Equatable, Sendable {
  /// The same in all directions.
  case isotropic(Double)
  /// Along and across the fibres that a cell array gives.
  case fibres(array: String, along: Double, across: Double)
  /// Along and across fibres that are known.
  case directions(FibreField, along: Double, across: Double)

  /// 0.24 S/m along the fibre and 0.024 S/m across.
  ///
  /// - Parameter array: The cell array of fibre directions.
  /// - Returns: The standard conductivity of a mesh with fibres.
  public static func standard(fibres array: String) -> IntracellularConductivity {
    .fibres(array: array, along: 0.24, across: 0.024)
  }

  /// 0.24 S/m along the fibre and 0.024 S/m across.
  ///
  /// - Parameter fibres: One direction a tetrahedron.
  /// - Returns: The standard conductivity along fibres that are known.
  public static func standard(along fibres: FibreField) -> IntracellularConductivity {
    .directions(fibres, along: 0.24, across: 0.024)
  }

  /// G_i in each tetrahedron: g_t I + (g_l − g_t) f fᵀ.
  func tensors(of mesh: Mesh, count: Int) throws(LFError) -> [SymmetricTensor] {
    switch self {
    case .isotropic(let value):
      return [SymmetricTensor](repeating: SymmetricTensor(value), count: count)
    case .fibres(let name, let along, let across):
      guard let array = mesh.cellData[name] else {
        throw LFError(
          .badData, "does not hold one fibre direction a cell",
          at: .init(element: "cell array \"\(name.singleLine)\""))
      }
      return Self.tensors(try FibreField(cells: array, of: mesh), along, across)
    case .directions(let fibres, let along, let across):
      guard fibres.directions.count == count else {
        throw LFError(.badData, "has \(count) tetrahedra, but there are \(fibres.directions.count) fibres")
      }
      return Self.tensors(fibres, along, across)
    }
  }

  private static func tensors(_ fibres: FibreField, _ along: Double, _ across: Double) -> [SymmetricTensor] {
    fibres.directions.map { SymmetricTensor(along: along, across: across, fibre: $0) }
  }
}

/// A symmetric 3 × 3 matrix.
struct SymmetricTensor: Equatable, Sendable {
  private let diagonal: SIMD3<Double>
  /// yz, xz, xy.
  private let mixed: SIMD3<Double>

  init(_ value: Double) { (diagonal, mixed) = (SIMD3(repeating: value), .zero) }

  init(along: Double, across: Double, fibre f: SIMD3<Double>) {
    diagonal = SIMD3(repeating: across) + (along - across) * f * f
    mixed = (along - across) * SIMD3(f.y * f.z, f.x * f.z, f.x * f.y)
  }

  func times(_ v: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(
      diagonal.x * v.x + mixed.z * v.y + mixed.y * v.z, mixed.z * v.x + diagonal.y * v.y + mixed.x * v.z,
      mixed.y * v.x + mixed.x * v.y + diagonal.z * v.z)
  }
}
