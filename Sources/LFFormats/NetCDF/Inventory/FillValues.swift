import LFMesh

/// The values that stand for missing ones in a variable: its `_FillValue` and `missing_value` attributes.
struct FillValues {
  private let values: [ArrayValues]

  /// Gathers a variable's fill values; `nil` when it has none that its type can hold.
  ///
  /// - Parameter variable: The variable.
  init?(_ variable: NetCDFLayout.Variable) {
    guard let type = variable.type.numeric else { return nil }
    var found: [ArrayValues] = []
    for name in ["_FillValue", "missing_value"] {
      guard case .numbers(let numbers)? = variable[name] else { continue }
      if numbers.type == type {
        found.append(numbers)
      } else if let converted = numbers.converted(to: type) {
        found.append(converted)
      }
    }
    guard !found.isEmpty else { return nil }
    values = found
  }

  /// The values that stand for missing ones.
  var numbers: [Double] { values.flatMap { $0.doubles() ?? [] } }

  /// The values that are not missing.
  ///
  /// - Parameter all: Values of the variable.
  /// - Returns: Those that are no fill values; their order stays.
  func removed(from all: ArrayValues) -> ArrayValues {
    values.reduce(all) { rest, fill in
      switch (rest, fill) {
      case (.int8(let v), .int8(let f)): .int8(without(f, v))
      case (.uint8(let v), .uint8(let f)): .uint8(without(f, v))
      case (.int16(let v), .int16(let f)): .int16(without(f, v))
      case (.uint16(let v), .uint16(let f)): .uint16(without(f, v))
      case (.int32(let v), .int32(let f)): .int32(without(f, v))
      case (.uint32(let v), .uint32(let f)): .uint32(without(f, v))
      case (.int64(let v), .int64(let f)): .int64(without(f, v))
      case (.uint64(let v), .uint64(let f)): .uint64(without(f, v))
      case (.float32(let v), .float32(let f)): .float32(without(f, v))
      case (.float64(let v), .float64(let f)): .float64(without(f, v))
      default: rest
      }
    }
  }
}

private func without<T: Equatable>(_ fills: [T], _ values: [T]) -> [T] {
  if fills.count == 1, let fill = fills.first {
    return values.contains(fill) ? values.filter { $0 != fill } : values
  }
  return values.filter { !fills.contains($0) }
}

extension ArrayValues {
  /// The values that another type holds exactly (floating point: rounded); `nil` when there are none.
  fileprivate func converted(to type: ScalarType) -> ArrayValues? {
    let doubles = doubles() ?? []
    let result: ArrayValues
    switch type {
    case .int8: result = .int8(exact(doubles))
    case .uint8: result = .uint8(exact(doubles))
    case .int16: result = .int16(exact(doubles))
    case .uint16: result = .uint16(exact(doubles))
    case .int32: result = .int32(exact(doubles))
    case .uint32: result = .uint32(exact(doubles))
    case .int64: result = .int64(integers() ?? exact(doubles))
    case .uint64: result = .uint64(integers().map { $0.compactMap { UInt64(exactly: $0) } } ?? exact(doubles))
    case .float32: result = .float32(doubles.map { Float($0) })
    case .float64: result = .float64(doubles)
    case .string, .bit: return nil
    }
    return result.count > 0 ? result : nil
  }
}

private func exact<T: FixedWidthInteger>(_ doubles: [Double]) -> [T] {
  doubles.compactMap { T(exactly: $0) }
}
