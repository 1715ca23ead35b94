import LFMesh

/// An element of a VTK XML file to be written.
struct OutputElement {
  /// What stands inside an element.
  enum Child {
    case element(OutputElement)
    case array(OutputArray)
    case promised(PromisedArray)
  }

  let name: String
  var attributes: [(name: String, value: String)] = []
  var children: [Child] = []

  init(_ name: String, _ attributes: [(name: String, value: String)] = [], _ children: [Child] = []) {
    self.name = name
    self.attributes = attributes
    self.children = children
  }

  /// The promised arrays inside, in document order.
  var promised: [PromisedArray] {
    children.flatMap { child -> [PromisedArray] in
      switch child {
      case .element(let element): element.promised
      case .array: []
      case .promised(let array): [array]
      }
    }
  }

  /// All arrays inside whose values are there, in document order.
  var arrays: [OutputArray] {
    children.flatMap { child -> [OutputArray] in
      switch child {
      case .element(let element): element.arrays
      case .array(let array): [array]
      case .promised: []
      }
    }
  }
}

/// An array to be written, with the attributes of its element.
struct OutputArray {
  var attributes: [(name: String, value: String)]
  var payload: ArrayPayload

  /// `Array` for text, as VTK has it, else `DataArray`.
  var elementName: String { payload.type == .string ? "Array" : "DataArray" }

  init(_ array: DataArray, withTuples: Bool = false, timeStep: Int? = nil) {
    self.init(name: array.name, components: array.components, .init(array.values))
    for (i, name) in array.componentNames.enumerated() {
      if let name { attributes.append(("ComponentName\(i)", name)) }
    }
    if withTuples { attributes.append(("NumberOfTuples", "\(array.tuples)")) }
    if let timeStep { attributes.append(("TimeStep", "\(timeStep)")) }
  }

  init(name: String, components: Int = 1, _ payload: ArrayPayload) {
    self.payload = payload
    attributes = [("type", payload.type.rawValue)]
    if !name.isEmpty { attributes.append(("Name", name)) }
    if components != 1 { attributes.append(("NumberOfComponents", "\(components)")) }
  }
}

/// An array whose values are made while the file is written: what its element says before they are there.
struct PromisedArray {
  let attributes: [(name: String, value: String)]
  /// How many bytes the values take.
  let byteCount: Int

  /// An array of Float32.
  init(name: String, components: Int, tuples: Int) {
    byteCount = 4 * components * tuples
    attributes = OutputArray(name: name, components: components, .init(.float32([]))).attributes
  }
}

/// XML text of names and values: VTK itself does not escape and cannot re-read what it writes.
enum XMLEscape {
  static func attribute(_ text: String) -> String {
    guard
      text.utf8.contains(where: {
        $0 < 0x20 || $0 == 0x26 || $0 == 0x3C || $0 == 0x3E || $0 == 0x22 || $0 == 0x27
      })
    else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&apos;"
      case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
      // XML 1.0 has no way to write the other control characters.
      case _ where scalar.value < 0x20: escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
