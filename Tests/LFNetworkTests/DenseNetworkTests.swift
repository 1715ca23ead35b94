import CKernels
import LFNetwork
import Testing

/// Repeatable numbers in ±1.
private struct Numbers {
  var state: UInt64 = 1
  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) * 0x1p-52 - 1
  }
}

@Suite struct DenseNetworkTests {
  @Test(arguments: [
    (1, 1, 1), (6, 16, 4), (7, 17, 300), (13, 3, 513), (100, 33, 64), (25, 70, 257), (24, 128, 128),
    (9, 8, 20),
  ])
  func productAgreesWithDouble(rows: Int, columns: Int, depth: Int) {
    var numbers = Numbers()
    let a = (0..<(rows * depth)).map { _ in Float(numbers.next()) }
    let b = (0..<(depth * columns)).map { _ in Float(numbers.next()) }
    for (transposeA, transposeB) in [(false, false), (true, false), (false, true)] {
      var c = [Float](repeating: 1, count: rows * columns)
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          lf_product_f32(
            lf_matrix_f32(
              values: a.baseAddress, row_step: transposeA ? 1 : depth, column_step: transposeA ? rows : 1),
            lf_matrix_f32(
              values: b.baseAddress, row_step: transposeB ? 1 : columns, column_step: transposeB ? depth : 1),
            rows, columns, depth, &c, columns, 1)
        }
      }
      for i in 0..<rows {
        for j in 0..<columns {
          var sum = 1.0
          for k in 0..<depth {
            sum +=
              Double(a[transposeA ? k * rows + i : i * depth + k])
              * Double(b[transposeB ? j * depth + k : k * columns + j])
          }
          #expect(abs(Double(c[i * columns + j]) - sum) < 1e-5 * Double(depth).squareRoot())
        }
      }
    }
  }

  @Test func activationIsSilu() {
    let row: [Float] = [0, -3, 0.5]
    var x = (0..<486).map { Float($0) * 0.37 - 90 }
    let given = x.indices.map { x[$0] + row[$0 % 3] }
    var slope = x
    var alone = x
    lf_silu_f32(x.count / 3, 3, row, &x, &slope)
    lf_silu_f32(x.count / 3, 3, row, &alone, nil)
    #expect(zip(alone, x).allSatisfy { abs($0 - $1) <= 1e-6 * abs($1) })
    for i in x.indices {
      let t = Double(given[i])
      let s = 1 / (1 + exponential(-t))
      #expect(abs(Double(x[i]) - t * s) <= 1e-6 * max(1, abs(t)))
      #expect(abs(Double(slope[i]) - s * (1 + t * (1 - s))) < 2e-6)
    }
  }

  private func exponential(_ x: Double) -> Double {
    // (1 + x/2ⁿ)^(2ⁿ) by its series, without a mathematics library.
    let small = x / 1_048_576
    var value = 1 + small + small * small / 2 + small * small * small / 6
    for _ in 0..<20 { value *= value }
    return value
  }

  @Test func slopesAreThoseOfTheOutputs() throws {
    var numbers = Numbers()
    var network = DenseNetwork(widths: [5, 7, 9, 3]) { numbers.next() }
    for i in network.parameters.indices { network.parameters[i] += Float(0.2 * numbers.next()) }
    let rows = 4
    let inputs = (0..<(rows * 5)).map { _ in Float(numbers.next()) }
    let target = (0..<(rows * 3)).map { _ in numbers.next() }
    func loss(_ network: DenseNetwork, _ inputs: [Float]) -> Double {
      zip(network(inputs), target).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) / 2 }
    }
    let pass = NetworkPass(network, rows: rows)
    var gradient = [Float](repeating: 0, count: network.parameters.count)
    var inputSlope = [Float](repeating: 0, count: inputs.count)
    pass.forward(network, inputs, keepingSlopes: true)
    for i in 0..<(rows * 3) { pass.outputSlope[i] = pass.output[i] - Float(target[i]) }
    pass.backward(network, inputs, gradient: &gradient, inputSlope: &inputSlope)
    let h: Float = 0.01
    for i in stride(from: 0, to: gradient.count, by: 3) {
      var (up, down) = (network, network)
      up.parameters[i] += h
      down.parameters[i] -= h
      let slope = (loss(up, inputs) - loss(down, inputs)) / Double(2 * h)
      #expect(abs(slope - Double(gradient[i])) < 2e-3 * max(1, abs(slope)))
    }
    for i in inputs.indices {
      var (up, down) = (inputs, inputs)
      up[i] += h
      down[i] -= h
      let slope = (loss(network, up) - loss(network, down)) / Double(2 * h)
      #expect(abs(slope - Double(inputSlope[i])) < 2e-3 * max(1, abs(slope)))
    }
  }

  @Test func adamFindsTheMinimum() {
    var values: [Float] = [3, -2]
    var adam = AdamOptimiser(count: 2)
    for step in 0..<2000 {
      adam.step(
        &values, gradient: [values[0] - 1, 10 * (values[1] + 1)], rate: 0.05 * (1 - Double(step) / 2000))
    }
    #expect(abs(values[0] - 1) < 1e-3 && abs(values[1] + 1) < 1e-3)
  }

  @Test func wrongParameterCountsAreRefused() {
    #expect(throws: (any Error).self) { try DenseNetwork(widths: [2, 2], parameters: [1]) }
    #expect(throws: (any Error).self) { try DenseNetwork(widths: [2], parameters: []) }
  }
}
