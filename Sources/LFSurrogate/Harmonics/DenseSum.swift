import CKernels
import LFCore

/// Sums of functions with given shares, on all cores.
enum DenseSum {
  /// result += a · b.
  ///
  /// - Parameters:
  ///   - a: rows × inner.
  ///   - rows: How many sums.
  ///   - inner: How many functions.
  ///   - b: inner × columns.
  ///   - columns: How many values a function.
  ///   - result: rows × columns.
  static func add(
    _ a: [Float], _ rows: Int, _ inner: Int, _ b: [Float], _ columns: Int, to result: inout [Float]
  ) {
    let piece = 4096
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        result.withUnsafeMutableBufferPointer { result in
          guard let a0 = a.baseAddress, let b0 = b.baseAddress, let r0 = result.baseAddress else { return }
          nonisolated(unsafe) let (from, with, to) = (a0, b0, r0)
          Parallel.run((columns + piece - 1) / piece) { number in
            let start = number * piece
            let width = min(piece, columns - start)
            lf_product_f32(
              lf_matrix_f32(values: from, row_step: inner, column_step: 1),
              lf_matrix_f32(values: with + start, row_step: columns, column_step: 1), rows, width, inner,
              to + start, columns, 1)
          }
        }
      }
    }
  }
}
