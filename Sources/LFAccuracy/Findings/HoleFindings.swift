import LFCore
import LFLeadField
import LFMesh

/// Values that are no numbers, or that nobody filled in: named and left out, never averaged.
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

  /// Names places whose gradients nobody filled in.
  ///
  /// - Parameters:
  ///   - blank: The golden places at which the prediction is zero and the golden field is not.
  ///   - places: All golden places.
  /// - Returns: A defect; none when there is no such place.
  static func find(blank: [Int], _ places: SamplePlaces) -> [Finding] {
    guard let first = blank.first else { return [] }
    let what = places.atPoints ? "point" : "cell"
    return [
      Finding(
        .zero, .fault,
        "the gradient of all electrodes is exactly 0 at \(blank.count) golden \(what)\(blank.count > 1 ? "s" : ""), first"
          + " at \(what) \(first) at \(places.positions[first].text) mm")
    ]
  }
}

extension Resampling {
  /// Golden places at which all electrodes' gradients are exactly zero, as no field is: a hole that was filled with zeros.
  ///
  /// - Parameters:
  ///   - truth: The golden samples; places where they are zero too are none.
  ///   - weights: The volume that each place stands for, mm³; those of weight 0 count nowhere.
  /// - Returns: The places; none when there is nothing else than zeros, which is no hole.
  func blank(where truth: FieldSamples, weights: [Double]) -> [Int] {
    let unreached = Set(missing)
    let known = weights.indices.filter { weights[$0] > 0 && !unreached.contains($0) }
    let filled = Set(filledWithZeros)
    let places = known.filter { place in
      (filled.contains(place) || samples.isZero(at: place)) && !truth.isZero(at: place)
    }
    return places.count < known.count ? places : []
  }

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

extension FieldSamples {
  /// Whether the gradients of all electrodes are exactly zero at a place.
  func isZero(at place: Int) -> Bool {
    (0..<gradient.count / max(3 * count, 1)).allSatisfy { e in
      (0..<3).allSatisfy { gradient[3 * (e * count + place) + $0] == 0 }
    }
  }
}
