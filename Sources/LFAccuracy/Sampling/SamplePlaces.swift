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
      guard field.atCells != nil, cells.count == field.mesh.cellCount else {
        throw LFError(.badData, "is known at cells that are no tetrahedra", hint: "give it at points")
      }
      positions = corners.map { cell in
        (points[Int(cell.x)] + points[Int(cell.y)] + points[Int(cell.z)] + points[Int(cell.w)]) / 4
      }
      weights = volumes
    }
  }

  private static func volume(_ cell: SIMD4<Int32>, _ points: [SIMD3<Double>]) -> Double {
    let a = points[Int(cell.x)]
    let (u, v, w) = (points[Int(cell.y)] - a, points[Int(cell.z)] - a, points[Int(cell.w)] - a)
    let x = u.x * (v.y * w.z - v.z * w.y)
    let y = u.y * (v.z * w.x - v.x * w.z)
    let z = u.z * (v.x * w.y - v.y * w.x)
    return abs(x + y + z) / 6
  }
}
