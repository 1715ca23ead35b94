public import LFCore
import LFMesh
import LFRecording

extension FileDescription {
  /// The answer of `lfconvert info --json`; its schema is `Formats/info/info.schema.json`.
  public var json: JSONValue {
    switch self {
    case .mesh(let summary, let times): Self.json(of: summary, times)
    case .netCDF(let inventory): Self.json(of: inventory)
    case .ecg(let summary): Self.json(of: summary)
    }
  }

  private static func json(of summary: MeshSummary, _ times: Times) -> JSONValue {
    .object([
      "points": .integer(Int64(summary.points)),
      "cells": .integer(Int64(summary.cells)),
      "cellTypes": .object(summary.cellTypes.mapValues { .integer(Int64($0)) }),
      "bounds": summary.bounds.map { .list($0.map(JSONValue.number)) } ?? .null,
      "pointData": .list(summary.pointData.map(json)),
      "cellData": .list(summary.cellData.map(json)),
      "fieldData": .list(summary.fieldData.map(json)),
      "time": json(of: times),
    ])
  }

  private static func json(of times: Times) -> JSONValue {
    switch times {
    case .none: .null
    case .one(let time): .number(time)
    case .many(let times): .list(times.map(JSONValue.number))
    }
  }

  private static func json(of array: MeshSummary.ArraySummary) -> JSONValue {
    var entries: [String: JSONValue] = [
      "name": .text(array.name), "type": .text(array.type.rawValue),
      "components": .integer(Int64(array.components)), "tuples": .integer(Int64(array.tuples)),
    ]
    entries.merge(json(of: array.statistics)) { $1 }
    return .object(entries)
  }

  private static func json(of statistics: ArrayStatistics?) -> [String: JSONValue] {
    guard let statistics else { return [:] }
    return ["min": json(of: statistics.min), "max": json(of: statistics.max), "sum": .number(statistics.sum)]
  }

  private static func json(of extreme: ArrayStatistics.Extreme?) -> JSONValue {
    switch extreme {
    case .signed(let value): .integer(value)
    case .unsigned(let value): .unsigned(value)
    case .real(let value): .number(value)
    case nil: .null
    }
  }

  private static func json(of inventory: NetCDFInventory) -> JSONValue {
    .object([
      "format": .text(inventory.format),
      "dimensions": .object(
        Dictionary(inventory.dimensions.map { ($0.name, .integer(Int64($0.length))) }) { $1 }),
      "unlimited": .list(inventory.unlimited.map(JSONValue.text)),
      "variables": .list(inventory.variables.map(json)),
      "attributes": .object(Dictionary(inventory.attributes.map { ($0.name, json(of: $0.value)) }) { $1 }),
    ])
  }

  private static func json(of variable: NetCDFInventory.Variable) -> JSONValue {
    var entries: [String: JSONValue] = [
      "name": .text(variable.name), "type": .text(variable.type),
      "dims": .list(variable.dimensions.map(JSONValue.text)),
      "shape": .list(variable.shape.map { .integer(Int64($0)) }),
    ]
    if let units = variable.units { entries["units"] = .text(units) }
    entries.merge(json(of: variable.statistics)) { $1 }
    return .object(entries)
  }

  private static func json(of attribute: NetCDFInventory.Attribute) -> JSONValue {
    switch attribute {
    case .text(let text): .text(text)
    case .texts(let texts): .list(texts.map(JSONValue.text))
    case .numbers(let values): single(values.map(JSONValue.number))
    case .integers(let values): single(values.map(JSONValue.integer))
    case .unsigned(let values): single(values.map(JSONValue.unsigned))
    }
  }

  private static func json(of summary: RecordingSummary) -> JSONValue {
    var entries: [String: JSONValue] = [
      "format": .text(summary.format), "samplingRate": .number(summary.samplingRate),
      "samples": .integer(Int64(summary.samples)),
      "leads": .list(
        summary.leads.map { lead in
          var entries: [String: JSONValue] = [
            "name": .text(lead.name), "units": .text(lead.units), "invalid": .integer(Int64(lead.invalid)),
          ]
          entries.merge(json(of: lead.statistics)) { $1 }
          return .object(entries)
        }),
      "synthetic": .bool(summary.isSynthetic), "comments": .list(summary.comments.map(JSONValue.text)),
    ]
    if let start = summary.start { entries["start"] = .text(start.description) }
    if let first = summary.firstTime { entries["firstTime_s"] = .number(first) }
    return .object(entries)
  }

  private static func single(_ values: [JSONValue]) -> JSONValue {
    values.count == 1 ? values[0] : .list(values)
  }
}
