import LFCore
import LFLeadField
import LFMesh
import LFTestSupport
import Testing

@testable import LFFormats

/// What other programs state of a lead field's variables: units, frames, packing, fill values, where numbers begin.
@Suite("What a lead field's variables state")
struct StatedMeaningTests {
  private let field = SampleLeadField.twoTetrahedra()

  /// The content of the sample's file with a variable changed.
  private func read(
    _ name: String, _ attributes: [String: NetCDFLayout.Attribute.Value], type: ScalarType? = nil,
    _ change: @escaping (ArrayValues) -> ArrayValues = { $0 }
  ) throws -> LeadField {
    let folder = try TemporaryFolder()
    try LeadFieldOutput.write(field, to: folder.file("lf.nc"))
    let file = try MappedFile(folder.file("lf.nc"))
    var changed = ChangedContent(
      NetCDFContent(fileSize: file.count, wanted: { _ in true }), name: name, attributes, type, change)
    try NetCDFReader.read(file, into: &changed)
    return try LeadFieldInput.read(changed.content)
  }

  private func refusal(_ name: String, _ attributes: [String: NetCDFLayout.Attribute.Value]) throws
    -> LFError?
  {
    #expect(throws: LFError.self) { try read(name, attributes) }
  }

  @Test("units that are known are brought to the contract's")
  func units() throws {
    for (unit, factor) in [("m", Float(1000)), ("cm", 10), ("mm", 1)] {
      let back = try read("node_x", ["units": .texts([unit])])
      let x = try #require(back.mesh.pointVectors).map { Float($0.x) }
      #expect(x == [0, 10, 0, 0, 10].map { $0 * factor })
    }
    for (unit, factor) in [("ohm mm-1", Float(1000)), ("ohm/mm", 1000), ("V A-1 cm^-1", 100), ("ohm/m", 1)] {
      let back = try read("lead_field_gradient", ["units": .characters(unit)])
      #expect(back.atPoints?.gradient == field.atPoints?.gradient.map { $0 * factor })
    }
    let there = try read("electrode_position", ["units": .texts(["m"])])
    #expect(there.electrodes[0].position == field.electrodes[0].position * 1000)
    #expect(try read("conductivity", ["units": .texts(["mS/mm"])]).conductivity == field.conductivity)
  }

  @Test("other units and frames are refused by name")
  func refused() throws {
    for (name, unit) in [
      ("lead_field_gradient", "V/m"), ("lead_field_gradient", ""), ("lead_field", "mV"), ("node_y", "ft"),
      ("electrode_position", "ohm"), ("conductivity", "S"),
    ] {
      let error = try refusal(name, ["units": .texts([unit])])
      #expect(error?.code == .badData && error?.message.contains("units = \"\(unit)\"") == true)
    }
    for name in ["node_x", "electrode_position", "mesh", "lead_field_gradient"] {
      let error = try refusal(name, ["frame": .texts(["RAS"])])
      #expect(error?.code == .badData && error?.message.contains("frame = \"RAS\"") == true)
    }
    #expect(try refusal("node_x", ["units": .numbers(.int32([1]))])?.code == .badData)
  }

  @Test("packed values are unpacked, of whole numbers too; other packing is refused")
  func packing() throws {
    let packed: [String: NetCDFLayout.Attribute.Value] = [
      "scale_factor": .numbers(.float64([2])), "add_offset": .numbers(.float64([-1])),
    ]
    let back = try read("lead_field_gradient", packed)
    #expect(back.atPoints?.gradient == field.atPoints?.gradient.map { Float(Double($0) * 2 - 1) })
    let short = try read("lead_field_gradient", packed, type: .int16) { values in
      .int16((0..<values.count).map { Int16($0 % 90) })
    }
    #expect(short.atPoints?.gradient[44] == 87)
    for value: NetCDFLayout.Attribute.Value in [
      .texts(["two"]), .numbers(.float64([.nan])), .numbers(.float64([])), .numbers(.float32([0])),
    ] {
      #expect(try refusal("lead_field", ["scale_factor": value])?.message.contains("scale_factor") == true)
    }
    #expect(try refusal("cell_node", packed)?.code == .badData)
  }

