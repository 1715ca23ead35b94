import LFAnatomy
import LFCore
import LFLeadField
public import LFNetwork
public import LFShapeCode
import LFSurrogate

/// Learns the coefficients of scattered harmonics, on the quadratic form of the field's own error.
///
/// Two errors count alike: that of each electrode's field, and that of each lead's, relative to its mean square in the
/// heart. A lead is a difference of electrodes; what is small in them may be large in it.
public final class HarmonicTraining {
  /// How to learn.
  public struct Settings: Equatable, Sendable {
    /// The widths of the hidden layers.
    public var hidden = [128, 128]
    /// Steps of the optimiser, each of 16 anatomies with 32 electrodes.
    public var steps = 6000
    /// The highest learning rate.
    public var rate = 3e-3
    /// Noise on codes, in deviations of the prior.
    public var noise = 0.3
    /// What share of a weight, times the rate, is taken away with each step.
    public var decay = 0.01
    /// The seed of weights and choices.
    public var seed: UInt64 = 1

    /// The usual way.
    public init() {}
  }

  /// The network.
  public private(set) var network: DenseNetwork
  private var adam: AdamOptimiser
  private let cases: [HarmonicCase]
  private let settings: Settings
  private let leads: [[Double]]
  private let groups = 4
  private let batch = 4
  private let electrodes = 32
  private let passes: [NetworkPass]
  private var slopes: [[Float]]
  private let codeAt: Int

  /// Begins.
  ///
  /// - Parameters:
  ///   - cases: What to learn from; all of one degree.
  ///   - degree: The highest degree.
  ///   - layout: How codes are laid out.
  ///   - settings: How to learn.
  public init(_ cases: [HarmonicCase], degree: Int, _ layout: CodeLayout, _ settings: Settings) {
    precondition(!cases.isEmpty)
    self.cases = cases
    self.settings = settings
    var random = RandomSource(seed: settings.seed, stream: 0x4A12)
    network = DenseNetwork(
      widths: [HarmonicExpansion.inputs(degree: degree, layout)] + settings.hidden
        + [HarmonicExpansion.outputs(degree: degree)], normal: { random.normal() })
    adam = AdamOptimiser(count: network.parameters.count)
    let standard = LeadMatrix.standard(for: Electrode.standardNames)
    leads = zip(standard.names, standard.weights)
      .filter { !["III", "aVR", "aVL", "aVF"].contains($0.0) }.map(\.1)
    let (made, rows) = (network, batch * electrodes)
    passes = (0..<groups).map { _ in NetworkPass(made, rows: rows) }
    slopes = [[Float]](
      repeating: [Float](repeating: 0, count: network.parameters.count), count: groups)
    codeAt = network.inputs - AnatomyFeatures.codeCount(layout)
  }

  /// Steps taken.
  public var steps: Int { adam.steps }

  /// Takes one step.
  ///
  /// - Returns: The mean relative square error of its electrodes and leads before it.
  public func step() -> Double {
    let number = adam.steps
    var losses = [Double](repeating: 0, count: groups)
    slopes.withUnsafeMutableBufferPointer { slopes in
      losses.withUnsafeMutableBufferPointer { losses in
        nonisolated(unsafe) let (g, l) = (slopes, losses)
        nonisolated(unsafe) let this = self
        Parallel.run(groups) { group in l[group] = this.work(number, group, &g[group]) }
      }
    }
    let gradient = Slopes.clippedSum(slopes)
    let way = min(Double(number) / Double(settings.steps), 1)
    adam.step(
      &network.parameters, gradient: gradient, rate: settings.rate * LearningRate.share(at: way),
      decay: settings.decay)
    return losses.reduce(0, +) / Double(groups * batch)
  }

