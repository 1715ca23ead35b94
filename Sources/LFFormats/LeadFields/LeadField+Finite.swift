import LFCore
import LFLeadField
import LFMesh

extension LeadField {
  /// Refuses places and weights that are no finite numbers: a field has holes, but nothing has no place.
  ///
  /// - Throws: `LFError` with code `badData`, which names the first.
  func refuseNonFinite() throws(LFError) {
    if let (place, value) = mesh.firstNonFinite {
      throw Self.wrong("\(place) has a coordinate \(value), which is no place")
    }
    for electrode in electrodes {
      let p = electrode.position
      guard p.x.isFinite, p.y.isFinite, p.z.isFinite else {
        throw Self.wrong(
          "electrode \(electrode.name.singleLine) is at (\(p.x), \(p.y), \(p.z)), which is no place")
      }
    }
    for (lead, row) in zip(leads.names, leads.weights) {
      guard let i = row.firstIndex(where: { !$0.isFinite }) else { continue }
      throw Self.wrong(
        "lead \(lead.singleLine) has the weight \(row[i]) of electrode \(leads.electrodes[i].singleLine)")
    }
  }

  private static func wrong(_ what: String) -> LFError {
    LFError(.badData, what, hint: "write the lead field again with finite numbers")
  }
}

extension Mesh {
  /// The first coordinate that is not finite: whose it is, and its value.
  fileprivate var firstNonFinite: (place: String, value: Double)? {
    switch geometry {
    case .unstructured(let grid): Self.firstNonFinite(grid.points, 3, "point")
    case .poly(let poly): Self.firstNonFinite(poly.points, 3, "point")
    case .structured(let grid): Self.firstNonFinite(grid.points, 3, "point")
    case .rectilinear(let grid):
      zip(grid.coordinates, ["x", "y", "z"]).lazy
        .compactMap { Self.firstNonFinite($0, 1, "lattice plane of \($1)") }.first
    case .image(let image):
      (image.origin + image.spacing + image.direction).first { !$0.isFinite }.map { ("the lattice", $0) }
    }
  }

  private static func firstNonFinite(_ array: DataArray, _ width: Int, _ name: String) -> (String, Double)? {
    switch array.values {
    case .float32(let values):
      values.firstIndex { !$0.isFinite }.map { ("\(name) \($0 / width)", Double(values[$0])) }
    case .float64(let values):
      values.firstIndex { !$0.isFinite }.map { ("\(name) \($0 / width)", values[$0]) }
    default: nil
    }
  }
}
