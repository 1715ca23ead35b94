public import LFCore
public import LFMesh

/// Activation times that a mesh carries in point arrays, in any unit, some points perhaps never reached.
public struct ActivationArrays: Equatable, Sendable {
  /// One time a point, ms; infinite where the point is never activated.
  public let depolarisation: [Double]
  /// One time a point, ms; `nil` when the mesh does not say.
  public let repolarisation: [Double]?
  /// Points of the muscle that are never activated.
  public let unreached: Int
  /// The unit that was taken for granted because nobody stated it.
  public let assumed: TimeUnit?

  /// The field array that states the unit of times: `ms`, `s`, `us`.
  public static let unitName = "activation_unit"

  /// Which arrays are looked for.
  public struct Names: Equatable, Sendable {
    /// The activation times; the usual names when not given.
    public var depolarisation: String?
    /// The repolarisation times; the usual names when not given.
    public var repolarisation: String?

    /// Makes names.
    ///
    /// - Parameters:
    ///   - depolarisation: The array of activation times.
    ///   - repolarisation: The array of repolarisation times.
    public init(depolarisation: String? = nil, repolarisation: String? = nil) {
      self.depolarisation = depolarisation
      self.repolarisation = repolarisation
    }
  }

  /// Names of activation and repolarisation times, in lower case.
  private static let usual = (
    depolarisation: [
      "activation", "activation_time", "activation time", "depolarisation", "dep", "lat", "at",
    ],
    repolarisation: [
      "repolarisation", "repolarization", "repolarisation_time", "repolarization_time", "rep", "rt",
    ]
  )

  /// Whether a mesh has an array of activation times.
  ///
  /// - Parameters:
  ///   - mesh: The mesh.
  ///   - names: The arrays' names.
  /// - Returns: Whether one is there.
  public static func carried(by mesh: Mesh, _ names: Names = Names()) -> Bool {
    find(names.depolarisation, usual.depolarisation, in: mesh) != nil
  }

  /// Reads the arrays.
  ///
  /// A time that is not finite is of a point never activated. So is one of exactly −1, as openCARP writes it, when no
  /// other is negative and some are positive, or when there is nothing else. Points of no tetrahedron may hold
  /// anything: what no beat takes is infinite there. The unit is the one told, else the one of the field array `activation_unit`, else the one in which the
  /// times span what hearts take, 10 ms to 1 s.
  ///
  /// - Parameters:
  ///   - mesh: The mesh.
  ///   - names: The arrays' names.
  ///   - unit: The unit that the user states.
  /// - Throws: `LFError` with code `badData` when there is no such array, when it does not fit, when no point is
  ///   activated or the unit is uncertain.
  public init(of mesh: Mesh, _ names: Names, unit: TimeUnit?) throws(LFError) {
    guard let array = Self.find(names.depolarisation, Self.usual.depolarisation, in: mesh) else {
      throw LFError(
        .badData, "has no point array \"\((names.depolarisation ?? "activation").singleLine)\"",
        hint: "name it by --activation; see lfconvert info for the arrays")
    }
    let place = LFError.Place(element: "point array \"\(array.name.singleLine)\"")
    var times = try Self.values(of: array, mesh)
    let used = mesh.usedPoints
    let late = times.indices.contains { used[$0] && times[$0] > 0 && times[$0].isFinite }
    let silent = times.indices.allSatisfy { !used[$0] || times[$0] == -1 || !times[$0].isFinite }
    let minusOne =
      silent || (late && !times.indices.contains { used[$0] && times[$0] < 0 && times[$0] != -1 })
    for i in times.indices where !times[i].isFinite || (minusOne && times[i] == -1) { times[i] = .infinity }
    let reached = times.indices.filter { used[$0] && times[$0].isFinite }.map { times[$0] }
    guard let first = reached.min(), let last = reached.max() else {
      throw LFError(
        .badData, "activates no point", at: place, hint: "does the simulation begin with a stimulus?")
    }
    unreached = used.count { $0 } - reached.count
    let stated = try Self.statedUnit(of: mesh)
    var found = unit ?? stated
    let isStated = found != nil
    if found == nil {
      do throws(LFError) {
        found = try TimeUnit.inferred(from: last - first, plausible: 10...999, "activation times")
      } catch { throw LFError(error.code, error.message, at: place, hint: error.hint) }
    }
    let scale = (found ?? .milliseconds).inMilliseconds
    assumed = isStated ? nil : found
    let counts = times.indices.map { used[$0] && times[$0].isFinite }
    try Activation.checkSpan(of: times, counts, from: first, scale: scale, array: array.name)
    let isPlausible = { (time: Double) in abs(time - first) * scale <= Activation.longest }
    depolarisation = times.map { isPlausible($0) ? $0 * scale : .infinity }
    guard let array = Self.find(names.repolarisation, Self.usual.repolarisation, in: mesh) else {
      if let name = names.repolarisation {
        throw LFError(
          .badData, "has no point array \"\(name.singleLine)\"", hint: "see lfconvert info for the arrays")
      }
      repolarisation = nil
      return
    }
    let ends = try Self.values(of: array, mesh)
    for i in ends.indices where counts[i] {
      guard ends[i].isFinite, ends[i] > times[i] else {
        throw LFError(
          .badData, "repolarises point \(i) at \(ends[i]), which is not after its activation at \(times[i])",
          at: .init(element: "point array \"\(array.name.singleLine)\""), hint: "mend the times")
      }
    }
    try Activation.checkSpan(of: ends, counts, from: first, scale: scale, array: array.name)
    repolarisation = zip(ends, depolarisation).map {
      $1.isFinite && isPlausible($0) ? $0 * scale : .infinity
    }
  }

  private static func find(_ name: String?, _ usual: [String], in mesh: Mesh) -> DataArray? {
    if let name { return mesh.pointData[name] }
    for known in usual {
      if let array = mesh.pointData.arrays.first(where: {
        $0.name.lowercased() == known && $0.components == 1
      }) {
        return array
      }
    }
    return nil
  }

  private static func values(of array: DataArray, _ mesh: Mesh) throws(LFError) -> [Double] {
    guard array.components == 1, let values = array.values.doubles(), values.count == mesh.pointCount else {
      throw LFError(
        .badData, "does not hold one time a point",
        at: .init(element: "point array \"\(array.name.singleLine)\""))
    }
    return values
  }

  private static func statedUnit(of mesh: Mesh) throws(LFError) -> TimeUnit? {
    let name = Self.unitName
    guard let array = mesh.fieldData.first(where: { $0.name == name }) else { return nil }
    guard case .string(let words) = array.values, let word = words.first, let unit = TimeUnit(written: word)
    else {
      throw LFError(
        .badData, "states no unit of time that is known", at: .init(element: "field array \"\(name)\""),
        hint: "write ms, s or us")
    }
    return unit
  }
}
