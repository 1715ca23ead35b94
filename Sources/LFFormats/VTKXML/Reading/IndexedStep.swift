import LFCore
import LFMesh

/// One step of a collection: a .vtu or .vtp file, or a parallel form whose pieces are such files.
struct IndexedStep {
  let file: VTKXMLFile
  private let ancestors: [String]

  private static let kinds = ["UnstructuredGrid", "PolyData"]

  init(_ file: VTKXMLFile, ancestors: [String]) throws(LFError) {
    guard Self.kinds.contains(file.kind) || Self.kinds.contains(where: { file.kind == "P" + $0 }) else {
      throw LFError(
        .badData, "is of type \(file.kind.shown)", at: file.content.place,
        hint: "a series is read from .vtu and .vtp files, and their parallel forms")
    }
    guard try file.timeValues()?.isEmpty ?? true else {
      throw LFError(
        .badData, "holds several time steps itself", at: file.content.place,
        hint: "list files of one step each")
    }
    self.file = file
    self.ancestors = ancestors
  }

  private var isSerial: Bool { Self.kinds.contains(file.kind) }

  /// The files of the parts in order: the file itself, or those of the pieces that it names.
  func parts() throws(LFError) -> [VTKXMLFile] {
    isSerial ? [file] : try IndexReader(file, ancestors: ancestors).parts()
  }

  /// The mesh with its arrays, of all parts.
  func mesh() throws(LFError) -> Mesh {
    guard isSerial else { return try IndexReader(file, ancestors: ancestors).readParallel() }
    var reader = SerialReader(file)
    guard case .mesh(let mesh) = try reader.read() else {
      throw LFError(.internalFault, "a single step is read as no mesh")
    }
    return mesh
  }
}
