import LFCore
import LFMesh
import LFTestSupport
import Testing

@testable import LFFormats

@Suite("Files of many small chunks")
struct SmallChunkTests {
  /// As other programs write them along unlimited dimensions: HDF5 takes kilobytes for a chunk of twelve bytes.
  @Test("are read like any other") func read() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("chunks.nc")
    let values = (0..<60 * 1000 * 3).map { Float($0 % 977) }
    var out = try NetCDFOutput(path)
    let dimensions = [
      try out.dimension("electrode", 60), try out.dimension("node", 1000), try out.dimension("space", 3),
    ]
    let variable = try out.variable("field", .float32, dimensions, chunk: [1, 1, 3])
    try out.put(.float32(values), to: variable)
    try out.close()
    let file = try MappedFile(path)
    var content = NetCDFContent(fileSize: file.count, wanted: { _ in true })
    try NetCDFReader.read(file, into: &content)
    #expect(content.values("field") == .float32(values))
  }
}