  private func work(_ step: Int, _ group: Int, _ gradient: inout [Float]) -> Double {
    var random = RandomSource(seed: settings.seed &* 1_000_003 &+ UInt64(step), stream: UInt64(group))
    let pass = passes[group]
    let width = network.inputs
    var inputs: [Float] = []
    inputs.reserveCapacity(batch * electrodes * width)
    var chosen: [(item: Int, variant: Int, electrodes: [Int])] = []
    for _ in 0..<batch {
      let number = Int(random.next() % UInt64(cases.count))
      let item = cases[number]
      let variant = Int(random.next() % UInt64(item.variants.count))
      let count = item.variants[variant].rows.potentials.count
      // Where there are only the standard ones, they are taken again.
      let others = count > 10 ? 10..<count : 0..<10
      let list =
        Array(0..<10)
        + (10..<electrodes).map { _ in others.lowerBound + Int(random.next() % UInt64(others.count)) }
      let noise = (0..<(width - codeAt)).map { i in
        i < width - codeAt - 1 ? Float(settings.noise * random.normal()) : 0
      }
      for e in list {
        let row = item.variants[variant].rows.inputs[(e * width)..<((e + 1) * width)]
        inputs += row
        let start = inputs.count - width + codeAt
        for i in noise.indices { inputs[start + i] += noise[i] }
      }
      chosen.append((number, variant, list))
    }
    var loss = 0.0
    inputs.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      pass.forward(network, base, keepingSlopes: true)
      for (i, one) in chosen.enumerated() {
        let row = i * electrodes
        loss += slopes(of: cases[one.item], one.variant, one.electrodes, pass, from: row)
      }
      for i in gradient.indices { gradient[i] = 0 }
      gradient.withUnsafeMutableBufferPointer { to in
        if let slopes = to.baseAddress { pass.backward(network, base, gradient: slopes) }
      }
    }
    return loss
  }

  /// The loss of one anatomy's rows, and its slopes in the outputs.
  private func slopes(
    of item: HarmonicCase, _ variant: Int, _ list: [Int], _ pass: NetworkPass, from first: Int
  ) -> Double {
    let k = item.count
    let outputs = network.outputs
    let one = item.variants[variant]
    let rows = one.rows
    let share = 1 / Double(groups * batch * list.count)
    var a = [Double](repeating: 0, count: list.count * k)
    var ga = a
    for (i, e) in list.enumerated() {
      let output = pass.output + (first + i) * outputs
      for f in 0..<k {
        a[i * k + f] = Double(output[f]) * rows.scales[e * k + f]
      }
    }
    item.gram.withUnsafeBufferPointer { gram in
      for i in list.indices {
        for f in 0..<k {
          var sum = 0.0
          for j in 0..<k { sum += gram[f * k + j] * a[i * k + j] }
          ga[i * k + f] = sum
        }
      }
    }
    var pull = [Double](repeating: 0, count: list.count * k)
    var loss = 0.0
    for (i, e) in list.enumerated() {
      var square = one.rests[e]
      for f in 0..<k {
        let h = one.products[e * k + f]
        square += a[i * k + f] * (ga[i * k + f] - 2 * h)
        pull[i * k + f] += 2 * (ga[i * k + f] - h) / item.sizes[e]
      }
      let relative = max(square / item.sizes[e], 1e-6)
      loss += 0.5 * relative / Double(list.count)
      // The last output is the logarithm of the expected relative square error, by a likelihood of its own, small
      // beside the field's loss; the one before it is the mean potential's share.
      let output = pass.output + (first + i) * outputs
      let slope = pass.outputSlope + (first + i) * outputs
      let inverse = Exponential.of(-min(max(output[k + 1], -14), 4))
      slope[k + 1] = Float(0.02 * share * (1 - min(relative * Double(inverse), 20)))
      var potential = rows.potentials[e] * Double(output[k])
      for f in 0..<k { potential += a[i * k + f] * item.means[f] }
      slope[k] = Float(0.1 * share * (potential - one.potentials[e]) / rows.potentials[e])
    }
    for lead in leads {
      var (rest, size) = (0.0, 0.0)
      var error = [Double](repeating: 0, count: k)
      var sum = error
      var product = error
      for (e, w) in lead.enumerated() where w != 0 {
        for f in 0..<k {
          error[f] += w * (ga[e * k + f] - one.products[e * k + f])
          sum[f] += w * a[e * k + f]
          product[f] += w * one.products[e * k + f]
        }
        for (other, v) in lead.enumerated() where v != 0 {
          size += w * v * item.squares[10 * e + other]
          rest += w * v * one.restSquares[10 * e + other]
        }
      }
      var square = rest
      for f in 0..<k { square += sum[f] * (error[f] - product[f]) }
      loss += 0.5 * square / size / Double(leads.count)
      let factor = Double(list.count) / Double(leads.count) * 2 / size
      for (e, w) in lead.enumerated() where w != 0 {
        for f in 0..<k { pull[e * k + f] += factor * w * error[f] }
      }
    }
    for (i, e) in list.enumerated() {
      let slope = pass.outputSlope + (first + i) * outputs
      // Where electrodes were placed, what is wrong is their place, which nothing tells: only how wrong is learned.
      let factor = variant == 0 ? 0.5 * share : 0
      for f in 0..<k { slope[f] = Float(factor * pull[i * k + f] * rows.scales[e * k + f]) }
    }
    return loss
  }
}
