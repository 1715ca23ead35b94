import LFCore
import LFMesh

extension ArrayReader {
  /// The faces of polyhedra, in the layout before file version 2.3 or in that since then.
  mutating func readPolyhedra(
    _ element: XMLElement, _ members: [XMLElement], _ grid: UnstructuredGrid, points: Int,
    _ version: (major: Int, minor: Int)
  ) throws(LFError) -> PolyhedronFaces? {
    let needed = grid.types.contains(CellType.polyhedron.rawValue)
    func member(_ name: String) throws(LFError) -> XMLElement? { try Self.unique(name, members, element) }
    if version >= (2, 3) {
      guard let connectivity = try member("face_connectivity"), let offsets = try member("face_offsets"),
        let facesOfCell = try member("polyhedron_to_faces"), let cellEnds = try member("polyhedron_offsets")
      else {
        if needed { throw Self.noFaces(element) }
        return nil
      }
      let faces = CellArray(
        offsets: try readIndices(offsets, count: nil, leadingZero: true),
        connectivity: try readIndices(connectivity, count: nil))
      try CellChecks.check(faces, points: points, offsets.place)
      let cells = CellArray(
        offsets: try readIndices(cellEnds, count: nil, leadingZero: true),
        connectivity: try readIndices(facesOfCell, count: nil))
      try CellChecks.check(cells, points: faces.count, cellEnds.place)
      guard needed else { return nil }
      guard cells.count == grid.cells.count else { throw Self.noFaces(element) }
      return try checked(PolyhedronFaces(faces: faces, facesOfCell: cells), grid, element)
    }
    guard let faces = try member("faces"), let ends = try member("faceoffsets") else {
      if needed { throw Self.noFaces(element) }
      return nil
    }
    let stream = try readIndices(faces, count: nil)
    let faceEnds = try readIndices(ends, count: nil)
    guard needed else { return nil }
    guard faceEnds.count == grid.cells.count else { throw Self.noFaces(element) }
    return try checked(
      try FaceStream.faces(stream, ends: faceEnds, points: points, faces.place), grid, element)
  }

  private func checked(
    _ polyhedra: PolyhedronFaces, _ grid: UnstructuredGrid, _ element: XMLElement
  ) throws(LFError) -> PolyhedronFaces {
    for (cell, type) in grid.types.enumerated() where type == CellType.polyhedron.rawValue {
      if polyhedra.facesOfCell[cell].isEmpty { throw Self.noFaces(element) }
    }
    return polyhedra
  }

  private static func noFaces(_ element: XMLElement) -> LFError {
    LFError(.badData, "has polyhedra without faces", at: element.place, hint: "the file is damaged")
  }
}

/// The face streams of older files: per polyhedron the number of faces, then each face's size and points.
enum FaceStream {
  static func faces(
    _ stream: [Int64], ends: [Int64], points: Int, _ place: LFError.Place
  ) throws(LFError) -> PolyhedronFaces {
    var faces = CellArray()
    var facesOfCell = CellArray()
    var start = 0
    for end in ends {
      if end >= 0 {
        guard end > Int64(start), end <= Int64(stream.count) else { throw broken(place) }
        var i = start
        let count = stream[i]
        i += 1
        guard count >= 0, count <= end else { throw broken(place) }
        for _ in 0..<count {
          guard i < end, stream[i] >= 0, stream[i] <= end - Int64(i) - 1 else { throw broken(place) }
          let size = Int(stream[i])
          facesOfCell.connectivity.append(Int64(faces.count))
          faces.connectivity += stream[i + 1..<i + 1 + size]
          faces.offsets.append(Int64(faces.connectivity.count))
          i += 1 + size
        }
        guard i == end else { throw broken(place) }
        start = Int(end)
      }
      facesOfCell.offsets.append(Int64(facesOfCell.connectivity.count))
    }
    guard start == stream.count else { throw broken(place) }
    try CellChecks.checkIndices(faces.connectivity, below: points, place)
    return PolyhedronFaces(faces: faces, facesOfCell: facesOfCell)
  }

  private static func broken(_ place: LFError.Place) -> LFError {
    LFError(.badData, "has faces that do not fill their polyhedra", at: place, hint: "the file is damaged")
  }
}
