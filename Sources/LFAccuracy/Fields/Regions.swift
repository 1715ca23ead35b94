import LFMesh

/// The parts of a heart that errors are told of: its labels where it has some, else eighths of its box.
struct Regions {
  /// A part's name, and its number in `part`.
  var parts: [(number: Int, name: String)] = []
  /// One number a place.
  var part: [Int]

  /// Arrays that label parts.
  private static let arrays = ["region", "tissue", "label"]
  /// More labels than this are no parts that anybody names.
  private static let most = 40

  init(_ mesh: Mesh, _ places: SamplePlaces) {
    if let labels = Self.labels(mesh, places) {
      part = labels.values
      let names = Self.names(mesh, labels.array)
      parts = Set(part).sorted().map { ($0, names[$0] ?? "\(labels.array) \($0)") }
    } else {
      part = Self.eighths(places.positions)
      parts = Set(part).sorted().map { number in
        let words = [
          number & 1 == 0 ? "right" : "left", number & 2 == 0 ? "anterior" : "posterior",
          number & 4 == 0 ? "inferior" : "superior",
        ]
        return (number, words.joined(separator: " "))
      }
    }
  }

  func name(of place: Int) -> String { parts.first { $0.number == part[place] }?.name ?? "" }

  private static func labels(_ mesh: Mesh, _ places: SamplePlaces) -> (array: String, values: [Int])? {
    for name in arrays {
      if places.atPoints, let own = integers(mesh.pointData[name], places.positions.count) {
        return (name, own)
      }
      guard let cells = integers(mesh.cellData[name], mesh.cellCount) else { continue }
      if !places.atPoints, cells.count == places.positions.count { return (name, cells) }
      let (corners, numbers) = mesh.tetrahedra
      guard places.atPoints, !corners.isEmpty else { continue }
      // A point on a border belongs to the part with the lowest number, whatever the order of cells.
      var values = [Int](repeating: Int.max, count: places.positions.count)
      for (corner, cell) in zip(corners, numbers) {
        for m in 0..<4 { values[Int(corner[m])] = min(values[Int(corner[m])], cells[cell]) }
      }
      return (name, values.map { $0 == .max ? 0 : $0 })
    }
    return nil
  }

  private static func integers(_ array: DataArray?, _ count: Int) -> [Int]? {
    guard let array, array.components == 1, array.values.count == count, let values = array.values.doubles(),
      values.allSatisfy({ $0 == $0.rounded() && abs($0) < 1e6 })
    else { return nil }
    let labels = values.map { Int($0) }
    return Set(labels).count <= most ? labels : nil
  }

  /// `2 right ventricle` in the field array `region_name` names the label 2.
  private static func names(_ mesh: Mesh, _ array: String) -> [Int: String] {
    guard case .string(let texts)? = mesh.fieldData.first(where: { $0.name == array + "_name" })?.values
    else {
      return [:]
    }
    var names: [Int: String] = [:]
    for text in texts {
      guard let blank = text.firstIndex(of: " "), let label = Int(text[..<blank]) else { continue }
      names[label] = String(text[text.index(after: blank)...])
    }
    return names
  }

  private static func eighths(_ positions: [SIMD3<Double>]) -> [Int] {
    let centre = positions.reduce(SIMD3()) { $0 + $1 } / Double(max(positions.count, 1))
    return positions.map { p in
      (p.x > centre.x ? 1 : 0) + (p.y > centre.y ? 2 : 0) + (p.z > centre.z ? 4 : 0)
    }
  }
}
