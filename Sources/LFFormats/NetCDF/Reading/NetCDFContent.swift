import LFCore
import LFMesh

/// A NetCDF file in memory, whole: layout and values.
struct NetCDFContent: NetCDFConsumer {
  private(set) var layout = NetCDFLayout(format: "")
  private var values: [ArrayValues?] = []
  /// Bytes that may still be kept: a small file must not fill the memory.
  private var budget: Int
  private let wanted: @Sendable (NetCDFLayout) -> Bool

  /// Makes an empty content.
  ///
  /// - Parameters:
  ///   - fileSize: The size of the file in bytes.
  ///   - wanted: Whether the values of a file of this layout are to be kept.
  init(fileSize: Int, wanted: @escaping @Sendable (NetCDFLayout) -> Bool) {
    budget = 192 << 20 + min(fileSize, Int.max / 128) * 64
    self.wanted = wanted
  }

  mutating func begin(_ layout: NetCDFLayout) throws(LFError) {
    self.layout = layout
    let keep = wanted(layout)
    for variable in layout.variables {
      let count = try layout.count(of: variable)
      var start: ArrayValues?
      if keep {
        let width = variable.type.numeric?.byteWidth ?? (variable.type == .text ? 16 : 1)
        let (bytes, overflow) = count.multipliedReportingOverflow(by: width)
        guard !overflow, bytes <= budget else {
          throw LFError.variable(variable.name, "claims more values than a file of this size can hold")
        }
        budget -= bytes
        switch variable.type {
        case .number(let type), .enumeration(_, let type): start = .empty(type)
        case .character: start = .empty(.uint8)
        case .text: start = .empty(.string)
        case .other: start = nil
        }
      }
      values.append(start)
    }
  }

  mutating func take(_ more: ArrayValues, in box: [Range<Int>]?, of variable: Int) throws(LFError) {
    guard var mine = values[variable] else { return }
    values[variable] = nil
    let shape = layout.shape(of: layout.variables[variable])
    if let box, !Self.follows(box, mine.count, shape) {
      // Blocks that do not follow each other are put where they belong.
      let count = try layout.count(of: layout.variables[variable])
      try mine.place(more, in: box, shape: shape, count: count)
    } else if !mine.append(more) {
      throw HDF5File.unexpected()
    }
    values[variable] = mine
  }

  /// Whether a block begins where the values so far end, and lies in one piece.
  private static func follows(_ box: [Range<Int>], _ have: Int, _ shape: [Int]) -> Bool {
    var index = 0
    var onePiece = true
    for d in box.indices {
      index = index * shape[d] + box[d].lowerBound
      let whole = box[d].count == shape[d]
      if !whole, box[..<d].contains(where: { $0.count > 1 }) { onePiece = false }
    }
    return onePiece && index == have
  }

  /// The variable of a name.
  func variable(_ name: String) -> NetCDFLayout.Variable? { layout.variables.first { $0.name == name } }

  /// The values of the variable of a number.
  func values(at number: Int) -> ArrayValues? { values[number] }

  /// The values of the variable of a name.
  func values(_ name: String) -> ArrayValues? {
    layout.variables.firstIndex { $0.name == name }.flatMap { values[$0] }
  }
}

extension ArrayValues {
  /// Puts a block of values where it belongs in an array of `count` values.
  fileprivate mutating func place(
    _ block: ArrayValues, in box: [Range<Int>], shape: [Int], count: Int
  ) throws(LFError) {
    switch (self, block) {
    case (.int8(let a), .int8(let b)): self = .int8(placed(b, in: a, box, shape, count, 0))
    case (.uint8(let a), .uint8(let b)): self = .uint8(placed(b, in: a, box, shape, count, 0))
    case (.int16(let a), .int16(let b)): self = .int16(placed(b, in: a, box, shape, count, 0))
    case (.uint16(let a), .uint16(let b)): self = .uint16(placed(b, in: a, box, shape, count, 0))
    case (.int32(let a), .int32(let b)): self = .int32(placed(b, in: a, box, shape, count, 0))
    case (.uint32(let a), .uint32(let b)): self = .uint32(placed(b, in: a, box, shape, count, 0))
    case (.int64(let a), .int64(let b)): self = .int64(placed(b, in: a, box, shape, count, 0))
    case (.uint64(let a), .uint64(let b)): self = .uint64(placed(b, in: a, box, shape, count, 0))
    case (.float32(let a), .float32(let b)): self = .float32(placed(b, in: a, box, shape, count, 0))
    case (.float64(let a), .float64(let b)): self = .float64(placed(b, in: a, box, shape, count, 0))
    case (.string(let a), .string(let b)): self = .string(placed(b, in: a, box, shape, count, ""))
    default: throw HDF5File.unexpected()
    }
  }
}

private func placed<T>(
  _ block: [T], in values: [T], _ box: [Range<Int>], _ shape: [Int], _ count: Int, _ zero: T
) -> [T] {
  var result = values
  if result.count < count { result += [T](repeating: zero, count: count - result.count) }
  var index = box.map(\.lowerBound)
  for value in block {
    var flat = 0
    for d in shape.indices { flat = flat * shape[d] + index[d] }
    if result.indices.contains(flat) { result[flat] = value }
    var d = box.count - 1
    while d >= 0 {
      index[d] += 1
      if index[d] < box[d].upperBound { break }
      index[d] = box[d].lowerBound
      d -= 1
    }
  }
  return result
}
