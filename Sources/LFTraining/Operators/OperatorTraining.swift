import LFAnatomy
import LFCore
import LFLeadField
public import LFNetwork
import LFShapeCode
public import LFSurrogate

/// Learns the operator network from cases, step by step, so that it can be stopped and gone on with at any step.
public final class OperatorTraining {
  /// How to learn.
  public struct Settings: Equatable, Sendable {
    /// The widths of the hidden layers.
    public var hidden = [160, 160, 160]
    /// The widths of the hidden layers of the tensor's network.
    public var tensorHidden = [96, 96]
    /// Steps of the optimiser, each of 4096 pairs of place and electrode.
    public var steps = 40_000
    /// The highest learning rate.
    public var rate = 3e-3
    /// Nearer than this the singular part alone is right, mm.
    public var nearest = 20.0
    /// Noise on codes, in deviations of the prior.
    public var noise = 0.1
    /// What share of a weight, times the rate, is taken away with each step.
    public var decay = 0.0
    /// The seed of weights and choices.
    public var seed: UInt64 = 1

    /// The usual way.
    public init() {}
  }

  /// The network of the smooth field.
  public private(set) var network: DenseNetwork
  /// The network of the tensor.
  public private(set) var tensor: DenseNetwork
  /// The optimiser of both, the first network's parameters first.
  public private(set) var adam: AdamOptimiser
  /// What predictions are divided by.
  public let profile: RadialProfile
  /// How to learn.
  public let settings: Settings

  private let draw: PairDraw
  private let groups = 4
  private let rows = 1024
  private let passes: [NetworkPass]
  private let tensorPasses: [NetworkPass]
  private var tensorInputs: [[Float]]
  private var slopes: [[Float]]
  private var inputs: [[Float]]

  /// Begins, or goes on from a state.
  ///
  /// - Parameters:
  ///   - cases: What to learn from.
  ///   - profile: What predictions are divided by.
  ///   - settings: How to learn.
  ///   - state: A network with its optimiser, when it goes on.
  public init(
    _ cases: [OperatorCase], profile: RadialProfile, _ settings: Settings,
    from state: (network: DenseNetwork, tensor: DenseNetwork, adam: AdamOptimiser)? = nil
  ) {
    precondition(!cases.isEmpty)
    draw = PairDraw(cases, noise: settings.noise, nearest: settings.nearest)
    self.profile = profile
    self.settings = settings
    let count = AnatomyFeatures.count(cases[0].variants[0].features.anatomy.code.layout)
    if let state {
      network = state.network
      tensor = state.tensor
      adam = state.adam
    } else {
      var random = RandomSource(seed: settings.seed, stream: 0x0B3E)
      network = DenseNetwork(
        widths: [count] + settings.hidden + [LeadFieldOperator.outputs], normal: { random.normal() })
      let tensorInputs = count - AnatomyFeatures.electrodeCount - AnatomyFeatures.pairCount
      tensor = DenseNetwork(widths: [tensorInputs] + settings.tensorHidden + [9], normal: { random.normal() })
      adam = AdamOptimiser(count: network.parameters.count + tensor.parameters.count)
    }
    let made = network
    let rows = rows
    passes = (0..<groups).map { _ in NetworkPass(made, rows: rows) }
    let second = tensor
    tensorPasses = (0..<groups).map { _ in NetworkPass(second, rows: rows) }
    tensorInputs = [[Float]](repeating: [Float](repeating: 0, count: rows * tensor.inputs), count: groups)
    slopes = [[Float]](
      repeating: [Float](repeating: 0, count: network.parameters.count + tensor.parameters.count),
      count: groups)
    inputs = [[Float]](repeating: [Float](repeating: 0, count: rows * count), count: groups)
  }

