import LFCore
import LFMesh

/// The geometry of one VTK XML file, to see whether another's is the same.
struct MeshIdentity {
  private let extent: EncodedExtent

  init(_ extent: EncodedExtent) { self.extent = extent }

  /// The arrays of geometry of a step.
  static func arrays(of file: VTKXMLFile, _ step: TimeStepChoice) -> [XMLElement] {
    file.content.children("Piece").flatMap(step.geometry)
  }

  /// Whether another file has the same points and cells: first by the encoded bytes, else by the values.
  func isSame(as otherExtent: EncodedExtent) throws(LFError) -> Bool {
    let (file, other) = (extent.file, otherExtent.file)
    let counts = ["NumberOfPoints", "NumberOfCells"]
    let (mine, theirs) = (file.content.children("Piece"), other.content.children("Piece"))
    guard file.kind == other.kind, mine.count == theirs.count,
      zip(mine, theirs).allSatisfy({ a, b in counts.allSatisfy { a[$0] == b[$0] } })
    else { return false }
    let none = TimeStepChoice(step: nil)
    let (arrays, others) = (Self.arrays(of: file, none), Self.arrays(of: other, none))
    guard arrays.map({ $0["Name"] }) == others.map({ $0["Name"] }) else { return false }
    for (a, b) in zip(arrays, others) where !extent.isSame(a, as: b, in: otherExtent) {
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
