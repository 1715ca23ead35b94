public import LFCore
public import LFMesh

/// A beat of a heart: when its points are activated and repolarise, and what says so.
public struct HeartBeat: Sendable {
  /// When each point of the heart is activated and repolarises, ms.
  public let activation: Activation
  /// What says so, for people: `activation times in "activation" (ms)`.
  public let origin: String

  /// How long the eikonal equation took, preparation included; `nil` for times that a mesh carries.
  public let solution: Duration?

  /// The rules that fill in what a source does not say.
  public struct Rules: Equatable, Sendable {
    /// How fast activation spreads.
    public var velocity = ConductionVelocity.standard
    /// Where it begins: places (mm) and times (ms); the standard early sites when not given.
    public var sites: [EarlySites.Given]?
    /// When points repolarise.
    public var repolarisation = RepolarisationRule()

    /// Makes the standard rules.
    public init() {}
  }

  /// Takes the times that a mesh carries.
  ///
  /// - Parameters:
  ///   - source: The mesh that carries them: the heart's own or another with its points.
  ///   - names: The arrays.
  ///   - unit: The unit that the user states.
  ///   - muscle: The heart.
  ///   - rules: The rule of repolarisation, used where the mesh carries no such times.
  ///   - diagnostics: Takes warnings: an assumed unit, points never activated, no cavity for the rule.
  /// - Throws: `LFError` with code `badData` when the times do not fit the heart or make no sense.
  public init(
    carriedBy source: Mesh, _ names: ActivationArrays.Names, unit: TimeUnit?, on muscle: inout HeartMuscle,
    _ rules: Rules, diagnostics: inout Diagnostics
  ) throws(LFError) {
    let arrays = try ActivationArrays(of: source, names, unit: unit)
    let points = try PointCorrespondence(of: muscle.mesh, in: source)
    if let assumed = arrays.assumed, assumed != .milliseconds {
      diagnostics.warn("activation times state no unit: \(assumed.rawValue) fits them (--time-unit says it)")
    }
    solution = nil
    // Points of no tetrahedron weigh nothing, whatever their times: they must not make the beat longer either.
    let used = muscle.mesh.usedPoints
    func gathered(_ times: [Double]) -> [Double] {
      zip(points.gathered(times, missing: .infinity), used).map { $1 ? $0 : .infinity }
    }
    let depolarisation = gathered(arrays.depolarisation)
    try Self.report(depolarisation, muscle, &diagnostics)
    let repolarisation: [Double]
    if let carried = arrays.repolarisation {
      repolarisation = gathered(carried)
    } else {
      repolarisation = Self.repolarisation(of: depolarisation, &muscle, rules, &diagnostics)
    }
    activation = Activation(depolarisation: depolarisation, repolarisation: repolarisation)
    origin =
      "activation times of the " + (arrays.repolarisation == nil ? "mesh, repolarisation by rule" : "mesh")
  }

  /// Computes the times: activation by the eikonal equation, repolarisation by rule.
  ///
  /// - Parameters:
  ///   - muscle: The heart.
  ///   - rules: Velocities, early sites, durations.
  ///   - diagnostics: Takes warnings: points that no wave reaches.
  /// - Throws: `LFError` with code `badData` when the heart has no cavity to place early sites in, or a site is not in
  ///   the muscle.
  public init(
    computedOn muscle: inout HeartMuscle, _ rules: Rules, diagnostics: inout Diagnostics
  ) throws(LFError) {
    let points = muscle.mesh.pointVectors ?? []
    let corners = muscle.mesh.tetrahedra.corners
    let sites: [EikonalSolver.Start]
    if let given = rules.sites {
      sites = try EarlySites.given(given, points, corners)
    } else {
      sites = try EarlySites.standard(in: try muscle.foundWall())
    }
    var velocity = rules.velocity
    if muscle.fibres == nil { velocity.across = (velocity.along + 2 * velocity.across) / 3 }
    let clock = ContinuousClock()
    let start = clock.now
    let solver = EikonalSolver(
      points: points, corners: corners, fibres: muscle.fibres?.directions, velocity)
    let times = try solver.arrivals(from: sites)
    solution = clock.now - start
    try Self.report(times, muscle, &diagnostics)
    activation = Activation(
      depolarisation: times, repolarisation: Self.repolarisation(of: times, &muscle, rules, &diagnostics))
    let kind = rules.sites == nil ? "standard" : "given"
    origin = "activation computed from \(sites.count) \(kind) early sites, repolarisation by rule"
  }

  private static func repolarisation(
    of times: [Double], _ muscle: inout HeartMuscle, _ rules: Rules, _ diagnostics: inout Diagnostics
  ) -> [Double] {
    var wall: HeartWall?
    do throws(LFError) { wall = try muscle.foundWall() } catch {
      diagnostics.warn(
        "\(error.message): all points repolarise \(rules.repolarisation.duration) ms after activation")
    }
    return rules.repolarisation.repolarisation(of: times, in: wall)
  }

  private static func report(
    _ times: [Double], _ muscle: HeartMuscle, _ diagnostics: inout Diagnostics
  ) throws(LFError) {
    let used = muscle.mesh.usedPoints
    let all = used.count { $0 }
    let lost = times.indices.count { used[$0] && !times[$0].isFinite }
    guard lost < all else {
      throw LFError(
        .badData, "activates no point of the heart", hint: "does the simulation begin with a stimulus?")
    }
    if lost > 0 { diagnostics.warn("\(lost) of \(all) points are never activated: they stay at rest") }
  }

  /// The heart with its times, to look at and to give as a source again.
  ///
  /// - Parameter muscle: The heart.
  /// - Returns: The heart's mesh with the point arrays `activation` and `repolarisation`, their unit, and the fibres.
  public func mesh(on muscle: HeartMuscle) -> Mesh {
    var mesh = Mesh(muscle.mesh.geometry)
    let names = Activation.arrayNames
    mesh.pointData = AttributeData(
      [
        DataArray(names.depolarisation, .float64(activation.depolarisation)),
        DataArray(names.repolarisation, .float64(activation.repolarisation)),
      ], active: [.scalars: names.depolarisation])
    if let fibres = muscle.fibres {
      var values = [Float](repeating: 0, count: 3 * mesh.cellCount)
      for (cell, f) in zip(mesh.tetrahedra.cells, fibres.directions) {
        for axis in 0..<3 { values[3 * cell + axis] = Float(f[axis]) }
      }
      mesh.cellData = AttributeData([DataArray("fiber", components: 3, .float32(values))])
    }
    mesh.fieldData = [DataArray(ActivationArrays.unitName, .string([TimeUnit.milliseconds.rawValue]))]
    return mesh
  }
}