  /// The profile of a set of cases: root mean squares of |∇Z| over the pseudo lead field's, knot by knot.
  ///
  /// - Parameters:
  ///   - cases: The cases.
  ///   - conductivity: The torso's conductivity, S/m.
  /// - Returns: The profile.
  public static func profile(of cases: [OperatorCase], conductivity: Double) -> RadialProfile {
    let knots = 48
    let flat = RadialProfile(shares: [1, 1], conductivity: conductivity)
    var sums = [Double](repeating: 0, count: knots)
    var weights = sums
    for item in cases {
      for (e, electrode) in item.electrodes.enumerated() {
        for (i, place) in item.places.enumerated() {
          let gap = place - electrode.position
          let r = (gap * gap).sum().squareRoot()
          guard r > 10 else { continue }
          let at = 3 * (e * item.places.count + i)
          let g = SIMD3(
            Double(item.gradient[at]), Double(item.gradient[at + 1]), Double(item.gradient[at + 2]))
          let size = (g * g).sum().squareRoot() / flat.pseudo(r)
          let t = min(r / RadialProfile.spacing, Double(knots - 1) - 1e-6)
          let k = Int(t)
          let share = t - Double(k)
          sums[k] += (1 - share) * size
          weights[k] += 1 - share
          sums[k + 1] += share * size
          weights[k + 1] += share
        }
      }
    }
    var shares = (0..<knots).map { weights[$0] > 50 ? Float(sums[$0] / weights[$0]) : 0 }
    // Knots that nothing tells of take the nearest that something does.
    for k in shares.indices.dropFirst() where shares[k] == 0 { shares[k] = shares[k - 1] }
    for k in shares.indices.dropLast().reversed() where shares[k] == 0 { shares[k] = shares[k + 1] }
    return RadialProfile(shares: shares, conductivity: conductivity)
  }

  /// Takes one step.
  ///
  /// - Returns: The loss of its pairs before it.
  public func step() -> Double {
    let number = adam.steps
    var losses = [Double](repeating: 0, count: groups)
    slopes.withUnsafeMutableBufferPointer { slopes in
      inputs.withUnsafeMutableBufferPointer { inputs in
        tensorInputs.withUnsafeMutableBufferPointer { tensorInputs in
          losses.withUnsafeMutableBufferPointer { losses in
            nonisolated(unsafe) let (g, x, y, l) = (slopes, inputs, tensorInputs, losses)
            nonisolated(unsafe) let this = self
            Parallel.run(groups) { group in
              l[group] = this.work(number, group, &x[group], &y[group], &g[group])
            }
          }
        }
      }
    }
    let gradient = Slopes.clippedSum(slopes)
    let share = Double(number) / Double(settings.steps)
    let first = network.parameters.count
    var all = network.parameters + tensor.parameters
    adam.step(
      &all, gradient: gradient, rate: settings.rate * LearningRate.share(at: min(share, 1)),
      decay: settings.decay)
    network.parameters = Array(all[..<first])
    tensor.parameters = Array(all[first...])
    return losses.reduce(0, +) / Double(groups * rows)
  }

