import Foundation
import LFCore
import LFMesh
import LFTestSupport
import Testing

@testable import LFFormats

@Suite("Chunks written past the library")
struct ChunkOutputTests {
  private static let kind = (name: "kind", text: "chunks")

  /// A file of some rows, each type once: written in two parts, the later rows first.
  private func written(
    _ values: [(name: String, values: (Range<Int>) -> ArrayValues)], rows: Int, length: Int, to path: String
  ) throws {
    var out = try NetCDFOutput(path)
    try out.attribute(Self.kind.name, Self.kind.text)
    let row = try out.dimension("row", rows)
    let column = try out.dimension("column", length)
    for (name, values) in values {
      let variable = try out.variable(
        name, values(0..<1).type, [row, column], chunk: [1, length], isNoisy: true)
      for part in [rows / 2..<rows, 0..<rows / 2] {
        try out.put(values((part.lowerBound * length)..<(part.upperBound * length)), to: variable, rows: part)
      }
      try out.attribute("units", "mm", of: variable)
    }
    try out.close()
  }

  @Test("come back value by value, whatever their width")
  func comeBack() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("chunks.nc")
    let (rows, length) = (7, 1000)
    let values: [(name: String, values: (Range<Int>) -> ArrayValues)] = [
      ("f", { .float32($0.map { sin(Float($0)) }) }), ("d", { .float64($0.map { sin(Double($0)) }) }),
      ("i", { .int32($0.map { Int32(77 * $0) }) }),
      ("b", { .uint8($0.map { UInt8(truncatingIfNeeded: $0) }) }),
    ]
    try written(values, rows: rows, length: length, to: path)
    let table = try NetCDFTable(MappedFile(path), wanted: Self.kind)
    for (name, values) in values { #expect(table.variables[name]?.values == values(0..<(rows * length))) }
  }

  @Test("the library lets them in, and shrinks them no better")
  func isUsed() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("way.nc")
    let count = 4000
    let values = (0..<count).map { Float($0 % 50) }
    var out = try NetCDFOutput(path)
    let dimensions = [try out.dimension("row", 1), try out.dimension("column", count)]
    let variable = try out.variable("f", .float32, dimensions, chunk: [1, count])
    // Definitions are kept back until something is written.
    try out.put(.float32(values), to: variable)
    let way = try #require(ChunkOutput(path))
    let done = values.withUnsafeBytes {
      way.write($0, width: 4, to: "f", rank: 2, rows: 0..<1, 1, isNoisy: false)
    }
    #expect(done)
    let lost = values.withUnsafeBytes {
      way.write($0, width: 4, to: "missing", rank: 2, rows: 0..<1, 1, isNoisy: false)
    }
    #expect(!lost)
    #expect(way.close())
    try out.close()
    #expect(try MappedFile(path).count < 4 * count)
  }

  @Test("of many rows come back too, the last of them not full")
  func manyRows() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("rows.nc")
    let (count, wide) = (200_001, 70_003)
    let table: [(String, ArrayValues, [Int])] = [
      ("x", .float64((0..<count).map { sin(Double($0)) }), [count]),
      ("cells", .int32((0..<(4 * wide)).map { Int32($0 / 3) }), [wide, 4]),
      ("kinds", .uint8((0..<(9 * wide)).map { UInt8(truncatingIfNeeded: $0 / 1000) }), [9 * wide]),
    ]
    var out = try NetCDFOutput(path)
    try out.attribute(Self.kind.name, Self.kind.text)
    for (name, values, shape) in table {
      let dimensions = try shape.enumerated().map { try out.dimension("\(name)_\($0)", $1) }
      let variable = try out.variable(name, values.type, dimensions)
      try out.put(values, to: variable)
    }
    try out.close()
    let found = try NetCDFTable(MappedFile(path), wanted: Self.kind)
    for (name, values, _) in table { #expect(found.variables[name]?.values == values) }
  }
}
