import LFCore
import LFLeadField
import LFMesh

/// The places at which a golden lead field is known, and the volume that each stands for.
struct SamplePlaces {
  /// mm, LPS.
  var positions: [SIMD3<Double>]
  /// mm³, or 1 each when the mesh has no tetrahedra and gives no `weight`.
  var weights: [Double]
  /// Whether the places are the mesh's points; its cells' centroids otherwise.
  var atPoints: Bool

  /// The places of a golden lead field: its points when it is known there, else its cells' centroids.
  init(of field: LeadField) throws(LFError) {
    guard let points = field.mesh.pointVectors else {
      throw LFError(.badData, "has no points to compare at", hint: "give a lead field on a mesh")
    }
    let (corners, cells) = field.mesh.tetrahedra
    // A mesh without any tetrahedra is a set of points.
    if !corners.isEmpty { try field.mesh.refuseUnknownSolids() }
    let volumes = corners.map { Self.volume($0, points) }
    atPoints = field.atPoints != nil
    if atPoints {
      positions = points
      if let given = field.mesh.pointData["weight"]?.values.doubles(), given.count == points.count {
        weights = given
      } else if corners.isEmpty {
        weights = [Double](repeating: 1, count: points.count)
      } else {
        weights = [Double](repeating: 0, count: points.count)
        for (cell, volume) in zip(corners, volumes) {
          for m in 0..<4 { weights[Int(cell[m])] += volume / 4 }
        }
      }
    } else {
      let centres = corners.map { cell in
        (points[Int(cell.x)] + points[Int(cell.y)] + points[Int(cell.z)] + points[Int(cell.w)]) / 4
      }
      if cells.count == field.mesh.cellCount, cells.elementsEqual(0..<cells.count) {
        (positions, weights) = (centres, volumes)
      } else {
        (positions, weights) = Self.joined(centres, volumes, cells, count: field.mesh.cellCount)
      }
      guard field.atCells != nil, Set(cells).count == field.mesh.cellCount else {
        throw LFError(.badData, "is known at cells that have no volume", hint: "give it at points")
      }
    }
  }

  /// The centroids and volumes of cells that were taken apart.
  private static func joined(
    _ centres: [SIMD3<Double>], _ volumes: [Double], _ cells: [Int], count: Int
  ) -> ([SIMD3<Double>], [Double]) {
    var moments = [SIMD3<Double>](repeating: .zero, count: count)
    var sums = [Double](repeating: 0, count: count)
    for (part, cell) in cells.enumerated() {
      moments[cell] += volumes[part] * centres[part]
      sums[cell] += volumes[part]
    }
    return (moments.indices.map { moments[$0] / max(sums[$0], .leastNormalMagnitude) }, sums)
  }

  /// The volume of a tetrahedron, mm³.
  static func volume(_ cell: SIMD4<Int32>, _ points: [SIMD3<Double>]) -> Double {
    let a = points[Int(cell.x)]
    let (u, v, w) = (points[Int(cell.y)] - a, points[Int(cell.z)] - a, points[Int(cell.w)] - a)
    let x = u.x * (v.y * w.z - v.z * w.y)
    let y = u.y * (v.z * w.x - v.x * w.z)
    let z = u.z * (v.x * w.y - v.y * w.x)
    return abs(x + y + z) / 6
  }
}
