public import LFLeadField
public import LFSolve

/// The lead fields of some electrodes on a torso: Z = s + w with s known in closed form and w piecewise linear.
public struct FullOrderSolution: Sendable {
  /// The torso.
  public let model: TorsoModel
  /// The electrodes, moved onto the skin, mm.
  public let electrodes: [Electrode]
  /// What the solution cost and how good it is.
  public let report: SolveReport
  let sources: [PointSource]
  /// w at the model's points, ohm: one list an electrode.
  let regular: [[Double]]
  let recovery: GradientRecovery

  init(
    model: TorsoModel, electrodes: [Electrode], sources: [PointSource], regular: [[Double]],
    report: SolveReport, recovery: GradientRecovery
  ) {
    self.model = model
    self.electrodes = electrodes
    self.sources = sources
    self.regular = regular
    self.report = report
    self.recovery = recovery
  }

  /// Z of an electrode at the model's points, ohm. Within 1 mm of the electrode it is that of an electrode of 1 mm.
  ///
  /// - Parameter electrode: The electrode's index.
  /// - Returns: One number a point.
  public func potential(_ electrode: Int) -> [Double] {
    let source = sources[electrode]
    return model.points.indices.map { regular[electrode][$0] + source.potential(model.points[$0]) }
  }

  /// Z of an electrode at some of the model's points, ohm.
  func potential(_ electrode: Int, at points: [Int32]) -> [Double] {
    let source = sources[electrode]
    return points.map { regular[electrode][Int($0)] + source.potential(model.points[Int($0)]) }
  }
}
