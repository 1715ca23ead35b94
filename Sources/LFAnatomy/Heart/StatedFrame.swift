public import LFCore
public import LFMesh

/// The frame and unit that a mesh states of itself, in the field array `lead_field_frame`: `LPS`, `mm`.
public struct StatedFrame: Equatable, Sendable {
  /// The field array's name.
  public static let arrayName = "lead_field_frame"

  /// The axes.
  public var frame: AnatomicalFrame
  /// The unit of length.
  public var unit: LengthUnit

  /// A frame and a unit.
  ///
  /// - Parameters:
  ///   - frame: The axes.
  ///   - unit: The unit of length.
  public init(frame: AnatomicalFrame, unit: LengthUnit) { (self.frame, self.unit) = (frame, unit) }

  /// What this tool works in.
  public static let lpsMillimetres = StatedFrame(frame: .lps, unit: .millimetre)

  /// The field array that states it.
  public var array: DataArray { DataArray(Self.arrayName, .string([frame.letters, unit.rawValue])) }

  /// A mesh for work in LPS, mm, without its statement of that.
  ///
  /// - Parameter mesh: The mesh; one that states nothing is taken as it is.
  /// - Returns: The mesh without the field array.
  /// - Throws: `LFError` with code `badData` when the mesh states another frame or unit, or makes no sense.
  public static func takenAsLPSMillimetres(_ mesh: Mesh) throws(LFError) -> Mesh {
    if let stated = try stated(in: mesh.fieldData), stated != .lpsMillimetres {
      throw LFError(
        .badData, "states \(stated.frame.letters) and \(stated.unit.rawValue), where LPS and mm are needed",
        at: .init(element: "field array \"\(arrayName)\""), hint: "write the mesh in LPS, mm")
    }
    var copy = mesh
    copy.fieldData.removeAll { $0.name == arrayName }
    return copy
  }

  /// Reads what a mesh states.
  ///
  /// - Parameter fieldData: The mesh's field data.
  /// - Returns: The frame and unit, or `nil` when the mesh states nothing.
  /// - Throws: `LFError` with code `badData` when the array is there and makes no sense.
  public static func stated(in fieldData: [DataArray]) throws(LFError) -> StatedFrame? {
    guard let array = fieldData.first(where: { $0.name == arrayName }) else { return nil }
    guard case .string(let words) = array.values, words.count == 2, let frame = AnatomicalFrame(words[0]),
      let unit = LengthUnit(rawValue: words[1])
    else {
      throw LFError(
        .badData, "does not hold three letters of axes and a unit",
        at: .init(element: "field array \"\(arrayName)\""), hint: "write LPS and mm, or take the array out")
    }
    return StatedFrame(frame: frame, unit: unit)
  }
}
