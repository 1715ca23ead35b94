import LFCore
import LFMesh

/// The geometry of one VTK XML file, to see whether another's is the same.
struct MeshIdentity {
  private let file: VTKXMLFile
  private let extent: EncodedExtent

  init(_ file: VTKXMLFile) {
    self.file = file
    extent = EncodedExtent(file)
  }

  /// The arrays of geometry of a step.
  static func arrays(of file: VTKXMLFile, _ step: TimeStepChoice) -> [XMLElement] {
    file.content.children("Piece").flatMap { piece in
      ["Points", "Cells", "Verts", "Lines", "Strips", "Polys"].flatMap { name in
        piece.children(name).flatMap(step.arrays)
      }
    }
  }

  /// Whether another file has the same points and cells: first by the encoded bytes, else by the values.
  func isSame(as other: VTKXMLFile) throws(LFError) -> Bool {
    let counts = ["NumberOfPoints", "NumberOfCells"]
    let (mine, theirs) = (file.content.children("Piece"), other.content.children("Piece"))
    guard mine.count == theirs.count,
      zip(mine, theirs).allSatisfy({ a, b in counts.allSatisfy { a[$0] == b[$0] } })
    else { return false }
    let none = TimeStepChoice(step: nil)
    let (arrays, others) = (Self.arrays(of: file, none), Self.arrays(of: other, none))
    guard arrays.map({ $0["Name"] }) == others.map({ $0["Name"] }) else { return false }
    let theirExtent = EncodedExtent(other)
    for (a, b) in zip(arrays, others) where !extent.isSame(a, as: b, in: theirExtent) {
      // Other bytes may hold the same values; text that is read is given up, so that this costs a file once.
      return try values(of: file) == values(of: other)
    }
    return true
  }

  private func values(of file: VTKXMLFile) throws(LFError) -> Geometry? {
    // The markup again: reading takes the text of arrays away.
    var reader = SerialReader(try VTKXMLFile(file.file, file.allowance))
    guard case .mesh(let mesh) = try reader.read() else { return nil }
    return mesh.geometry
  }
}
