public import LFCore
public import LFLeadField

/// Electrodes that fit a heart, and the leads that they can make.
public struct ElectrodeSet: Equatable, Sendable {
  /// The electrodes, LPS, mm.
  public let electrodes: [Electrode]
  /// Those of the twelve standard leads that they can make.
  public let leads: LeadMatrix

  /// The ten standard electrodes at the population's mean positions, with a warning.
  ///
  /// - Parameters:
  ///   - heart: The heart.
  ///   - diagnostics: Takes the warning.
  /// - Throws: `LFError` with code `badData` when the heart's shape reaches one of them.
  public init(placedAround heart: HeartMesh, diagnostics: inout Diagnostics) throws(LFError) {
    diagnostics.warn(
      "no electrodes given: the ten standard ones are placed at the mean positions of a population (give"
        + " --electrodes)", at: .init(file: heart.file))
    try self.init(
      StandardPositions.electrodes(around: heart.centroid), of: heart, file: heart.file,
      diagnostics: &diagnostics)
  }

  /// Electrodes of the user's or of the file's.
  ///
  /// - Parameters:
  ///   - electrodes: The electrodes, LPS, mm.
  ///   - heart: The heart.
  ///   - file: The file that the electrodes came from, for errors.
  ///   - unit: The unit that the file was read in, for errors that name a likelier one.
  ///   - diagnostics: Takes warnings: no leads, left and right exchanged.
  /// - Throws: `LFError` with code `badData`: a name twice, a place that is not finite, in the muscle, less than
  ///   1 mm or more than 1 m from the heart; all of them closer together than electrodes can be.
  public init(
    _ electrodes: [Electrode], of heart: HeartMesh, file: String, readIn unit: LengthUnit = .millimetre,
    diagnostics: inout Diagnostics
  ) throws(LFError) {
    try Self.checkExtent(electrodes, file, unit)
    var names = Set<String>()
    for electrode in electrodes {
      let place = LFError.Place(file: file, element: "electrode \(electrode.name.singleLine)")
      guard !electrode.name.isEmpty, names.insert(electrode.name).inserted else {
        throw LFError(
          .badData, electrode.name.isEmpty ? "has no name" : "is there twice", at: place,
          hint: "give each electrode a name of its own")
      }
      try Self.check(electrode, heart, place, unit)
    }
    guard !electrodes.isEmpty else { throw LFError(.badData, "has no electrodes", at: .init(file: file)) }
    self.electrodes = electrodes
    leads = .standard(for: electrodes.map(\.name))
    if leads.names.isEmpty {
      diagnostics.warn(
        "no standard lead can be made of these electrodes: it takes two of RA, LA and LL",
        at: .init(file: file))
    } else if leads.names.count < LeadMatrix.standardNames.count {
      let missing = Electrode.standardNames.filter { $0 != "RL" && !names.contains($0) }
      diagnostics.warn(
        "without \(missing.joined(separator: ", ")) only the leads \(leads.names.joined(separator: ", "))"
          + " can be made", at: .init(file: file))
    }
    warnOfFrame(heart, file, &diagnostics)
  }

  /// Extents that electrodes on a torso have, mm.
  private static let plausibleExtent = 80.0...2500.0
  /// Less than the size of one electrode, and than the distances of an infant's limb electrodes, mm.
  private static let leastExtent = (any: 10.0, limbs: 60.0)

  /// Refuses electrodes that would all lie in one spot, and names the unit in which they do not.
  private static func checkExtent(
    _ electrodes: [Electrode], _ file: String, _ unit: LengthUnit
  ) throws(LFError) {
    guard let first = electrodes.first?.position, electrodes.count > 1 else { return }
    let (low, high) = electrodes.reduce((first, first)) {
      (pointwiseMin($0.0, $1.position), pointwiseMax($0.1, $1.position))
    }
    let extent = (high - low).length
    let hasLimbs = ["RA", "LA", "LL"].allSatisfy { limb in electrodes.contains { $0.name == limb } }
    guard extent < (hasLimbs ? leastExtent.limbs : leastExtent.any),
      let likely = LengthUnit.allCases.first(where: {
        $0 != unit && plausibleExtent.contains(extent / unit.millimetres * $0.millimetres)
      })
    else { return }
    throw LFError(
      .badData,
      "has \(electrodes.count) electrodes within \(HeartMesh.text(extent)) mm of each other: their unit is likely"
        + " \(likely.rawValue)", at: .init(file: file),
      hint:
        "write name,x (\(likely.rawValue)),y (\(likely.rawValue)),z (\(likely.rawValue)) in its first line")
  }

  private static func check(
    _ electrode: Electrode, _ heart: HeartMesh, _ place: LFError.Place, _ unit: LengthUnit
  ) throws(LFError) {
    let p = electrode.position
    guard p.x.isFinite, p.y.isFinite, p.z.isFinite else {
      throw LFError(.badData, "is at no finite place", at: place)
    }
    let distance = heart.body.distanceToPoints(p)
    guard distance <= 1000 else {
      let units = LengthUnit.allCases.filter {
        (30...800).contains((p / unit.millimetres * $0.millimetres).length) && $0 != unit
      }
      throw LFError(
        .badData, "is \(HeartMesh.text(distance)) mm from the heart, more than a metre", at: place,
        hint: units.first.map { "the unit of the electrodes is likely \($0.rawValue)" }
          ?? "check the electrodes' unit and origin against the heart's")
    }
    guard distance >= 1 else {
      throw LFError(
        .badData, "is \(HeartMesh.text(distance)) mm from a point of the heart, where its field has no bound",
        at: place, hint: "give its place on the skin, in the heart's frame and unit")
    }
    guard !heart.body.contains(p) else {
      throw LFError(
        .badData, "lies inside the heart's muscle", at: place,
        hint: "give its place on the skin, in mm and in the heart's frame; the unit may be m or cm")
    }
  }

  /// Left, right, front and back show when the frame is not what it is taken for.
  private func warnOfFrame(_ heart: HeartMesh, _ file: String, _ diagnostics: inout Diagnostics) {
    func place(_ name: String) -> SIMD3<Double>? { electrodes.first { $0.name == name }?.position }
    var odd: [String] = []
    if let right = place("RA"), let left = place("LA"), right.x > left.x {
      odd.append("RA is to the left of LA")
    }
    if let front = place("V2"), front.y > heart.centroid.y { odd.append("V2 is behind the heart") }
    if let foot = place("LL"), let arm = place("RA"), foot.z > arm.z { odd.append("LL is above RA") }
    guard !odd.isEmpty else { return }
    diagnostics.warn(
      "\(odd.joined(separator: ", ")): the frame may not be LPS (see --frame)", at: .init(file: file))
  }
}
