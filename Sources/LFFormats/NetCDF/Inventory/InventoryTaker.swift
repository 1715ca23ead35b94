import LFCore
import LFMesh

/// Gathers the inventory of a file while it is read.
struct InventoryTaker: NetCDFConsumer {
  private var layout = NetCDFLayout(format: "")
  private var statistics: [ArrayStatistics?] = []
  private var fills: [FillValues?] = []

  mutating func begin(_ layout: NetCDFLayout) throws(LFError) {
    self.layout = layout
    fills = layout.variables.map(FillValues.init)
    statistics = layout.variables.map { $0.type.numeric.flatMap { ArrayValues.empty($0).statistics } }
  }

  mutating func take(_ values: ArrayValues, in box: [Range<Int>]?, of variable: Int) throws(LFError) {
    guard let sum = statistics[variable] else { return }
    let stored = fills[variable]?.removed(from: values) ?? values
    statistics[variable] = sum.adding(stored.statistics)
  }

  /// The inventory, after the whole file was read.
  var inventory: NetCDFInventory {
    NetCDFInventory(
      format: layout.format, dimensions: layout.dimensions.map { ($0.name, $0.length) },
      unlimited: layout.dimensions.filter(\.isUnlimited).map(\.name),
      variables: layout.variables.enumerated().map { i, variable in
        NetCDFInventory.Variable(
          name: variable.name, type: variable.type.name,
          dimensions: variable.dimensions.map { Self.bareName(layout.dimensions[$0].name) },
          shape: layout.shape(of: variable), units: variable["units"]?.text, statistics: statistics[i])
      },
      attributes: layout.attributes.map { ($0.name, $0.value.inventory) })
  }

  /// The name without its groups: no name has a slash in it.
  private static func bareName(_ name: String) -> String {
    name.lastIndex(of: "/").map { String(name[name.index(after: $0)...]) } ?? name
  }
}

extension NetCDFLayout.Attribute.Value {
  fileprivate var inventory: NetCDFInventory.Attribute {
    switch self {
    case .characters(let text): return .text(text)
    case .texts(let texts): return texts.count == 1 ? .text(texts[0]) : .texts(texts)
    case .other(let type): return .text("(a value of type \(type))")
    case .numbers(let values):
      if case .uint64(let v) = values { return .unsigned(v) }
      if let integers = values.integers() { return .integers(integers) }
      return .numbers(values.doubles() ?? [])
    }
  }
}
