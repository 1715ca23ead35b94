import LFCore
import LFMesh
import LFTestSupport
import Testing

@testable import LFFormats

@Suite struct LeadFieldContractTests {
  @Test func theContractIsUnderstood() throws {
    let schema = try LeadFieldContract.schema()
    #expect(schema.dimensions["space"] == 3)
    let gradient = try #require(schema.variables.first { $0.name == "lead_field_gradient" })
    #expect(gradient.types == ["float"])
    #expect(gradient.dimensions == [["electrode", "node", "space"], ["electrode", "cell", "space"]])
    #expect(!gradient.isOptional)
    #expect(gradient.attributes.first?.value == "\"ohm m-1\"")
    #expect(gradient.attributes.first?.isFixed == true)
    let x = try #require(schema.variables.first { $0.name == "node_x" })
    #expect(x.isOptional && x.types.contains("float") && x.types.contains("double"))
  }

  @Test func commentsInsideQuotesAreText() throws {
    let schema = try CDLSchema("variables:\n int a(b, c) ; // x\n a:u = \"http://x\" ; //! value\n")
    #expect(schema.variables.first?.dimensions == [["b", "c"]])
    #expect(schema.variables.first?.attributes.first?.value == "\"http://x\"")
    #expect(throws: LFError.self) { try CDLSchema("variables:\n int a(b)\n") }
  }

  @Test func eachBreachIsNamed() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("bad.nc")
    var out = try NetCDFOutput(path)
    try out.attribute("lead_field_contract", "lfconvert lead field 1")
    let electrode = try out.dimension("electrode", 2)
    let position = try out.variable("electrode_position", .float32, [electrode])
    try out.attribute("units", "m", of: position)
    try out.put(.float32([1, 2]), to: position)
    try out.close()
    var diagnostics = Diagnostics()
    let breaches = try NetCDFFormat().validate(MappedFile(path), diagnostics: &diagnostics)
    #expect(breaches.contains("the file has no attribute \"Conventions\""))
    #expect(breaches.contains("variable \"electrode_name\" is missing"))
    #expect(breaches.contains("variable \"electrode_position\" is of type float, not double"))
    #expect(breaches.contains("variable \"electrode_position\" has units = \"m\", not \"mm\""))
    #expect(
      breaches.contains("variable \"electrode_position\" has dimensions (electrode), not (electrode, space)"))
    #expect(throws: LFError.self) { try NetCDFFormat().read(MappedFile(path), diagnostics: &diagnostics) }
  }

  @Test func otherNetCDFIsNoLeadField() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("other.nc")
    var out = try NetCDFOutput(path)
    try out.attribute("title", "something else")
    try out.close()
    var diagnostics = Diagnostics()
    #expect(try NetCDFFormat().validate(MappedFile(path), diagnostics: &diagnostics) == [])
    #expect(diagnostics.warnings.count == 1)
    let error = #expect(throws: LFError.self) {
      try NetCDFFormat().read(MappedFile(path), diagnostics: &diagnostics)
    }
    #expect(error?.code == .badData)
    #expect(error?.message.contains("no lead field") == true)
  }
}
