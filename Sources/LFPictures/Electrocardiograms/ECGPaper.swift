/// The paper of an ECG: a line every millimetre and a strong one every five.
public struct ECGPaper: Equatable, Sendable {
  /// 25 mm a second, 10 mm a millivolt, as everybody reads ECGs.
  public static let standard = ECGPaper(speed: 25, gain: 10)
  /// 100 mm a second, 20 mm a millivolt: for a single beat whose details matter.
  public static let enlarged = ECGPaper(speed: 100, gain: 20)

  /// mm/s.
  let speed: Double
  /// mm/mV.
  let gain: Double

  private static let thin = SVGDrawing.Stroke("#f6d5d5", 0.1)
  private static let strong = SVGDrawing.Stroke("#eba9a9", 0.2)

  /// Draws the grid; width and height are multiples of 5 mm.
  static func grid(
    x: Double, y: Double, width: Double, height: Double, in drawing: inout SVGDrawing
  ) {
    drawing.rectangle(x: x, y: y, width: width, height: height, fill: "#fffafa")
    for (step, stroke) in [(1.0, thin), (5.0, strong)] {
      let columns = stride(from: 0, through: width, by: step).map {
        [SIMD2(x + $0, y), SIMD2(x + $0, y + height)]
      }
      let rows = stride(from: 0, through: height, by: step).map {
        [SIMD2(x, y + $0), SIMD2(x + width, y + $0)]
      }
      drawing.lines(columns + rows, stroke, name: step == 1 ? "millimetres" : "centimetre-halves")
    }
  }

  /// The calibration pulse: 1 mV, 5 mm wide, as a recorder writes it before each row.
  func pulse(x: Double, baseline: Double) -> [SIMD2<Double>] {
    let top = baseline - gain
    return [
      SIMD2(x, baseline), SIMD2(x + 1.5, baseline), SIMD2(x + 1.5, top), SIMD2(x + 6.5, top),
      SIMD2(x + 6.5, baseline), SIMD2(x + 8, baseline),
    ]
  }
}
