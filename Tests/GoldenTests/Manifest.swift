import Foundation
import LFTestSupport

/// `GoldenData/manifest.json`.
struct Manifest: Decodable {
  struct Case: Decodable {
    struct File: Decodable {
      var path: String
      var sha256: String
    }
    var name: String
    var kind: String
    var files: [File]
    var unit: String
    var frame: String
    var tolerance: Double
    var provenance: String
    var command: String
    var radius: Double?
    var conductivity: Double?
    var seed: UInt64?
  }
  var cases: [Case]

  static let folder = Binary.packageRoot + "/GoldenData/"

  static func load() throws -> Manifest {
    try JSONDecoder().decode(Manifest.self, from: data("manifest.json"))
  }

  static func data(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: folder + path))
  }

  /// The rows of a table, its header left out.
  static func rows(_ path: String) throws -> [[String]] {
    String(decoding: try data(path), as: UTF8.self).split(separator: "\n").dropFirst().map {
      $0.split(separator: ",").map(String.init)
    }
  }
}
