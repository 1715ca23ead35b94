public import LFCore
public import LFMesh

/// When each point of a heart mesh is activated and repolarises, ms.
public struct Activation: Equatable, Sendable {
  /// The point arrays that hold the times.
  public static let arrayNames = (depolarisation: "activation", repolarisation: "repolarisation")

  /// One time a point, ms.
  public var depolarisation: [Double]
  /// One time a point, ms.
  public var repolarisation: [Double]

  /// Makes an activation.
  ///
  /// - Parameters:
  ///   - depolarisation: One time a point, ms.
  ///   - repolarisation: One time a point, ms.
  public init(depolarisation: [Double], repolarisation: [Double]) {
    self.depolarisation = depolarisation
    self.repolarisation = repolarisation
  }

  /// The activation that a mesh carries in its point arrays `activation` and `repolarisation`, ms; `nil` when it
  /// carries none.
  ///
  /// Points of no tetrahedron may hold anything: their times are infinite here.
  ///
  /// - Parameter mesh: The mesh.
  /// - Throws: `LFError` with code `badData` when the arrays are not one finite time a point each, or span more than a
  ///   beat takes.
  public init?(of mesh: Mesh) throws(LFError) {
    let names = Self.arrayNames
    guard mesh.pointData[names.depolarisation] != nil else { return nil }
    let used = mesh.usedPoints
    depolarisation = try Self.times(names.depolarisation, of: mesh, used)
    repolarisation = try Self.times(names.repolarisation, of: mesh, used)
    let first = depolarisation.min() ?? 0
    try Self.checkSpan(of: depolarisation, used, from: first, array: names.depolarisation)
    try Self.checkSpan(of: repolarisation, used, from: first, array: names.repolarisation)
  }

  /// From the first activation of a beat to its last repolarisation it takes less than this, ms: a heart at six beats a
  /// minute is not alive.
  static let longest = 10_000.0

  /// Refuses times that no beat has, such as the large numbers that simulators write where nothing happened.
  ///
  /// - Parameters:
  ///   - times: One time a point.
  ///   - counts: The points that are looked at.
  ///   - first: The first activation.
  ///   - scale: ms in one of the times' unit.
  ///   - array: The point array's name.
  /// - Throws: `LFError` with code `badData` that names the worst point.
  static func checkSpan(
    of times: [Double], _ counts: [Bool], from first: Double, scale: Double = 1, array: String
  ) throws(LFError) {
    let gap = { (i: Int) in abs(times[i] - first) * scale }
    guard let worst = times.indices.filter({ counts[$0] }).max(by: { gap($0) < gap($1) }),
      !(gap(worst) <= longest)
    else { return }
    throw LFError(
      .badData,
      "has \(times[worst]) at point \(worst), \(Float(gap(worst))) ms from the first activation at \(first): no beat takes"
        + " so long",
      at: .init(element: "point array \"\(array.singleLine)\""), hint: "mend the times, or say their unit")
  }

  private static func times(_ name: String, of mesh: Mesh, _ used: [Bool]) throws(LFError) -> [Double] {
    let place = LFError.Place(element: "point array \"\(name)\"")
    guard let array = mesh.pointData[name] else {
      throw LFError(.badData, "is missing", at: place, hint: "give activation and repolarisation, ms")
    }
    guard let times = array.values.doubles(), array.components == 1, times.count == mesh.pointCount else {
      throw LFError(.badData, "does not hold one time a point", at: place)
    }
    if let bad = times.indices.first(where: { used[$0] && !times[$0].isFinite }) {
      throw LFError(
        .badData, "has no finite time at point \(bad)", at: place, hint: "every point must be activated")
    }
    return zip(times, used).map { $1 ? $0 : .infinity }
  }

  /// Times of a whole beat, from before the first activation until all is at rest again.
  ///
  /// - Parameters:
  ///   - step: The step, ms.
  ///   - potential: The course of the voltage.
  /// - Returns: The times, ms.
  public func beat(step: Double, _ potential: ActionPotential) -> [Double] {
    let first = (depolarisation.min() ?? 0) - 8 * potential.upstroke
    // Points that are never activated have no end.
    let last = (repolarisation.lazy.filter(\.isFinite).max() ?? 0) + 6 * potential.downstroke
    let start = (first / step).rounded(.down) * step
    let count = max(1, Int(((last - start) / step).rounded(.up)) + 1)
    return (0..<count).map { start + Double($0) * step }
  }
}
