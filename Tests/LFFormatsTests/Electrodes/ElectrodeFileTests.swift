import Foundation
import LFCore
import LFFormats
import LFLeadField
import LFTestSupport
import Testing

@Suite("Electrodes")
struct ElectrodeFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ text: String, _ diagnostics: inout Diagnostics) throws -> ElectrodeFile.Content {
    try ElectrodeFile.read(try folder.write("e.csv", text: text), diagnostics: &diagnostics)
  }

  @Test("order is the file's, names and numbers are exact")
  func order() throws {
    var diagnostics = Diagnostics()
    let content = try read("b,0.1,-0.2,1e-3\nV6,1,2,3\nRA,4,5,6\n", &diagnostics)
    #expect(content.electrodes.map(\.name) == ["b", "V6", "RA"])
    #expect(content.electrodes[0].position == SIMD3(0.1, -0.2, 1e-3))
    #expect(content.electrodes.allSatisfy { $0.origin == .given })
    #expect(diagnostics.warnings.isEmpty)
  }

  @Test("two electrodes at one place are a warning that names both")
  func shared() throws {
    var diagnostics = Diagnostics()
    _ = try read("RA,1,2,3\nLA,1,2,3\n", &diagnostics)
    let warning = try #require(diagnostics.warnings.first)
    #expect(warning.contains("RA") && warning.contains("LA") && warning.contains("e.csv"))
  }

  @Test("more electrodes than any array has are refused")
  func tooMany() throws {
    let text = (0...100_000).map { "e\($0),1,2,\($0)" }.joined(separator: "\n")
    var diagnostics = Diagnostics()
    let error = #expect(throws: LFError.self) { try read(text, &diagnostics) }
    #expect(error?.place.line == 100_001)
  }

  @Test("a missing file is no input")
  func missing() throws {
    var diagnostics = Diagnostics()
    let error = #expect(throws: LFError.self) {
      try ElectrodeFile.read(folder.file("none.csv"), diagnostics: &diagnostics)
    }
    #expect(error?.code == .noInput)
  }

  @Test(
    "cut or damaged anywhere it is read or refused, never worse",
    arguments: FormatCase.all.filter {
      ["electrodes", "conductivity"].contains($0.format) && $0.holds != nil
    }
  )
  func damage(_ item: FormatCase) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: item.path)))
    for i in bytes.indices {
      var changed = bytes
      changed[i] ^= 0xA5
      for version in [Array(bytes.prefix(i)), changed] {
        let path = try folder.write("damaged", version)
        do throws(LFError) {
          var diagnostics = Diagnostics()
          if item.format == "electrodes" {
            let electrodes = try ElectrodeFile.read(path, diagnostics: &diagnostics).electrodes
            #expect(!electrodes.isEmpty && Set(electrodes.map(\.name)).count == electrodes.count)
          } else {
            #expect(try ConductivityFile.read(path).tissues.values.allSatisfy { $0 > 0 && $0 <= 100 })
          }
        } catch {
          #expect(error.code == .badData && error.place.file == path)
        }
      }
    }
  }
}
