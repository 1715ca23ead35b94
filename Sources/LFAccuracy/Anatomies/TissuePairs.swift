import LFAnatomy
import LFCore
import LFMesh

/// The surfaces that two meshes have in common, by the names that their cell array `tissue` goes by.
struct TissuePairs {
  /// One tissue of both.
  struct Pair {
    var name: String
    var prediction: TriangleSurface
    var golden: TriangleSurface
  }

  var pairs: [Pair] = []
  var findings: [Finding] = []

  init(_ prediction: Mesh, _ golden: Mesh, _ diagnostics: inout Diagnostics) throws(LFError) {
    let (mine, theirs) = (Self.tissues(prediction), Self.tissues(golden))
    guard let mine, let theirs else {
      // A surface without tissues is held against the skin of one with them: that is what such files hold.
      let ours = try Self.only(mine?["skin"], of: prediction)
      let truth = try Self.only(theirs?["skin"], of: golden)
      let name = mine?["skin"] != nil || theirs?["skin"] != nil ? "skin" : "surface"
      pairs = [
        Pair(
          name: name, prediction: try TriangleSurface(ours, name: "surface"),
          golden: try TriangleSurface(truth, name: "golden surface"))
      ]
      return
    }
    for (name, cells) in theirs.sorted(by: { $0.key < $1.key }) {
      guard let own = mine[name] else {
        findings.append(Finding(.missingLead, .fault, "lacks the surface \(name.singleLine)"))
        continue
      }
      pairs.append(
        Pair(
          name: name, prediction: try TriangleSurface(try prediction.cells(own), name: name),
          golden: try TriangleSurface(try golden.cells(cells), name: "golden " + name)))
    }
    guard !pairs.isEmpty else {
      throw LFError(.badData, "has none of the golden tissues", hint: "compare anatomies of the same tissues")
    }
  }

  private static func only(_ cells: [Int]?, of mesh: Mesh) throws(LFError) -> Mesh {
    guard let cells else { return mesh }
    return try mesh.cells(cells)
  }

  /// The cells of each tissue; `nil` when the mesh has no cell array `tissue`.
  private static func tissues(_ mesh: Mesh) -> [String: [Int]]? {
    guard case .poly = mesh.geometry, let array = mesh.cellData["tissue"], array.components == 1,
      let labels = array.values.doubles(), labels.count == mesh.cellCount
    else { return nil }
    var names: [Int: String] = [:]
    if case .string(let texts)? = mesh.fieldData.first(where: { $0.name == "tissue_name" })?.values {
      for text in texts {
        guard let blank = text.firstIndex(of: " "), let label = Int(text[..<blank]) else { continue }
        names[label] = String(text[text.index(after: blank)...])
      }
    }
    var result: [String: [Int]] = [:]
    for (cell, label) in labels.enumerated() where label.isFinite && abs(label) < 1e6 {
      result[names[Int(label)] ?? "tissue \(Int(label))", default: []].append(cell)
    }
    return result
  }
}

extension Mesh {
  /// Polygons of poly data by their numbers, without arrays but the frame that the mesh states.
  fileprivate func cells(_ kept: [Int]) throws(LFError) -> Mesh {
    guard case .poly(let poly) = geometry, poly.vertices.count + poly.lines.count + poly.strips.count == 0
    else {
      throw LFError(.badData, "has cells that are no polygons", hint: "write its surfaces as polygons")
    }
    var polygons = CellArray()
    for cell in kept {
      polygons.connectivity += poly.polygons[cell]
      polygons.offsets.append(Int64(polygons.connectivity.count))
    }
    return Mesh(
      .poly(PolyData(points: poly.points, polygons: polygons)),
      fieldData: fieldData.filter { $0.name == StatedFrame.arrayName })
  }
}
