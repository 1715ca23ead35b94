public import LFCore
public import LFLeadField
import LFSolve

/// Solves for lead fields on a torso: linear finite elements, with the electrode's singularity split off.
public struct FullOrderSolver: Sendable {
  /// What can be chosen.
  public struct Options: Sendable {
    /// Electrodes may be so far from the skin, mm; they are moved onto it.
    public var skinDistance = 15.0
    /// ‖b − A x‖ ≤ tolerance · ‖b‖.
    public var tolerance = 1e-8
    /// Whether the singular part 1/(2πσr) is split off; without it the current enters at the skin's nodes.
    var splitsSingularity = true
    /// How nodal gradients are made.
    var recovery = GradientRecovery.quadraticFit

    /// The usual choices.
    public init() {}
  }

  /// The torso.
  public let model: TorsoModel
  let options: Options
  let solver: NeumannSolver

  /// Assembles the equations and sets up the solver; both serve any number of electrodes.
  ///
  /// - Parameters:
  ///   - model: The torso.
  ///   - options: What can be chosen.
  ///   - progress: Told how far the work is.
  /// - Throws: `LFError` with code `badData` when the equations cannot be solved.
  public init(_ model: TorsoModel, options: Options = Options(), progress: WorkProgress = .silent)
    throws(LFError)
  {
    self.model = model
    self.options = options
    progress("assembling the equations", 0)
    let matrix = SparseMatrix.stiffness(
      points: model.points, tetrahedra: model.tetrahedra, conductivity: model.conductivity,
      around: model.around)
    progress("preparing the solver", 0.5)
    solver = try NeumannSolver(matrix)
    progress("preparing the solver", 1)
  }

  /// Solves for the unipolar lead fields of electrodes.
  ///
  /// - Parameters:
  ///   - electrodes: Electrodes, mm, LPS; each is moved onto the skin.
  ///   - progress: Told how far the work is.
  ///   - diagnostics: Takes a warning for an electrode that was moved by more than 1 mm.
  /// - Returns: The solution.
  /// - Throws: `LFError` with code `badData` when an electrode is off the skin or the iteration does not converge.
  public func solve(
    _ electrodes: [Electrode], progress: WorkProgress = .silent, diagnostics: inout Diagnostics
  ) throws(LFError) -> FullOrderSolution {
    guard !electrodes.isEmpty else { throw LFError(.badData, "there are no electrodes") }
    let points = try SkinPoint.all(electrodes, on: model, limit: options.skinDistance)
    var moved = electrodes
    for (i, point) in points.enumerated() {
      moved[i].position = point.position * 1e3
      if point.distance > 1e-3 {
        let far = (point.distance * 1e4).rounded() / 10
        diagnostics.warn(
          "electrode \(electrodes[i].name) was \(far) mm from the skin and was moved onto it")
      }
    }
    progress("solving for \(electrodes.count) electrodes", 0)
    let loads = self.loads(points)
    let (solutions, report) = try solver.solve(loads.map(\.load), tolerance: options.tolerance) { done in
      progress("solving for \(electrodes.count) electrodes", done)
    }
    let regular = Parallel.map(loads.count) { normalised(solutions[$0], loads[$0].skinIntegral) }
    return FullOrderSolution(
      model: model, electrodes: moved, sources: loads.map(\.source), regular: regular, report: report,
      recovery: options.recovery)
  }

  private func loads(_ points: [SkinPoint]) -> [ElectrodeLoad] {
    options.splitsSingularity
      ? ElectrodeLoad.split(points, model) : points.map { ElectrodeLoad(nodal: $0, model) }
  }

  /// With the constant that makes ∫ Z over the skin vanish.
  func normalised(_ regular: [Double], _ skinIntegral: Double) -> [Double] {
    let mean = model.boundary.skinMean(of: regular) + skinIntegral / model.boundary.area
    return regular.map { $0 - mean }
  }
}
