import Foundation
import LFCore
import LFSolve

/// A rotation, and the one that carries vectors best onto others (Horn 1987, by unit quaternions).
struct Turn {
  /// w, x, y, z.
  private let q: SIMD4<Double>

  /// The rotation R that maximises Σ w b·(R a).
  ///
  /// - Parameter s: Σ w a_i b_j, rows by a's axis.
  init(products s: [SIMD3<Double>]) {
    let n: [SIMD4<Double>] = [
      SIMD4(s[0][0] + s[1][1] + s[2][2], s[1][2] - s[2][1], s[2][0] - s[0][2], s[0][1] - s[1][0]),
      SIMD4(s[1][2] - s[2][1], s[0][0] - s[1][1] - s[2][2], s[0][1] + s[1][0], s[2][0] + s[0][2]),
      SIMD4(s[2][0] - s[0][2], s[0][1] + s[1][0], s[1][1] - s[0][0] - s[2][2], s[1][2] + s[2][1]),
      SIMD4(s[0][1] - s[1][0], s[2][0] + s[0][2], s[1][2] + s[2][1], s[2][2] - s[0][0] - s[1][1]),
    ]
    var matrix = SymmetricMatrix(4)
    for i in 0..<4 { for j in 0...i { matrix[i, j] = n[i][j] } }
    let (values, vectors) = matrix.jacobi()
    let best = values.indices.max { values[$0] < values[$1] } ?? 0
    q = SIMD4((0..<4).map { vectors[4 * $0 + best] })
  }

  /// How far it turns, degrees, 0…180.
  var degrees: Double {
    let v = (q.y * q.y + q.z * q.z + q.w * q.w).squareRoot()
    return 2 * atan2(v, abs(q.x)) * 180 / .pi
  }

  /// The axis that it turns about, by the right-hand rule: a unit vector, zero when nothing is turned.
  var axis: SIMD3<Double> {
    (SIMD3(q.y, q.z, q.w) * (q.x < 0 ? -1 : 1)).normalized
  }

  func callAsFunction(_ a: SIMD3<Double>) -> SIMD3<Double> {
    let u = SIMD3(q.y, q.z, q.w)
    let t = 2 * u.cross(a)
    return a + q.x * t + u.cross(t)
  }
}
