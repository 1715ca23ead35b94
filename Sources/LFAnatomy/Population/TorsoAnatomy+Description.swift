public import LFCore

extension TorsoAnatomy {
  /// The parameters as they are written beside an anatomy: values, deviations from the mean of the sex, origin.
  ///
  /// - Parameters:
  ///   - seed: The seed it was made from.
  ///   - kind: The named extreme, if it is one.
  /// - Returns: A JSON object.
  public func description(seed: UInt64, kind: AnatomyKind? = nil) -> JSONValue {
    var values: [String: JSONValue] = [:]
    var deviations: [String: JSONValue] = [:]
    for parameter in AnatomyParameter.allCases {
      values[parameter.rawValue] = .number((parameters[parameter] * 1e6).rounded() / 1e6)
      deviations[parameter.rawValue] = .number((parameters.deviation(parameter) * 1e3).rounded() / 1e3)
    }
    var object: [String: JSONValue] = [
      "seed": .unsigned(seed), "sex": .text(parameters.sex.rawValue), "parameters": .object(values),
      "standard_deviations": .object(deviations), "frame": .text("LPS"), "unit": .text("mm"),
      "chest_origin_mm": .list([.number(chest.x), .number(chest.y), .number(chest.z)]),
    ]
    if let kind { object["kind"] = .text(kind.rawValue) }
    if let set = SeedRange(containing: seed) { object["set"] = .text(set.rawValue) }
    return .object(object)
  }
}

extension AnatomyMesh {
  /// One line for people: size, volumes, shape.
  public var summary: String {
    let quality = quality
    let volumes = zip(Tissue.allCases, tissueVolumes).map { "\($0.name) \(Int(($1 / 1000).rounded())) ml" }
    let mixed = fractions.reduce(0) { $0 + ($1.isMixed ? 1 : 0) }
    return """
      \(tetrahedra.points.count) points, \(tetrahedra.cells.count) tetrahedra (\(mixed) with two tissues or more); \
      \(volumes.joined(separator: ", ")); dihedral angles \(Int(quality.smallestDihedral))° to \
      \(Int(quality.largestDihedral.rounded(.up)))° (mean of the smallest \(Int(quality.meanSmallestDihedral))°)
      """
  }
}
