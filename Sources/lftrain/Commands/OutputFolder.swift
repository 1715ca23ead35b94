import Foundation
import LFAnatomy
import LFCore
import LFFormats
import LFLeadField
import LFMesh

/// A folder that files go to, each whole or not at all.
struct OutputFolder {
  let path: String

  init(_ path: String) throws(LFError) {
    self.path = path
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw LFError(.cannotCreate, "cannot be made a folder", at: .init(file: path))
    }
  }

  /// Writes a mesh, its kind by the name's extension.
  func write(_ mesh: Mesh, _ name: String) throws(LFError) {
    var diagnostics = Diagnostics()
    try FormatRegistry.standard.write(
      .mesh(mesh), to: path + "/" + name, options: WriteOptions(), diagnostics: &diagnostics)
  }

  /// Writes text.
  func write(_ text: String, _ name: String) throws(LFError) {
    try AtomicOutput.write(to: path + "/" + name) { (temporary) throws(LFError) in
      var output = try FileOutput(temporary)
      try output.write(text)
      try output.flush()
    }
  }
}

/// What the commands say on stderr.
enum Talk {
  static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}

/// Electrodes as text.
enum ElectrodeText {
  /// `name,x,y,z,origin`, LPS, mm.
  static func csv(_ electrodes: [Electrode]) -> String {
    electrodes.reduce("name,x,y,z,origin\n") { text, electrode in
      let p = electrode.position
      let numbers = [p.x, p.y, p.z].map { "\(($0 * 1e4).rounded() / 1e4)" }.joined(separator: ",")
      return text + "\(electrode.name),\(numbers),\(electrode.origin.rawValue)\n"
    }
  }
}
