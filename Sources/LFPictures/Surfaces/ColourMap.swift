/// Colours for values from 0 to 1, from dark to light or from white to red; both grow steadily darker or lighter, so that
/// they read in grey too.
public struct ColourMap: Sendable {
  private let stops: [SIMD3<Double>]

  /// Dark blue over green to yellow, for fields.
  public static let field = ColourMap(stops: [
    SIMD3(52, 24, 92), SIMD3(54, 92, 141), SIMD3(39, 146, 138), SIMD3(96, 201, 97), SIMD3(253, 231, 60),
  ])
  /// White over orange to dark red, for errors.
  public static let error = ColourMap(stops: [
    SIMD3(250, 250, 245), SIMD3(253, 212, 158), SIMD3(252, 141, 89), SIMD3(215, 48, 31), SIMD3(110, 0, 10),
  ])

  /// The colour of a value.
  ///
  /// - Parameter value: 0…1; what lies outside takes the nearest end, what is no number is grey.
  /// - Returns: Red, green and blue, 0…255.
  public func colour(_ value: Double) -> SIMD3<Double> {
    guard value.isFinite else { return SIMD3(repeating: 128) }
    let place = min(max(value, 0), 1) * Double(stops.count - 1)
    let left = min(Int(place), stops.count - 2)
    return stops[left] + (stops[left + 1] - stops[left]) * (place - Double(left))
  }

  /// The map as a CSS gradient from left to right.
  public var css: String {
    let words = stops.map { "rgb(\(Int($0.x)),\(Int($0.y)),\(Int($0.z)))" }
    return "linear-gradient(to right,\(words.joined(separator: ",")))"
  }
}
