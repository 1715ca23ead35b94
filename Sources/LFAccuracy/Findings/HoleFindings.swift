import LFCore
import LFLeadField
import LFMesh

/// Values that are no numbers: named one by one and left out, never averaged.
enum HoleFindings {
  static func find(in field: LeadField) -> [Finding] {
    guard let samples = field.atPoints ?? field.atCells else { return [] }
    var first: (electrode: Int, place: Int)?
    var places: Set<Int> = []
    var electrodes: Set<Int> = []
    for e in field.electrodes.indices {
      for place in 0..<samples.count {
        let at = 3 * (e * samples.count + place)
        guard
          !(samples.gradient[at].isFinite && samples.gradient[at + 1].isFinite
            && samples.gradient[at + 2].isFinite)
        else { continue }
        if first == nil { first = (e, place) }
        places.insert(place)
        electrodes.insert(e)
      }
    }
    guard let first else { return [] }
    let points = field.mesh.pointVectors
    let place =
      field.atPoints != nil && first.place < points?.count ?? 0
      ? " at \(points?[first.place].text ?? "") mm" : ""
    let names = electrodes.sorted().map { field.electrodes[$0].name.singleLine }
    return [
      Finding(
        .notFinite, .fault,
        "the gradient of \(names.joined(separator: ", ")) is no number at \(places.count) place"
          + "\(places.count > 1 ? "s" : ""), first at \(field.atPoints != nil ? "point" : "cell") \(first.place)\(place)"
      )
    ]
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
