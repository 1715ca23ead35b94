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
  /// - Parameter mesh: The mesh.
  /// - Throws: `LFError` with code `badData` when the arrays are not one finite time a point each.
  public init?(of mesh: Mesh) throws(LFError) {
    guard mesh.pointData[Self.arrayNames.depolarisation] != nil else { return nil }
    depolarisation = try Self.times(Self.arrayNames.depolarisation, of: mesh)
    repolarisation = try Self.times(Self.arrayNames.repolarisation, of: mesh)
  }

  private static func times(_ name: String, of mesh: Mesh) throws(LFError) -> [Double] {
    let place = LFError.Place(element: "point array \"\(name)\"")
    guard let array = mesh.pointData[name] else {
      throw LFError(.badData, "is missing", at: place, hint: "give activation and repolarisation, ms")
    }
    guard let times = array.values.doubles(), array.components == 1, times.count == mesh.pointCount else {
      throw LFError(.badData, "does not hold one time a point", at: place)
    }
    if let bad = times.firstIndex(where: { !$0.isFinite }) {
      throw LFError(
        .badData, "has no finite time at point \(bad)", at: place, hint: "every point must be activated")
    }
    return times
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
