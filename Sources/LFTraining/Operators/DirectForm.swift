import LFAnatomy
import LFCore
import LFLeadField
import LFNetwork
import LFShapeCode
public import LFSurrogate

/// The direct form of an operator, (place, electrode, code) → ∇Z, as the abstract of arXiv:2602.22367 states it: what
/// `LeadFieldOperator` is held against, and nothing else.
///
/// Places and electrodes are three heart-centred coordinates each. Pairs, loss, steps and hidden layers are those of
/// `OperatorTraining`: only the form differs.
public final class DirectForm {
  private var network: DenseNetwork
  private var adam: AdamOptimiser
  private let settings: OperatorTraining.Settings
  private let draw: PairDraw
  /// What the network's outputs are multiplied with, ohm/m.
  private let scale: Double
  private let rows = 1024
  private let passes: [NetworkPass]

  /// Begins.
  ///
  /// - Parameters:
  ///   - cases: What to learn from.
  ///   - settings: How to learn.
  public init(_ cases: [OperatorCase], _ settings: OperatorTraining.Settings) {
    precondition(!cases.isEmpty)
    self.settings = settings
    draw = PairDraw(cases, noise: settings.noise, nearest: settings.nearest)
    var random = RandomSource(seed: settings.seed, stream: 0x0B3E)
    let code = cases[0].variants[0].features.code.count
    let network = DenseNetwork(widths: [6 + code] + settings.hidden + [3], normal: { random.normal() })
    self.network = network
    adam = AdamOptimiser(count: network.parameters.count)
    let rows = rows
    passes = (0..<4).map { _ in NetworkPass(network, rows: rows) }
    var (sum, count) = (0.0, 0.0)
    draw(10_000, &random) { _, pair, _ in
      sum += (pair.gradient * pair.gradient).sum()
      count += 1
    }
    scale = (sum / count).squareRoot()
  }

  /// How many steps were taken.
  public var steps: Int { adam.steps }

  /// Takes one step.
  ///
  /// - Returns: The loss of its pairs before it.
  public func step() -> Double {
    var slopes = [[Float]](
      repeating: [Float](repeating: 0, count: network.parameters.count), count: passes.count)
    var losses = [Double](repeating: 0, count: passes.count)
    slopes.withUnsafeMutableBufferPointer { slopes in
      losses.withUnsafeMutableBufferPointer { losses in
        nonisolated(unsafe) let (g, l, this) = (slopes, losses, self)
        Parallel.run(g.count) { l[$0] = this.work($0, &g[$0]) }
      }
    }
    let gradient = Slopes.clippedSum(slopes)
    let share = min(Double(adam.steps) / Double(settings.steps), 1)
    adam.step(
      &network.parameters, gradient: gradient, rate: settings.rate * LearningRate.share(at: share),
      decay: settings.decay)
    return losses.reduce(0, +) / Double(passes.count * rows)
  }

  private func work(_ group: Int, _ gradient: inout [Float]) -> Double {
    var random = RandomSource(
      seed: settings.seed &* 1_000_003 &+ UInt64(adam.steps), stream: UInt64(group))
    var inputs: [Float] = []
    inputs.reserveCapacity(rows * network.inputs)
    var targets: [(gradient: SIMD3<Float>, weight: Float)] = []
    draw(rows, &random) { _, pair, code in
      let item = draw.cases[pair.number]
      let anatomy = item.variants[pair.variant].features
      inputs += Self.coordinates(anatomy, item.places[pair.place], item.electrodes[pair.electrode].position)
      inputs += code
      targets.append((SIMD3(pair.gradient / scale), Float(min(scale * scale * pair.weight, 20))))
    }
    let pass = passes[group]
    let share = 1 / Float(passes.count * rows)
    var loss = 0.0
    inputs.withUnsafeBufferPointer { inputs in
      gradient.withUnsafeMutableBufferPointer { gradient in
        guard let from = inputs.baseAddress, let to = gradient.baseAddress else { return }
        pass.forward(network, from, keepingSlopes: true)
        for (row, target) in targets.enumerated() {
          let at = pass.output + 3 * row
          let gap = SIMD3(at[0], at[1], at[2]) - target.gradient
          loss += Double(target.weight * (gap * gap).sum())
          for axis in 0..<3 { pass.outputSlope[3 * row + axis] = share * target.weight * gap[axis] }
        }
        pass.backward(network, from, gradient: to)
      }
    }
    return loss
  }

  private static func coordinates(
    _ features: AnatomyFeatures, _ place: SIMD3<Double>, _ electrode: SIMD3<Double>
  ) -> [Float] {
    let p = (place - features.anatomy.code.origin) / 100
    let e = (electrode - features.anatomy.code.origin) / 200
    return [Float(p.x), Float(p.y), Float(p.z), Float(e.x), Float(e.y), Float(e.z)]
  }

  /// The gradients at places for electrodes.
  ///
  /// - Parameters:
  ///   - features: The anatomy.
  ///   - places: Places, LPS, mm.
  ///   - electrodes: Electrodes, LPS, mm.
  /// - Returns: Gradients; the form knows no potentials and no deviations, they are 0.
  public func predict(
    _ features: AnatomyFeatures, at places: [SIMD3<Double>], electrodes: [SIMD3<Double>]
  ) -> LeadFieldOperator.Prediction {
    let inputs = electrodes.flatMap { electrode in
      places.flatMap { Self.coordinates(features, $0, electrode) + features.code }
    }
    let none = [Float](repeating: 0, count: places.count * electrodes.count)
    return LeadFieldOperator.Prediction(
      potential: none, gradient: network(inputs).map { $0 * Float(scale) }, deviation: none)
  }
}
