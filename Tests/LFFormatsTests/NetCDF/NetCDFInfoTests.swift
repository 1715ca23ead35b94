import LFCore
import LFMesh
import LFTestSupport
import Testing

@testable import LFFormats

@Suite struct NetCDFInfoTests {
  /// A classic file with one record variable of three bytes a record: no padding between records.
  private static func classic(records: UInt8 = 2, tail: [UInt8] = [1, 2, 3, 4, 5, 6]) -> [UInt8] {
    func word(_ value: UInt8) -> [UInt8] { [0, 0, 0, value] }
    var bytes: [UInt8] = [0x43, 0x44, 0x46, 1] + word(records)
    bytes +=
      word(10) + word(2) + word(1) + Array("t\0\0\0".utf8) + word(0) + word(1) + Array("x\0\0\0".utf8)
      + word(3)
    bytes += word(0) + word(0)
    bytes += word(11) + word(1) + word(1) + Array("v\0\0\0".utf8) + word(2) + word(0) + word(1)
    bytes += word(12) + word(1) + word(10) + Array("_FillValue\0\0".utf8) + word(1) + word(1) + [5, 0, 0, 0]
    bytes += word(1) + word(4)
    return bytes + word(UInt8(bytes.count + 4)) + tail
  }

  private func inventory(_ bytes: [UInt8]) throws -> NetCDFInventory {
    let folder = try TemporaryFolder()
    let file = try MappedFile(folder.write("a.nc", bytes))
    var diagnostics = Diagnostics()
    guard case .netCDF(let inventory) = try NetCDFFormat().describe(file, diagnostics: &diagnostics) else {
      throw LFError(.internalFault, "no inventory")
    }
    return inventory
  }

  @Test func oneRecordVariableHasNoPaddingAndFillValuesAreLeftOut() throws {
    let inventory = try inventory(Self.classic())
    #expect(inventory.format == "NETCDF3_CLASSIC")
    #expect(inventory.unlimited == ["t"])
    let variable = try #require(inventory.variables.first)
    #expect(variable.shape == [2, 3])
    #expect(variable.type == "Int8")
    #expect(variable.statistics?.min == .signed(1))
    #expect(variable.statistics?.max == .signed(6))
    #expect(variable.statistics?.sum == 16)
  }

  @Test func openRecordCountFollowsFromTheFilesSize() throws {
    var bytes = Self.classic()
    bytes.replaceSubrange(4..<8, with: [255, 255, 255, 255])
    #expect(try inventory(bytes).variables.first?.shape == [2, 3])
  }

  @Test func aClassicFileCutAnywhereIsRefused() throws {
    let whole = Self.classic()
    for length in 4..<whole.count {
      let error = #expect(throws: LFError.self) { try inventory(Array(whole[..<length])) }
      #expect(error?.code == .badData)
    }
  }

  @Test func classicHeadersOfNonsenseAreRefusedOrRead() throws {
    let whole = Self.classic()
    for position in 4..<whole.count {
      for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
        var bytes = whole
        bytes[position] = value
        do { _ = try inventory(bytes) } catch let error as LFError { #expect(error.code == .badData) }
      }
    }
  }

  @Test func moreRecordsThanTheFileHoldsAreNamed() throws {
    let error = #expect(throws: LFError.self) { try inventory(Self.classic(records: 200)) }
    #expect(error?.description.contains("variable \"v\"") == true)
    #expect(error?.description.contains("594 bytes are missing") == true)
  }

  @Test func aLeadFieldIsNetCDF4WithUnits() throws {
    let folder = try TemporaryFolder()
    try LeadFieldOutput.write(SampleLeadField.twoTetrahedra(), to: folder.file("lf.nc"))
    var diagnostics = Diagnostics()
    let file = try MappedFile(folder.file("lf.nc"))
    guard case .netCDF(let inventory) = try NetCDFFormat().describe(file, diagnostics: &diagnostics) else {
      throw LFError(.internalFault, "no inventory")
    }
    #expect(inventory.format == "NETCDF4")
    let field = try #require(inventory.variables.first { $0.name == "lead_field" })
    #expect(field.dimensions == ["electrode", "node"])
    #expect(field.shape == [10, 5])
    #expect(field.units == "ohm")
    #expect(field.statistics?.min == .real(Double(Float(-500) * 0.37)))
    #expect(inventory.variables.first { $0.name == "electrode_name" }?.type == "String")
  }

  @Test func aNetCDF4FileCutOrDamagedNeverEndsTheProcess() throws {
    let folder = try TemporaryFolder()
    try LeadFieldOutput.write(SampleLeadField.twoTetrahedra(), to: folder.file("lf.nc"))
    let file = try MappedFile(folder.file("lf.nc"))
    let whole = file.head(file.count)
    for length in stride(from: 8, to: whole.count, by: whole.count / 40) {
      let error = #expect(throws: LFError.self) { try inventory(Array(whole[..<length])) }
      #expect(error?.code == .badData)
    }
    for position in stride(from: 9, to: whole.count, by: whole.count / 60) {
      var bytes = whole
      bytes[position] ^= 0xFF
      do { _ = try inventory(bytes) } catch let error as LFError { #expect(error.code == .badData) }
    }
  }

  @Test func manyThreadsReadAndWriteAtOnce() async throws {
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for i in 0..<8 {
        group.addTask {
          let folder = try TemporaryFolder()
          let field = SampleLeadField.twoTetrahedra(cells: i % 2 == 0)
          try LeadFieldOutput.write(field, to: folder.file("lf.nc"))
          return try LeadFieldInput.read(MappedFile(folder.file("lf.nc"))) == field
        }
      }
      for try await same in group { #expect(same) }
    }
  }
}
