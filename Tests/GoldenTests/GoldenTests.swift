import Foundation
import LFCore
import LFPredictors
import Testing

@Suite("Golden data")
struct GoldenTests {
  @Test("every file is what the manifest says, with its provenance and command")
  func files() throws {
    let manifest = try Manifest.load()
    #expect(Set(manifest.cases.map(\.name)).isSuperset(of: ["ball", "heart"]))
    #expect(Set(manifest.cases.map(\.name)).count == manifest.cases.count)
    for item in manifest.cases {
      for file in item.files {
        #expect(Self.digest(try Manifest.data(file.path)) == file.sha256, "\(file.path)")
      }
      let provenance = try JSONSerialization.jsonObject(with: Manifest.data(item.provenance))
      #expect((provenance as? [String: Any])?["made_by"] != nil)
      #expect(!item.command.isEmpty)
    }
  }

  @Test("the exact ball agrees with the series")
  func ball() throws {
    for item in try Manifest.load().cases where item.kind == "exact ball" {
      let ball = try BallLeadField(
        radius: try #require(item.radius), conductivity: try #require(item.conductivity))
      func place(_ row: ArraySlice<String>) throws -> SIMD3<Double> {
        let v = row.compactMap(Double.init)
        try #require(v.count == 3)
        return SIMD3(v[0], v[1], v[2])
      }
      let points = try Manifest.rows(item.name + "/points.csv").map { try place($0[...]) }
      var electrodes: [String: SIMD3<Double>] = [:]
      for row in try Manifest.rows(item.name + "/electrodes.csv") {
        electrodes[row[0]] = try place(row[1...])
      }
      let rows = try Manifest.rows(item.name + "/field.csv")
      #expect(rows.count == points.count * electrodes.count)
      for row in rows {
        let electrode = try #require(electrodes[row[0]])
        let point = points[try #require(Int(row[1]))]
        let (z, gradient) = ball.value(at: point, electrode: electrode)
        let golden = try #require(Double(row[2]))
        let slope = try place(row[3...])
        #expect(abs(z - golden) <= item.tolerance * abs(golden), "\(row)")
        let error = gradient - slope
        #expect((error * error).sum() <= item.tolerance * item.tolerance * (slope * slope).sum(), "\(row)")
      }
    }
  }
}

extension GoldenTests {
  /// The SHA-256 of a file's bytes; the manifest's own come from Python's hashlib.
  fileprivate static func digest(_ data: Data) -> String {
    var sha = SHA256()
    data.withUnsafeBytes { sha.update($0) }
    return sha.hex()
  }
}
