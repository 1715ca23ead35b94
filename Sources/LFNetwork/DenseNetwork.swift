import CKernels
public import LFCore

/// A dense network: layers y = silu(x W + b), the last one without the activation.
public struct DenseNetwork: Equatable, Sendable {
  /// The widths of all layers, inputs first, outputs last.
  public let widths: [Int]
  /// Layer by layer the weights, input × output row by row, and then the biases.
  public var parameters: [Float]

  /// A network of given parameters.
  ///
  /// - Parameters:
  ///   - widths: The widths, inputs first.
  ///   - parameters: As many as `parameterCount(of:)` says.
  /// - Throws: `LFError` with code `badData` when the widths make no network or the count does not fit.
  public init(widths: [Int], parameters: [Float]) throws(LFError) {
    guard widths.count >= 2, widths.allSatisfy({ (1...4096).contains($0) }) else {
      throw LFError(.badData, "a network's widths must be at least two numbers of 1 to 4096")
    }
    let count = Self.parameterCount(of: widths)
    guard parameters.count == count else {
      throw LFError(
        .badData, "a network of widths \(widths) has \(count) parameters, not \(parameters.count)")
    }
    self.widths = widths
    self.parameters = parameters
  }

  /// A network to train: normal weights of variance 1/inputs (the last layer's a hundredth of that), no biases.
  ///
  /// - Parameters:
  ///   - widths: The widths, inputs first; at least two.
  ///   - normal: Makes normal random numbers.
  public init(widths: [Int], normal: () -> Double) {
    precondition(widths.count >= 2 && widths.allSatisfy { $0 > 0 })
    self.widths = widths
    var parameters: [Float] = []
    for layer in 0..<(widths.count - 1) {
      let (inputs, outputs) = (widths[layer], widths[layer + 1])
      let last = layer == widths.count - 2
      let deviation = (1 / Double(inputs)).squareRoot() * (last ? 0.1 : 1.4)
      for _ in 0..<(inputs * outputs) { parameters.append(Float(normal() * deviation)) }
      parameters += [Float](repeating: 0, count: outputs)
    }
    self.parameters = parameters
  }

  /// How many parameters a network of given widths has.
  ///
  /// - Parameter widths: The widths, inputs first.
  /// - Returns: The count of weights and biases.
  public static func parameterCount(of widths: [Int]) -> Int {
    zip(widths, widths.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
  }

  /// How many numbers go in.
  public var inputs: Int { widths[0] }
  /// How many numbers come out.
  public var outputs: Int { widths[widths.count - 1] }
  /// How many layers of weights there are.
  public var layers: Int { widths.count - 1 }

  /// Where a layer's weights begin.
  func start(of layer: Int) -> Int { Self.parameterCount(of: Array(widths[...layer])) }

  /// The network's outputs.
  ///
  /// - Parameter rows: Inputs, row by row.
  /// - Returns: Outputs, row by row.
  public func callAsFunction(_ rows: [Float]) -> [Float] {
    let count = rows.count / inputs
    var result = [Float](repeating: 0, count: count * outputs)
    let blocks = (count + Self.block - 1) / Self.block
    rows.withUnsafeBufferPointer { rows in
      result.withUnsafeMutableBufferPointer { result in
        guard let first = rows.baseAddress, let last = result.baseAddress else { return }
        nonisolated(unsafe) let from = first
        nonisolated(unsafe) let to = last
        Parallel.run(blocks) { block in
          let start = block * Self.block
          let pass = NetworkPass(self, rows: min(Self.block, count - start))
          pass.forward(self, from + start * inputs, keepingSlopes: false)
          (to + start * outputs).update(from: pass.output, count: pass.rows * outputs)
        }
      }
    }
    return result
  }

  private static let block = 512
}

extension DenseNetwork {
  /// All layers but the first: from the first hidden layer's activations to the outputs.
  ///
  /// - Parameters:
  ///   - rows: How many rows.
  ///   - here: Activations of the first hidden layer; the outputs in the end. Room for the widest layer.
  ///   - there: As much room; the two may be exchanged.
  public func hiddenToOutput(
    _ rows: Int, _ here: inout UnsafeMutablePointer<Float>, _ there: inout UnsafeMutablePointer<Float>
  ) {
    parameters.withUnsafeBufferPointer { parameters in
      guard let base = parameters.baseAddress else { return }
      for layer in 1..<max(layers, 1) {
        let (m, n) = (widths[layer], widths[layer + 1])
        let weights = base + start(of: layer)
        lf_product_f32(
          lf_matrix_f32(values: here, row_step: m, column_step: 1),
          lf_matrix_f32(values: weights, row_step: n, column_step: 1), rows, n, m, there, n, 0)
        if layer < layers - 1 {
          lf_silu_f32(rows, n, weights + m * n, there, nil)
        } else {
          lf_add_row_f32(rows, n, weights + m * n, there)
        }
        swap(&here, &there)
      }
    }
  }
}