  @Test("fill values are holes")
  func fill() throws {
    let gradient = try #require(field.atPoints?.gradient)
    for attribute in ["_FillValue", "missing_value"] {
      let back = try read("lead_field_gradient", [attribute: .numbers(.float32([gradient[7]]))])
      for (mine, theirs) in zip(gradient, try #require(back.atPoints?.gradient)) {
        #expect(mine == gradient[7] ? theirs.isNaN : mine == theirs)
      }
    }
    // What has no place is refused.
    #expect(
      try refusal("node_x", ["_FillValue": .numbers(.float32([10]))])?.message.contains("point 1 ") == true)
  }

  @Test("nodes are numbered from 0 or from 1, and fill values end a cell")
  func indices() throws {
    let one: [String: NetCDFLayout.Attribute.Value] = [
      "start_index": .numbers(.int32([1])), "_FillValue": .numbers(.int32([999])),
    ]
    let back = try read("cell_node", one) { values in
      .int32((values.integers() ?? []).map { $0 < 0 ? 999 : Int32($0) + 1 })
    }
    #expect(back == field)
    // Node 0 is none when they begin at 1, and does not end a cell either.
    #expect(try refusal("cell_node", ["start_index": .numbers(.int32([1]))])?.code == .badData)
    for value: NetCDFLayout.Attribute.Value in [.numbers(.int32([2])), .texts(["1"]), .numbers(.int32([]))] {
      #expect(try refusal("cell_node", ["start_index": value])?.message.contains("start_index") == true)
    }
  }

  @Test("places and weights that are no numbers are refused, the first named; fields may have holes")
  func nonFinite() throws {
    func spoiled(_ name: String) throws -> LFError? {
      #expect(throws: LFError.self) {
        try read(name, [:]) { values in
          var numbers = values.doubles() ?? []
          numbers[4] = .nan
          if case .float32 = values { return .float32(numbers.map { Float($0) }) }
          return .float64(numbers)
        }
      }
    }
    #expect(try spoiled("node_z")?.message.contains("point 4 ") == true)
    #expect(
      try spoiled("electrode_position")?.message.contains("electrode \(field.electrodes[1].name) ") == true)
    #expect(try spoiled("lead_weight")?.message.contains("lead I ") == true)
    _ = try read("lead_field_gradient", [:]) { _ in
      .float32([Float](repeating: .nan, count: 150))
    }
  }
}

/// Takes a file's content with one variable changed on the way.
private struct ChangedContent: NetCDFConsumer {
  var content: NetCDFContent
  let name: String
  let attributes: [String: NetCDFLayout.Attribute.Value]
  let type: ScalarType?
  let change: (ArrayValues) -> ArrayValues
  private var number = -1

  init(
    _ content: NetCDFContent, name: String, _ attributes: [String: NetCDFLayout.Attribute.Value],
    _ type: ScalarType?, _ change: @escaping (ArrayValues) -> ArrayValues
  ) {
    (self.content, self.name, self.attributes, self.type, self.change) = (
      content, name, attributes, type, change
    )
  }

  mutating func begin(_ layout: NetCDFLayout) throws(LFError) {
    var layout = layout
    number = layout.variables.firstIndex { $0.name == name } ?? -1
    if number >= 0 {
      layout.variables[number].attributes.removeAll { attributes[$0.name] != nil }
      layout.variables[number].attributes += attributes.map { .init(name: $0, value: $1) }
      if let type { layout.variables[number].type = .number(type) }
    }
    try content.begin(layout)
  }

  mutating func take(_ values: ArrayValues, in box: [Range<Int>]?, of variable: Int) throws(LFError) {
    try content.take(variable == number ? change(values) : values, in: box, of: variable)
  }
}
