import Foundation
import LFCore
import LFFormats
import LFLeadField
import Testing

@Suite("The files of Formats/")
struct FormatCasesTests {
  /// What the case's file holds, by the reader of its format.
  private func answer(_ item: FormatCase) throws(LFError) -> JSONValue {
    var diagnostics = Diagnostics()
    switch item.format {
    case "electrodes": return try ElectrodeFile.read(item.path, diagnostics: &diagnostics).json
    case "conductivity": return try ConductivityFile.read(item.path).json
    default: return try FormatRegistry.standard.describe(item.path, diagnostics: &diagnostics).json
    }
  }

  @Test(
    "valid files hold what their case says, and validate",
    arguments: FormatCase.all.filter { $0.holds != nil })
  func valid(_ item: FormatCase) throws {
    let expected = try JSONSerialization.jsonObject(with: try #require(item.holds))
    let text = try answer(item).encoded()
    let actual = try JSONSerialization.jsonObject(with: Data(text.utf8))
    #expect(JSONSubset.difference(expected, actual) == nil)
    var diagnostics = Diagnostics()
    #expect(try FormatRegistry.standard.validate(item.path, diagnostics: &diagnostics).breaches.isEmpty)
  }

  @Test("invalid files give their error in one line", arguments: FormatCase.all.filter { $0.holds == nil })
  func invalid(_ item: FormatCase) throws {
    let error = try #require(throws: LFError.self) { try answer(item) }
    #expect(error.code.exitCode == item.code)
    #expect(error.description.contains(item.error))
    #expect(error.description.contains(item.path))
    #expect(!error.description.contains("\n"))
    #expect(!error.description.contains("in its own folder") || !error.description.contains("root:"))
    var diagnostics = Diagnostics()
    #expect(try !FormatRegistry.standard.validate(item.path, diagnostics: &diagnostics).breaches.isEmpty)
  }

  @Test("every file has a case, or is part of one")
  func complete() throws {
    #expect(FormatCase.all.count > 100)
    let known = Set(
      FormatCase.all.flatMap { item in
        [item.path] + item.parts.map { FormatCase.folder + "/" + item.format + "/" + $0 }
      })
    for format in Set(FormatCase.all.map(\.format)) {
      for side in ["valid", "invalid"] {
        let folder = FormatCase.folder + "/" + format + "/" + side
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
          #expect(known.contains(folder + "/" + name), "\(format)/\(side)/\(name)")
        }
      }
    }
  }
}

extension ElectrodeFile.Content {
  /// The content as a case states it.
  fileprivate var json: JSONValue {
    .object([
      "electrodes": .object(
        Dictionary(
          electrodes.map {
            ($0.name, .list([$0.position.x, $0.position.y, $0.position.z].map(JSONValue.number)))
          }
        ) { $1 }),
      "unit": unit.map { .text($0.rawValue) } ?? .null,
      "frame": frame.map { .text($0.letters) } ?? .null,
    ])
  }
}

extension ConductivityModel {
  fileprivate var json: JSONValue {
    .object(["name": .text(name), "tissues": .object(tissues.mapValues(JSONValue.number))])
  }
}
