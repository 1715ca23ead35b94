import Foundation
import LFCore
import LFLeadField
import LFSolve

/// Mean angle in degrees and relative L2 error of gradients against the exact ones.
func errors(_ got: [SIMD3<Double>], _ want: [SIMD3<Double>]) -> (angle: Double, relative: Double) {
  var angle = 0.0
  var difference = 0.0
  var whole = 0.0
  for (g, w) in zip(got, want) {
    let cosine = g.dot(w) / (g.dot(g) * w.dot(w)).squareRoot()
    angle += acos(min(max(cosine, -1), 1)) * 180 / .pi
    difference += (g - w).dot(g - w)
    whole += w.dot(w)
  }
  return (angle / Double(max(got.count, 1)), (difference / whole).squareRoot())
}

extension FieldSamples {
  /// The gradients of one electrode.
  func gradients(_ electrode: Int) -> [SIMD3<Double>] {
    (0..<count).map { i in
      let k = 3 * (electrode * count + i)
      return SIMD3(Double(gradient[k]), Double(gradient[k + 1]), Double(gradient[k + 2]))
    }
  }

  /// The potentials of one electrode.
  func potentials(_ electrode: Int) -> [Double] {
    (potential ?? []).dropFirst(electrode * count).prefix(count).map { Double($0) }
  }
}
