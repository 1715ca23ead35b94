import Foundation
import LFCore
import LFFormats
import LFRecording
import LFTestSupport

/// A folder of ECG files: each reading and writing with its warnings.
struct RecordingFolder {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes a recording: the path and the warnings.
  @discardableResult
  func write(
    _ recording: ECGRecording, _ name: String, _ options: WriteOptions = WriteOptions()
  ) throws -> (path: String, warnings: [String]) {
    var diagnostics = Diagnostics()
    let path = folder.file(name)
    try FormatRegistry.standard.write(.ecg(recording), to: path, options: options, diagnostics: &diagnostics)
    return (path, diagnostics.warnings)
  }

  /// Reads a file of the folder, or any by its whole path.
  func read(_ name: String) throws -> (recording: ECGRecording, warnings: [String]) {
    var diagnostics = Diagnostics()
    let path = name.hasPrefix("/") ? name : folder.file(name)
    guard case .ecg(let recording) = try FormatRegistry.standard.read(path, diagnostics: &diagnostics) else {
      throw LFError(.internalFault, "no ECG came back")
    }
    return (recording, diagnostics.warnings)
  }

  /// The bytes of a file of the folder.
  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.file(name))))
  }
}
