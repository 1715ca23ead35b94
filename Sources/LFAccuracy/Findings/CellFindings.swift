import LFCore
import LFLeadField
import LFMesh

/// Gradients at cells that are not those at the points of the same file: angles are measured at the points, ECGs are
/// integrals of the cells.
struct CellFindings {
  /// A cell is odd when its gradient and the mean of its corners' are further apart than this share of that mean.
  private static let odd = 0.5
  /// At most this share of the volume may be odd: honest fields have some beside electrodes and where they vanish.
  private static let allowed = 0.02

  private let points: FieldSamples
  private let cells: FieldSamples
  private let corners: [SIMD4<Int32>]
  private let numbers: [Int]
  private let volumes: [Double]

  static func find(in field: LeadField) -> [Finding] {
    guard let comparison = CellFindings(field) else { return [] }
    let odd = field.electrodes.indices.compactMap { e in comparison.oddity(e).map { (electrode: e, $0) } }
    guard let worst = odd.max(by: { $0.1.share < $1.1.share })?.1 else { return [] }
    let isOpposite = odd.allSatisfy(\.1.isOpposite)
    let names = odd.map { field.electrodes[$0.electrode].name.singleLine }.joined(separator: ", ")
    return [
      Finding(
        isOpposite ? .sign : .cells, .fault,
        "the gradient of \(names) at cells \(isOpposite ? "has the opposite sign of" : "is not") that at points in"
          + " \(worst.share.percent(0)) of the volume, first in cell \(worst.first): ECGs are made of the one at cells"
      )
    ]
  }

  private init?(_ field: LeadField) {
    guard let nodal = field.atPoints, let own = field.atCells, let places = field.mesh.pointVectors,
      nodal.count == places.count, own.count == field.mesh.cellCount
    else {
      return nil
    }
    (points, cells) = (nodal, own)
    (corners, numbers) = field.mesh.tetrahedra
    volumes = corners.map { SamplePlaces.volume($0, places) }
  }

  private struct Oddity {
    /// Of the volume.
    var share: Double
    /// The first odd cell.
    var first: Int
    var isOpposite: Bool
  }

  private func oddity(_ electrode: Int) -> Oddity? {
    var (all, share, opposite) = (0.0, 0.0, 0.0)
    var first: Int?
    for (t, volume) in volumes.enumerated() {
      let c = corners[t]
      let own = cells.vector(electrode, numbers[t])
      let mean =
        (0..<4).reduce(SIMD3<Double>()) { $0 + points.vector(electrode, Int(c[$1])) } / 4
      // What is no number has a finding of its own.
      guard own.isFinite, mean.isFinite else { continue }
      all += volume
      guard (own - mean).length > Self.odd * mean.length else { continue }
      share += volume
      if (own + mean).length < Self.odd * mean.length { opposite += volume }
      if first == nil { first = numbers[t] }
    }
    guard let first, share > Self.allowed * all else { return nil }
    return Oddity(share: share / all, first: first, isOpposite: opposite > 0.9 * share)
  }
}
