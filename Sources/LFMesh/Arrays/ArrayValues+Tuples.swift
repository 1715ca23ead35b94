extension AttributeData {
  /// The arrays with some tuples only, in the order given.
  ///
  /// - Parameter numbers: The numbers of the tuples, each below the arrays' length.
  /// - Returns: The arrays, as long as `numbers`.
  public func tuples(_ numbers: [Int]) -> AttributeData {
    var copy = self
    for i in copy.arrays.indices {
      copy.arrays[i].values = copy.arrays[i].values.tuples(numbers, of: copy.arrays[i].components)
    }
    return copy
  }
}

extension ArrayValues {
  /// Some tuples only, in the order given.
  ///
  /// - Parameters:
  ///   - numbers: The numbers of the tuples, each below the array's length.
  ///   - components: Values a tuple.
  /// - Returns: The values of those tuples.
  public func tuples(_ numbers: [Int], of components: Int) -> ArrayValues {
    switch self {
    case .int8(let v): .int8(gather(v, numbers, components))
    case .uint8(let v): .uint8(gather(v, numbers, components))
    case .int16(let v): .int16(gather(v, numbers, components))
    case .uint16(let v): .uint16(gather(v, numbers, components))
    case .int32(let v): .int32(gather(v, numbers, components))
    case .uint32(let v): .uint32(gather(v, numbers, components))
    case .int64(let v): .int64(gather(v, numbers, components))
    case .uint64(let v): .uint64(gather(v, numbers, components))
    case .float32(let v): .float32(gather(v, numbers, components))
    case .float64(let v): .float64(gather(v, numbers, components))
    case .string(let v): .string(gather(v, numbers, components))
    case .bit(let v): .bit(gather(v, numbers, components))
    }
  }
}

private func gather<T>(_ values: [T], _ numbers: [Int], _ components: Int) -> [T] {
  var result: [T] = []
  result.reserveCapacity(numbers.count * components)
  for number in numbers { result += values[number * components..<(number + 1) * components] }
  return result
}
