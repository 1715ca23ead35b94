import LFCore
import LFLeadField

/// Places with gradients that nobody filled in: no field is exactly zero there by itself.
struct ZeroHoles {
  /// The golden places, in their order.
  let places: [Int]
  /// Whose gradients are zero there; `nil` when those of all electrodes are.
  private let electrodes: [String]?

  /// At so many places one electrode's may be zero: weak values that were rounded.
  private static let allowed = 3

  /// Finds them.
  ///
  /// - Parameters:
  ///   - resampled: The prediction at the golden places.
  ///   - truth: The golden samples; what is zero there too is no hole.
  ///   - rows: Each common electrode's name, and its number in both.
  ///   - weights: The volume that each place stands for, mm³; those of weight 0 count nowhere.
  init(
    _ resampled: Resampling, _ truth: FieldSamples, _ rows: [(name: String, own: Int, golden: Int)],
    weights: [Double]
  ) {
    let unreached = Set(resampled.missing)
    let known = weights.indices.filter { weights[$0] > 0 && !unreached.contains($0) }
    let empty = Set(known.filter { resampled.isZero(at: $0) && !truth.isZero(at: $0) })
    // Nothing else than zeros is no hole.
    var holes = empty.count < known.count ? empty : []
    var names: [String] = []
    for row in rows {
      let own = known.filter { resampled.isZero(row.own, $0) && truth.vector(row.golden, $0) != SIMD3() }
      // Neither is an electrode that all others are against.
      guard own.count > Self.allowed, own.count < known.count else { continue }
      holes.formUnion(own)
      names.append(row.name)
    }
    places = holes.sorted()
    electrodes = holes == empty ? nil : names
  }

  func finding(_ places: SamplePlaces) -> Finding? {
    guard let first = self.places.first else { return nil }
    let what = places.atPoints ? "point" : "cell"
    let whose = electrodes?.map(\.singleLine).joined(separator: ", ") ?? "all electrodes"
    return Finding(
      .zero, .fault,
      "the gradient of \(whose) is exactly 0 at \(self.places.count) golden \(what)\(self.places.count > 1 ? "s" : ""),"
        + " first at \(what) \(first) at \(places.positions[first].text) mm")
  }
}

extension FieldSamples {
  /// Whether the gradients of all electrodes are exactly zero at a place.
  func isZero(at place: Int) -> Bool {
    (0..<gradient.count / max(3 * count, 1)).allSatisfy { vector($0, place) == SIMD3() }
  }
}
