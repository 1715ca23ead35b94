import LFCore
import LFMesh

extension LegacyScanner {
  /// Reads the values of an array and the METADATA behind them; the type's name was read before.
  mutating func array(
    _ name: String, type typeName: String, tuples: Int, components: Int, _ what: String
  ) throws(LFError) -> DataArray {
    guard let type = LegacyTypes.type(named: typeName) else {
      throw error(
        "\(what) has type \"\(typeName.shown)\"",
        hint: typeName == "variant"
          ? "arrays of variants are not read; leave it out when writing"
          : "types are bit, char … double, vtkIdType, vtktypeint64, string")
    }
    let (count, overflow) = tuples.multipliedReportingOverflow(by: components)
    guard !overflow else { throw error("\(what) claims \(tuples) × \(components) values") }
    var values = try type.file == .string ? strings(count, what) : values(type.file, count, what)
    if type.memory != type.file, let wide = values.integers() { values = .int64(wide) }
    let components = max(components, 1)
    let names = try componentNames(components, what)
    return DataArray(name, components: components, componentNames: names, values)
  }

  /// Reads a type's name, then an array of that type.
  mutating func array(
    _ name: String, tuples: Int, components: Int, _ what: String
  ) throws(LFError) -> DataArray {
    let type = Self.lowercase(try required(what))
    return try array(name, type: type, tuples: tuples, components: components, what)
  }
}

extension LegacyReader {
  /// Reads the arrays of a FIELD; those on points and cells must have as many tuples as there are.
  mutating func readField(_ what: String, tuples: Int?) throws(LFError) -> [DataArray] {
    _ = try scanner.required(what)
    let count = try scanner.count("the number of arrays of \(what)")
    var arrays: [DataArray] = []
    for _ in 0..<count {
      let word = try scanner.required(what)
      if word.elementsEqual("NULL_ARRAY".utf8) { continue }
      let name = try scanner.decoded(word)
      let place = "array \"\(name.shown)\""
      let components = try scanner.count("the number of components of \(place)")
      let stated = try scanner.count("the number of tuples of \(place)")
      let array = try scanner.array(name, tuples: stated, components: components, place)
      if let tuples, array.tuples != tuples {
        guard array.values.count == 0 else {
          throw scanner.error("\(place) has \(stated) tuples where \(tuples) belong")
        }
        warn("\(place) is empty and left out")
        continue
      }
      arrays.append(array)
    }
    return arrays
  }

  /// Reads the array of a keyword.
  mutating func readAttribute(_ attribute: LegacyAttribute, _ tuples: Int) throws(LFError) -> DataArray {
    let keyword = attribute.rawValue.uppercased()
    let name = try scanner.decoded(try scanner.required(keyword))
    let what = "\(keyword) \"\(name.shown)\""
    switch attribute {
    case .scalars: return try readScalars(name, tuples, what)
    case .colorScalars: return try readColours(name, tuples, what)
    case .textureCoordinates:
      let components = try scanner.count("the dimension of \(what)")
      guard (1...3).contains(components) else {
        throw scanner.error("\(what) has dimension \(components); it is 1, 2 or 3")
      }
      return try scanner.array(name, tuples: tuples, components: components, what)
    default:
      return try scanner.array(name, tuples: tuples, components: attribute.components ?? 1, what)
    }
  }

  /// `SCALARS name type [components]` and the line `LOOKUP_TABLE name`, which some writers leave out.
  private mutating func readScalars(
    _ name: String, _ tuples: Int, _ what: String
  ) throws(LFError) -> DataArray {
    let type = LegacyScanner.lowercase(try scanner.required(what))
    var components = 1
    let start = scanner.position
    if let rest = scanner.line(), rest.contains(where: { $0 > 32 }) {
      scanner.position = start
      if !scanner.skips("lookup_table") {
        components = try scanner.count("the number of components of \(what)")
        guard components > 0 else { throw scanner.error("\(what) has no components") }
      } else {
        scanner.position = start
      }
    } else {
      scanner.position = start
    }
    if scanner.skips("lookup_table") { _ = try scanner.required(what) }
    return try scanner.array(name, type: type, tuples: tuples, components: components, what)
  }

  /// Colours: bytes in binary files, 0…1 in text.
  private mutating func readColours(
    _ name: String, _ tuples: Int, _ what: String
  ) throws(LFError) -> DataArray {
    let components = try scanner.count("the number of components of \(what)")
    guard components > 0 else { throw scanner.error("\(what) has no components") }
    if scanner.isBinary {
      return try scanner.array(
        name, type: "unsigned_char", tuples: tuples, components: components, what)
    }
    var array = try scanner.array(name, type: "float", tuples: tuples, components: components, what)
    guard case .float32(let parts) = array.values, parts.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
      throw scanner.error("\(what) has values outside 0…1", hint: "write them as SCALARS unsigned_char")
    }
    array.values = .uint8(parts.map { UInt8(255 * Double($0) + 0.5) })
    return array
  }

  /// A colour table: read for damage, and left out.
  mutating func skipColours() throws(LFError) {
    let name = String(decoding: try scanner.required("LOOKUP_TABLE"), as: UTF8.self)
    let what = "LOOKUP_TABLE \"\(name.shown)\""
    let size = try scanner.count("the size of \(what)")
    guard size < 1 << 46 else { throw scanner.error("\(what) claims \(size) colours") }
    _ = try scanner.values(scanner.isBinary ? .uint8 : .float32, 4 * size, what)
    warn("\(what), a table of colours, is left out")
  }
}
