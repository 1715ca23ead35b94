import LFCore
import LFMesh

/// The arrays on points or cells as legacy files hold them: the active ones each under its keyword, all others in
/// a FIELD.
struct LegacyDataBlocks {
  private var marked: [(role: AttributeData.Role, array: DataArray)] = []
  private var others: [DataArray] = []
  /// The roles whose marks are lost: the format has no keyword that can hold the array.
  private(set) var lost: [(role: AttributeData.Role, name: String)] = []

  /// The roles in the order in which VTK writes them; those without a keyword last.
  private static let order: [AttributeData.Role] = {
    let first: [AttributeData.Role] = [
      .scalars, .vectors, .normals, .textureCoordinates, .tensors, .globalIDs, .pedigreeIDs, .edgeFlags,
    ]
    return first + AttributeData.Role.allCases.filter { !first.contains($0) }
  }()

  init(_ data: AttributeData, onPoints: Bool) {
    var taken: Set<Int> = []
    for role in Self.order {
      guard let name = data.active[role], let i = data.arrays.firstIndex(where: { $0.name == name }) else {
        continue
      }
      if !taken.contains(i), Self.holds(data.arrays[i], role, onPoints) {
        taken.insert(i)
        marked.append((role, data.arrays[i]))
      } else {
        lost.append((role, name))
      }
    }
    others = data.arrays.enumerated().filter { !taken.contains($0.offset) }.map(\.element)
  }

  /// Whether VTK takes the array under the role's keyword.
  private static func holds(_ array: DataArray, _ role: AttributeData.Role, _ onPoints: Bool) -> Bool {
    let isText = array.values.type == .string
    return switch role {
    case .scalars: !isText
    case .vectors, .normals: !isText && array.components == 3
    case .tensors: !isText && (array.components == 9 || array.components == 6)
    case .textureCoordinates: !isText && array.components <= 3
    // VTK takes its own type of numbers only, 32 bits in files.
    case .globalIDs: array.components == 1 && narrowed(array) != nil
    case .pedigreeIDs: array.components == 1
    case .edgeFlags: !isText && array.components == 1 && onPoints
    default: false
    }
  }

  /// Identity numbers as files hold them, if they fit.
  private static func narrowed(_ array: DataArray) -> ArrayValues? {
    guard case .int64(let numbers) = array.values,
      numbers.allSatisfy({ Int32(exactly: $0) != nil })
    else { return nil }
    return .int32(numbers.map { Int32(truncatingIfNeeded: $0) })
  }

  /// Writes the header and all arrays, or nothing when there is none.
  func write(_ header: String, to output: inout LegacyOutput) throws(LFError) {
    if marked.isEmpty && others.isEmpty { return }
    try output.write(header)
    for (role, array) in marked {
      let name = LegacyNames.encoded(array.name)
      let type = LegacyTypes.name(of: array.values.type)
      switch role {
      case .scalars:
        let components = array.components == 1 ? "" : " \(array.components)"
        try output.write("SCALARS \(name) \(type)\(components)\nLOOKUP_TABLE default\n")
      case .vectors: try output.write("VECTORS \(name) \(type)\n")
      case .normals: try output.write("NORMALS \(name) \(type)\n")
      case .tensors: try output.write("TENSORS\(array.components == 6 ? "6" : "") \(name) \(type)\n")
      case .textureCoordinates: try output.write("TEXTURE_COORDINATES \(name) \(array.components) \(type)\n")
      case .pedigreeIDs: try output.write("PEDIGREE_IDS \(name) \(type)\n")
      case .edgeFlags: try output.write("EDGE_FLAGS \(name) \(type)\n")
      default:
        try output.write("GLOBAL_IDS \(name) vtkIdType\n")
        var narrow = array
        narrow.values = Self.narrowed(array) ?? array.values
        try output.write(narrow)
        continue
      }
      try output.write(array)
    }
    try Self.writeField(others, to: &output)
  }

  /// Writes a FIELD, or nothing when there are no arrays.
  static func writeField(_ arrays: [DataArray], to output: inout LegacyOutput) throws(LFError) {
    if arrays.isEmpty { return }
    try output.write("FIELD FieldData \(arrays.count)\n")
    for array in arrays {
      let type = LegacyTypes.name(of: array.values.type)
      try output.write("\(LegacyNames.encoded(array.name)) \(array.components) \(array.tuples) \(type)\n")
      try output.write(array)
    }
  }
}