  private func work(
    _ step: Int, _ group: Int, _ x: inout [Float], _ y: inout [Float], _ gradient: inout [Float]
  ) -> Double {
    var random = RandomSource(seed: settings.seed &* 1_000_003 &+ UInt64(step), stream: UInt64(group))
    let width = network.inputs
    let codeCount =
      width - AnatomyFeatures.placeCount - AnatomyFeatures.electrodeCount - AnatomyFeatures.pairCount
    let codeAt = AnatomyFeatures.placeCount + AnatomyFeatures.electrodeCount
    let pairAt = codeAt + codeCount
    var loss = 0.0
    let pass = passes[group]
    let tensorPass = tensorPasses[group]
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: rows * 8) { targets in
      x.withUnsafeMutableBufferPointer { x -> Void in
        guard let base = x.baseAddress else { return }
        draw(rows, &random) { row, pair, code in
          let item = draw.cases[pair.number]
          let variant = item.variants[pair.variant]
          let (place, e) = (pair.place, pair.electrode)
          let to = base + row * width
          let normalAt = e * AnatomyFeatures.electrodeCount + 11
          for i in 0..<AnatomyFeatures.placeCount {
            to[i] = variant.places[place * AnatomyFeatures.placeCount + i]
          }
          variant.features.pair(
            item.places[place], item.electrodes[e].position,
            normal: SIMD3(
              variant.electrodes[normalAt], variant.electrodes[normalAt + 1],
              variant.electrodes[normalAt + 2]),
            to, into: to + pairAt)
          for i in 0..<AnatomyFeatures.electrodeCount {
            to[AnatomyFeatures.placeCount + i] = variant.electrodes[e * AnatomyFeatures.electrodeCount + i]
          }
          for i in 0..<codeCount { to[codeAt + i] = code[i] }
          let pseudo = profile.pseudo(pair.distance)
          let size = pseudo * profile.share(pair.distance)
          for axis in 0..<3 { targets[8 * row + axis] = Float(pair.gradient[axis] / size) }
          targets[8 * row + 3] = Float(min(size * size * pair.weight, 20))
          targets[8 * row + 7] = Float(pseudo / size)
          let ofPoint = pseudo * pair.distance / 1000
          targets[8 * row + 6] = Float(Double(item.potential[e * item.places.count + place]) / ofPoint - 1)
        }
        pass.forward(network, base, keepingSlopes: true)
        y.withUnsafeMutableBufferPointer { y in
          guard let to = y.baseAddress else { return }
          for row in 0..<rows {
            let from = base + row * width
            let place = to + row * tensor.inputs
            place.update(from: from, count: AnatomyFeatures.placeCount)
            (place + AnatomyFeatures.placeCount).update(from: from + codeAt, count: codeCount)
          }
          tensorPass.forward(tensor, to, keepingSlopes: true)
        }
        let share = 1 / Float(groups * rows)
        let outputs = LeadFieldOperator.outputs
        for row in 0..<rows {
          let (place, pair) = (base + row * width, base + row * width + pairAt)
          let output = pass.output + row * outputs
          let slope = pass.outputSlope + row * outputs
          let found = LeadFieldOperator.vector(output, pair: pair, place: place)
          let weight = targets[8 * row + 3]
          let field = found - SIMD3(pair[0], pair[1], pair[2]) * targets[8 * row + 7]
          let t = tensorPass.output + 9 * row
          let turned =
            field
            + SIMD3(
              t[0] * field.x + t[1] * field.y + t[2] * field.z,
              t[3] * field.x + t[4] * field.y + t[5] * field.z,
              t[6] * field.x + t[7] * field.y + t[8] * field.z)
          let gap = turned - SIMD3(targets[8 * row], targets[8 * row + 1], targets[8 * row + 2])
          let square = (gap * gap).sum()
          let outer = gap * (weight * share)
          let dt = tensorPass.outputSlope + 9 * row
          for i in 0..<3 { for j in 0..<3 { dt[3 * i + j] = outer[i] * field[j] } }
          let pull =
            outer
            + SIMD3(
              t[0] * outer.x + t[3] * outer.y + t[6] * outer.z,
              t[1] * outer.x + t[4] * outer.y + t[7] * outer.z,
              t[2] * outer.x + t[5] * outer.y + t[8] * outer.z)
          for axis in 0..<3 { slope[axis] = pull[axis] }
          slope[3] = (pull * SIMD3(pair[0], pair[1], pair[2])).sum()
          for s in 0..<AnatomyFeatures.normalCount {
            let n = place + AnatomyFeatures.normalsAt + 3 * s
            slope[4 + s] = (pull * SIMD3(n[0], n[1], n[2])).sum()
          }
          loss += Double(weight * square)
          // Z has a tenth of the weight of its gradient.
          slope[outputs - 2] = 0.1 * share * (output[outputs - 2] - targets[8 * row + 6])
          // The last output is the logarithm of a component's expected square: a likelihood of its own, small
          // beside the field's loss.
          targets[8 * row + 4] = -min(max(output[outputs - 1], -14), 4)
          targets[8 * row + 5] = square / 3
        }
        withUnsafeTemporaryAllocation(of: Float.self, capacity: rows) { inverse in
          for row in 0..<rows { inverse[row] = targets[8 * row + 4] }
          Exponential.inPlace(inverse)
          for row in 0..<rows {
            let slope = 0.5 * (1 - min(targets[8 * row + 5] * inverse[row], 20))
            pass.outputSlope[row * outputs + outputs - 1] = 0.003 * slope * share
          }
        }
      }
      for i in gradient.indices { gradient[i] = 0 }
      x.withUnsafeBufferPointer { x in
        guard let base = x.baseAddress else { return }
        gradient.withUnsafeMutableBufferPointer { gradient in
          guard let slopes = gradient.baseAddress else { return }
          pass.backward(network, base, gradient: slopes)
          y.withUnsafeBufferPointer { y in
            if let inputs = y.baseAddress {
              tensorPass.backward(tensor, inputs, gradient: slopes + network.parameters.count)
            }
          }
        }
      }
      return loss
    }
  }
}
