import Foundation

/// A JSON value, for the answers that machines read.
public enum JSONValue: Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// An integer.
  case integer(Int64)
  /// An integer beyond `Int64`.
  case unsigned(UInt64)
  /// A number; JSON has no infinity and no NaN, so they are written as `null`.
  case number(Double)
  /// Text.
  case text(String)
  /// A list.
  case list([JSONValue])
  /// Names with values; written in the order of the names.
  case object([String: JSONValue])

  /// The value as indented text, names sorted.
  ///
  /// - Returns: UTF-8 text without a final line end.
  /// - Throws: `LFError` (internal fault) when the encoder refuses.
  public func encoded() throws(LFError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do { return String(decoding: try encoder.encode(self), as: UTF8.self) } catch {
      throw LFError(.internalFault, "the answer cannot be written as JSON: \(error)")
    }
  }
}

extension JSONValue: Encodable {
  /// Encodes the value.
  ///
  /// - Parameter encoder: The encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .unsigned(let value): try container.encode(value)
    case .number(let value):
      if value.isFinite { try container.encode(value) } else { try container.encodeNil() }
    case .text(let value): try container.encode(value)
    case .list(let values): try container.encode(values)
    case .object(let values): try container.encode(values)
    }
  }
}
