public import LFCore
public import LFMesh

/// Where fibres come from.
public enum FibreChoice: Equatable, Sendable {
  /// From the mesh if it carries some, else by rule.
  case automatic
  /// From an array of the mesh.
  case array(String)
  /// By rule.
  case rule
  /// No fibres: the muscle is the same in all directions.
  case none
}

/// The heart of a lead field as ECGs need it: its fibres, and its wall where a rule asks for it.
public struct HeartMuscle: Sendable {
  /// The mesh, mm.
  public let mesh: Mesh
  /// One direction a tetrahedron; `nil` where the muscle is the same in all directions.
  public let fibres: FibreField?
  /// The wall, once it was needed.
  private var wall: HeartWall?

  /// Finds the fibres.
  ///
  /// - Parameters:
  ///   - mesh: The heart, mm.
  ///   - choice: Where fibres come from.
  ///   - other: A mesh of the same tetrahedra that may carry them instead.
  ///   - diagnostics: Takes a warning when a rule makes them.
  /// - Throws: `LFError` with code `badData` when they do not fit or no rule can make them.
  public init(
    _ mesh: Mesh, fibres choice: FibreChoice, beside other: Mesh?, diagnostics: inout Diagnostics
  ) throws(LFError) {
    try mesh.refuseUnknownSolids()
    guard !mesh.tetrahedra.cells.isEmpty else {
      throw LFError(
        .badData, "has no tetrahedra, and an ECG is an integral over them",
        hint: "give a lead field on a volume mesh")
    }
    self.mesh = mesh
    if choice == .none {
      fibres = nil
      return
    }
    if choice != .rule {
      let name: String? = if case .array(let name) = choice { name } else { nil }
      if let found = try Self.carried(mesh, other, name) {
        fibres = found
        return
      }
    }
    let wall: HeartWall
    do throws(LFError) { wall = try HeartWall(of: mesh) } catch {
      throw LFError(
        error.code, error.message + ", and it carries no fibres", at: error.place,
        hint: "give an array of fibres, or --fibres none for a muscle that is the same in all directions")
    }
    let made = FibreRule().fibres(in: wall)
    fibres = made
    self.wall = wall
    if choice == .automatic { diagnostics.warn("the heart carries no fibres: they follow a \(made.origin)") }
  }

  private static func carried(_ mesh: Mesh, _ other: Mesh?, _ name: String?) throws(LFError) -> FibreField? {
    if let other, other.tetrahedra.corners == mesh.tetrahedra.corners {
      let names = [other.cellData, other.pointData].flatMap(\.arrays).map(\.name)
      if name.map(names.contains) ?? true, let found = try FibreField.carried(by: other, named: name) {
        return found
      }
    }
    return try FibreField.carried(by: mesh, named: name)
  }

  /// The wall, found when it is asked for the first time.
  ///
  /// - Returns: The wall.
  /// - Throws: `LFError` with code `badData` when the heart has no cavity.
  public mutating func foundWall() throws(LFError) -> HeartWall {
    if let wall { return wall }
    let found = try HeartWall(of: mesh)
    wall = found
    return found
  }

  /// Values along and across the fibres as G_i, S/m; where there are no fibres the mean of the three directions.
  ///
  /// - Parameters:
  ///   - along: Along the fibre.
  ///   - across: Across it.
  /// - Returns: The conductivity.
  public func conductivity(along: Double, across: Double) -> IntracellularConductivity {
    guard let fibres else { return .isotropic((along + 2 * across) / 3) }
    return .directions(fibres, along: along, across: across)
  }
}
