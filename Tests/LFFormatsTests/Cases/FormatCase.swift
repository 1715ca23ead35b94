import Foundation
import LFTestSupport
import Testing

/// A line of a `cases.json` of `Formats/`: a file, and what it holds or the error that it gives.
struct FormatCase: CustomTestStringConvertible, Sendable {
  let format: String
  let file: String
  /// The expected part of the answer as JSON text; `nil` for an invalid file.
  let holds: Data?
  let error: String
  let code: Int32
  /// Other files that it is made of.
  let parts: [String]

  var path: String { Self.folder + "/" + format + "/" + file }
  var testDescription: String { format + "/" + file }

  static let folder = Binary.packageRoot + "/Formats"

  /// The cases of all formats, those of one folder in file order.
  static let all: [FormatCase] = {
    let formats = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return formats.sorted().flatMap { format in
      let url = URL(fileURLWithPath: folder + "/" + format + "/cases.json")
      guard let data = try? Data(contentsOf: url),
        let list = try? JSONSerialization.jsonObject(with: data) as? [[String: Any]]
      else { return [FormatCase]() }
      return list.map { FormatCase(format, $0) }
    }
  }()

  private init(_ format: String, _ entry: [String: Any]) {
    self.format = format
    file = entry["file"] as? String ?? ""
    holds = entry["holds"].flatMap { try? JSONSerialization.data(withJSONObject: $0) }
    error = entry["error"] as? String ?? ""
    code = Int32(entry["code"] as? Int ?? 65)
    parts = entry["parts"] as? [String] ?? []
  }
}
