import LFCore
import LFLeadField
import LFMesh

/// Values that are no numbers: named and left out, never averaged.
enum HoleFindings {
  /// Names values that are no numbers, at points and at cells: an ECG is made of the latter where there are both.
  static func find(in field: LeadField) -> [Finding] {
    let points = field.mesh.pointVectors
    return [
      field.atPoints.flatMap { find("point", in: $0, field.electrodes, points) },
      field.atCells.flatMap { find("cell", in: $0, field.electrodes, nil) },
    ].compactMap(\.self)
  }

  private static func find(
    _ what: String, in samples: FieldSamples, _ all: [Electrode], _ points: [SIMD3<Double>]?
  ) -> Finding? {
    var first: Int?
    var places: Set<Int> = []
    var electrodes: Set<Int> = []
    for e in all.indices {
      for place in 0..<samples.count where !samples.vector(e, place).isFinite {
        if first == nil { first = place }
        places.insert(place)
        electrodes.insert(e)
      }
    }
    guard let first else { return nil }
    let place = points.flatMap { first < $0.count ? " at \($0[first].text) mm" : nil } ?? ""
    let names = electrodes.sorted().map { all[$0].name.singleLine }
    return Finding(
      .notFinite, .fault,
      "the gradient of \(names.joined(separator: ", ")) is no number at \(places.count) place"
        + "\(places.count > 1 ? "s" : ""), first at \(what) \(first)\(place)")
  }
}

extension Resampling {
  /// Sets values that are no numbers to zero.
  ///
  /// - Returns: Their places, which must not count.
  mutating func takeHolesOut() -> [Int] {
    var holes: Set<Int> = []
    for i in samples.gradient.indices where !samples.gradient[i].isFinite {
      holes.insert(i / 3 % samples.count)
      samples.gradient[i] = 0
    }
    return holes.sorted()
  }
}
