public import LFCore
public import LFMesh

extension HeartMesh {
  /// Refuses a size that no heart has, and names the unit in which it would be one.
  static func check(length: Double, unit: LengthUnit) throws(LFError) {
    guard !plausibleLength.contains(length) else { return }
    let number = length / unit.millimetres
    let found = "is \(text(length)) mm long when its unit is \(unit.rawValue); a heart is 50 to 200 mm"
    let likely = LengthUnit.allCases.first {
      $0 != unit && plausibleLength.contains(number * $0.millimetres)
    }
    if let likely {
      throw LFError(
        .badData, "\(found): the unit is likely \(likely.rawValue)", hint: "give --unit \(likely.rawValue)")
    }
    if length > 200, length < 2000 {
      throw LFError(
        .badData, "\(found): it seems to hold more than a heart, such as the whole torso",
        hint: "give the heart's muscle alone")
    }
    throw LFError(.badData, "\(found), in no unit that lfconvert knows", hint: "check the mesh and --unit")
  }

  /// A length in as many digits as people want to read.
  static func text(_ length: Double) -> String {
    if length >= 1e7 || length < 1e-3 { return "\(Float(length))" }
    if length >= 10 { return "\(Int(length.rounded()))" }
    return "\((length * 1000).rounded() / 1000)"
  }

  /// The mesh of a series that stands for the heart: its first step, parts put together.
  ///
  /// - Parameters:
  ///   - series: The series.
  ///   - file: The file's name, for the warning.
  ///   - diagnostics: Takes a warning when steps are left out.
  /// - Returns: The mesh.
  /// - Throws: `LFError` with code `badData` when there is none or its parts do not fit together.
  public static func firstMesh(
    of series: MeshSeries, file: String, diagnostics: inout Diagnostics
  ) throws(LFError) -> Mesh {
    let times = series.times
    if let first = times.first, times.count > 1 {
      diagnostics.warn(
        "has \(times.count) time steps; the first (\(first)) is taken", at: .init(file: file))
    }
    do throws(LFError) {
      return try Mesh.appending(series.firstStep, keepingCommonArrays: true)
    } catch { throw error.inFile(file) }
  }
}
