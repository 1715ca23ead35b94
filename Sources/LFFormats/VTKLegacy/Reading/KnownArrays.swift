import LFCore
import LFMesh

/// The arrays that were read, to tell one that comes again. They are sought by name, and namesakes by a hash of their
/// values: to compare each with each would take quadratic time.
struct KnownArrays {
  private var single: [String: Int] = [:]
  /// Arrays that share their name, by hash.
  private var several: [String: [Int: [Int]]] = [:]

  /// Adds an array.
  ///
  /// - Parameters:
  ///   - index: Its place.
  ///   - arrays: All arrays.
  /// - Returns: Whether it is new; an array that is the same as one before is not added.
  /// - Throws: `LFError` (internal fault) when values cannot be hashed.
  mutating func add(_ index: Int, of arrays: [DataArray]) throws(LFError) -> Bool {
    let name = arrays[index].name
    guard let first = single[name] else {
      single[name] = index
      return true
    }
    // Only namesakes are hashed: most arrays have none.
    if several[name] == nil { several[name] = [try arrays[first].hash(): [first]] }
    let hash = try arrays[index].hash()
    let candidates = several[name]?[hash] ?? []
    guard !candidates.contains(where: { arrays[$0].isSame(as: arrays[index]) }) else { return false }
    several[name]?[hash, default: []].append(index)
    return true
  }
}

extension DataArray {
  /// Equal for arrays that are the same.
  fileprivate func hash() throws(LFError) -> Int {
    var hasher = Hasher()
    hasher.combine(components)
    hasher.combine(values.type)
    hasher.combine(values.count)
    if case .string(let texts) = values {
      hasher.combine(texts)
    } else {
      try values.withBytes { hasher.combine(bytes: $0) }
    }
    return hasher.finalize()
  }

  /// Whether name, components and all bytes are the same; NaN is equal to itself here.
  fileprivate func isSame(as other: DataArray) -> Bool {
    guard name == other.name, components == other.components, values.type == other.values.type,
      values.count == other.values.count
    else { return false }
    switch (values, other.values) {
    case (.float32(let a), .float32(let b)):
      return a.indices.allSatisfy { a[$0].bitPattern == b[$0].bitPattern }
    case (.float64(let a), .float64(let b)):
      return a.indices.allSatisfy { a[$0].bitPattern == b[$0].bitPattern }
    default: return values == other.values
    }
  }
}
