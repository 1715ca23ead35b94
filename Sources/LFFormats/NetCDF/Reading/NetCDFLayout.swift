import LFCore
import LFMesh

/// Everything that a NetCDF file says before its values: dimensions, variables, attributes.
struct NetCDFLayout: Equatable {
  struct Dimension: Equatable {
    /// `group/name` in groups.
    var name: String
    var length: Int
    var isUnlimited: Bool
  }

  /// What the values of a variable or attribute are.
  enum ValueType: Equatable {
    case number(ScalarType)
    case character
    case text
    /// A user's enumeration over an integer type.
    case enumeration(name: String, ScalarType)
    /// A user's compound, opaque or variable-length type: its values are read and not kept.
    case other(name: String)

    /// The name that `info` gives the type.
    var name: String {
      switch self {
      case .number(let type): type.rawValue
      case .character: "Char"
      case .text: "String"
      case .enumeration(let name, _), .other(let name): name
      }
    }

    /// The type of the stored numbers; `nil` for what is no number.
    var numeric: ScalarType? {
      switch self {
      case .number(let type), .enumeration(_, let type): type
      case .character, .text, .other: nil
      }
    }
  }

  struct Attribute: Equatable {
    enum Value: Equatable {
      case numbers(ArrayValues)
      case characters(String)
      case texts([String])
      /// Values of a user's type, by its name.
      case other(String)
    }
    var name: String
    var value: Value
  }

  struct Variable: Equatable {
    /// `group/name` in groups.
    var name: String
    var type: ValueType
    /// Numbers of dimensions of the layout.
    var dimensions: [Int]
    var attributes: [Attribute]

    /// The value of the attribute of a name.
    subscript(name: String) -> Attribute.Value? { attributes.first { $0.name == name }?.value }
  }

  /// `NETCDF3_CLASSIC`, `NETCDF3_64BIT_OFFSET`, `NETCDF3_64BIT_DATA`, `NETCDF4_CLASSIC` or `NETCDF4`.
  var format: String
  var dimensions: [Dimension] = []
  var attributes: [Attribute] = []
  var variables: [Variable] = []

  /// The lengths of a variable's dimensions.
  func shape(of variable: Variable) -> [Int] { variable.dimensions.map { dimensions[$0].length } }

  /// How many values a variable has.
  ///
  /// - Parameter variable: One of the variables.
  /// - Returns: The product of the lengths.
  /// - Throws: `LFError` with code `badData` when it is beyond counting.
  func count(of variable: Variable) throws(LFError) -> Int {
    let shape = shape(of: variable)
    if shape.contains(0) { return 0 }
    var count = 1
    for length in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      if overflow { throw .variable(variable.name, "claims more values than any file can hold") }
      count = product
    }
    return count
  }
}

extension NetCDFLayout.Attribute.Value {
  /// The text of a text attribute, whichever way it is stored.
  var text: String? {
    switch self {
    case .characters(let text): text
    case .texts(let texts): texts.count == 1 ? texts[0] : nil
    case .numbers, .other: nil
    }
  }
}

extension LFError {
  /// Damage or nonsense in a variable.
  static func variable(_ name: String, _ what: String, hint: String? = nil) -> LFError {
    LFError(.badData, what, at: .init(element: "variable \"\(name.singleLine)\""), hint: hint)
  }
}

/// Takes what a NetCDF file holds while it is read.
protocol NetCDFConsumer {
  /// Takes the layout, before any values.
  mutating func begin(_ layout: NetCDFLayout) throws(LFError)

  /// Takes some values of a variable, as they lie in the file: characters as UInt8, text as strings.
  ///
  /// - Parameters:
  ///   - values: The values of `box`, the last dimension fastest.
  ///   - box: First index and length along each dimension; `nil` when blocks follow each other in order.
  ///   - variable: The variable's number.
  /// - Throws: `LFError` when it has no use for them.
  mutating func take(_ values: ArrayValues, in box: [Range<Int>]?, of variable: Int) throws(LFError)
}
