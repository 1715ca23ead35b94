import CKernels

/// Some rows on their way through a network, and their errors on the way back.
///
/// One pass belongs to one thread at a time.
public final class NetworkPass {
  /// How many rows it has room for; `forward` treats them all.
  public let rows: Int
  /// The outputs of the last `forward`: row by row.
  public let output: UnsafeMutablePointer<Float>
  /// What the caller makes of the outputs: the slope of the loss in each, before `backward`.
  public let outputSlope: UnsafeMutablePointer<Float>

  private let widths: [Int]
  /// Of each hidden layer the activations and the activation's slopes.
  private var hidden: [UnsafeMutablePointer<Float>] = []
  private var slopes: [UnsafeMutablePointer<Float>] = []
  /// Slopes of the loss in the activations of two layers at a time.
  private let delta: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>)

  /// Takes the memory for a pass.
  ///
  /// - Parameters:
  ///   - network: The network, for its widths.
  ///   - rows: How many rows.
  public init(_ network: DenseNetwork, rows: Int) {
    self.rows = rows
    widths = network.widths
    let widest = network.widths.max() ?? 1
    output = .allocate(capacity: rows * network.outputs)
    outputSlope = .allocate(capacity: rows * network.outputs)
    for width in network.widths.dropFirst().dropLast() {
      hidden.append(.allocate(capacity: rows * width))
      slopes.append(.allocate(capacity: rows * width))
    }
    delta = (.allocate(capacity: rows * widest), .allocate(capacity: rows * widest))
  }

  deinit {
    output.deallocate()
    outputSlope.deallocate()
    for pointer in hidden + slopes { pointer.deallocate() }
    delta.0.deallocate()
    delta.1.deallocate()
  }

  /// From inputs to `output`.
  ///
  /// - Parameters:
  ///   - network: The network, of the widths that the pass was made for.
  ///   - inputs: As many rows of inputs as the pass has.
  ///   - keepingSlopes: Whether `backward` follows.
  public func forward(_ network: DenseNetwork, _ inputs: UnsafePointer<Float>, keepingSlopes: Bool) {
    precondition(network.widths == widths)
    network.parameters.withUnsafeBufferPointer { parameters in
      guard var weights = parameters.baseAddress else { return }
      var from = inputs
      for layer in 0..<network.layers {
        let (m, n) = (widths[layer], widths[layer + 1])
        let last = layer == network.layers - 1
        let to = last ? output : hidden[layer]
        lf_product_f32(
          lf_matrix_f32(values: from, row_step: m, column_step: 1),
          lf_matrix_f32(values: weights, row_step: n, column_step: 1), rows, n, m, to, n, 0)
        if last {
          lf_add_row_f32(rows, n, weights + m * n, to)
        } else {
          lf_silu_f32(rows, n, weights + m * n, to, keepingSlopes ? slopes[layer] : nil)
        }
        from = UnsafePointer(to)
        weights += (m + 1) * n
      }
    }
  }

  /// From `outputSlope` to the slopes of the loss in the parameters.
  ///
  /// - Parameters:
  ///   - network: The network of the last `forward`.
  ///   - inputs: The inputs of the last `forward`.
  ///   - gradient: Takes the slopes in the parameters, added to what is there.
  ///   - inputSlope: Takes the slopes in the inputs, row by row; `nil` when nobody wants them.
  public func backward(
    _ network: DenseNetwork, _ inputs: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
    inputSlope: UnsafeMutablePointer<Float>? = nil
  ) {
    network.parameters.withUnsafeBufferPointer { parameters in
      guard let base = parameters.baseAddress else { return }
      var above = outputSlope
      var spare = delta.0
      var other = delta.1
      for layer in (0..<network.layers).reversed() {
        let (m, n) = (widths[layer], widths[layer + 1])
        let start = network.start(of: layer)
        let from = layer == 0 ? inputs : UnsafePointer(hidden[layer - 1])
        // Weights: inputsᵀ · delta.
        lf_product_f32(
          lf_matrix_f32(values: from, row_step: 1, column_step: m),
          lf_matrix_f32(values: above, row_step: n, column_step: 1), m, n, rows, gradient + start, n, 1)
        lf_column_sums_f32(rows, n, above, gradient + start + m * n)
        guard let below = layer == 0 ? inputSlope : spare else { return }
        // Inputs: delta · weightsᵀ.
        lf_product_f32(
          lf_matrix_f32(values: above, row_step: n, column_step: 1),
          lf_matrix_f32(values: base + start, row_step: 1, column_step: n), rows, m, n, below, m, 0)
        if layer > 0 {
          lf_multiply_f32(rows * m, slopes[layer - 1], below)
          (spare, other) = (other, below)
          above = below
        }
      }
    }
  }
}
