import LFAnatomy
import LFCore
import LFNetwork
public import LFShapeCode

/// Learns the neural decoder: networks of place and code, the codes learned with the weights under a Gaussian prior
/// (the auto-decoder of DeepSDF).
public enum NeuralTraining {
  /// How to learn.
  public struct Settings: Equatable, Sendable {
    /// The width of the three hidden layers.
    public var width = 96
    /// Steps of the optimiser, each of 16 anatomies with 256 places.
    public var steps = 12_000
    /// The highest learning rate of weights and codes.
    public var rate = 3e-3
    /// What a unit of a code's square costs beside the squared distances.
    public var penalty = 1e-5
    /// The seed of weights and choices.
    public var seed: UInt64 = 1

    /// The usual way.
    public init() {}
  }

  /// Learns a decoder.
  ///
  /// - Parameters:
  ///   - linear: The linear decoder's result: its codes are the start.
  ///   - seeds: The seeds of its anatomies, in order.
  ///   - grids: Boxes to draw places from.
  ///   - settings: How to learn.
  ///   - report: Takes a line of progress now and then.
  /// - Returns: The decoder and the codes of the anatomies.
  public static func learn(
    from linear: LinearTraining.Result, seeds: [UInt64], _ grids: ShapeSample.Grids, _ settings: Settings,
    report: (String) -> Void
  ) -> (decoder: NeuralDecoder, samples: [[Double]], prior: CodePrior) {
    let layout = linear.prior.layout
    var hearts = [DistanceSamples?](repeating: nil, count: seeds.count)
    var torsos = hearts
    hearts.withUnsafeMutableBufferPointer { hearts in
      torsos.withUnsafeMutableBufferPointer { torsos in
        nonisolated(unsafe) let (h, t) = (hearts, torsos)
        Parallel.run(seeds.count) { i in
          let anatomy = TrainingCase.anatomy(of: seeds[i])
          h[i] = DistanceSamples.heart(anatomy, grids.heart, seed: seeds[i])
          t[i] = DistanceSamples.torso(anatomy, grids.torso, seed: seeds[i])
        }
      }
    }
    var samples = linear.samples
    let heart = part(
      hearts.compactMap(\.self), samples.map { $0[layout.heart].map { Float($0) } }, outputs: 3, reach: 0.2,
      settings,
      report: { report("heart: \($0)") })
    let torso = part(
      torsos.compactMap(\.self), samples.map { $0[layout.torso].map { Float($0) } }, outputs: 2, reach: 0.25,
      settings, report: { report("torso: \($0)") })
    for i in samples.indices {
      samples[i].replaceSubrange(layout.heart, with: heart.codes[i].map { Double($0) })
      samples[i].replaceSubrange(layout.torso, with: torso.codes[i].map { Double($0) })
    }
    return (
      NeuralDecoder(heart: heart.network, torso: torso.network), samples,
      CodePrior(layout: layout, samples: samples)
    )
  }

  /// One network and its codes.
  private static func part(
    _ data: [DistanceSamples], _ start: [[Float]], outputs: Int, reach: Float, _ settings: Settings,
    report: (String) -> Void
  ) -> (network: DenseNetwork, codes: [[Float]]) {
    let length = start[0].count
    let inputs = 3 + length
    var random = RandomSource(seed: settings.seed, stream: 0xDEEB)
    var network = DenseNetwork(
      widths: [inputs, settings.width, settings.width, settings.width, outputs], normal: { random.normal() })
    var adam = AdamOptimiser(count: network.parameters.count)
    var codes = start.flatMap(\.self)
    var codeAdam = AdamOptimiser(count: codes.count)
    let (groups, shapes, places) = (4, 4, 256)
    let rows = shapes * places
    let passes = (0..<groups).map { _ in NetworkPass(network, rows: rows) }
    var slopes = [[Float]](repeating: [Float](repeating: 0, count: network.parameters.count), count: groups)
    var inputRows = [[Float]](repeating: [Float](repeating: 0, count: rows * inputs), count: groups)
    var inputSlopes = inputRows
    var losses = [Double](repeating: 0, count: groups)
    var running = 0.0
    for step in 0..<settings.steps {
      let chosen = (0..<(groups * shapes)).map { _ in Int(random.next() % UInt64(data.count)) }
      let offsets = chosen.map { i in
        Int(random.next() % UInt64(max(data[i].places.count / 3 - places, 1)))
      }
      let now = network
      let present = codes
      slopes.withUnsafeMutableBufferPointer { slopes in
        inputRows.withUnsafeMutableBufferPointer { inputRows in
          inputSlopes.withUnsafeMutableBufferPointer { inputSlopes in
            losses.withUnsafeMutableBufferPointer { losses in
              nonisolated(unsafe) let (g, x, dx, l) = (slopes, inputRows, inputSlopes, losses)
              nonisolated(unsafe) let passes = passes
              Parallel.run(groups) { group in
                let pass = passes[group]
                var row = 0
                for s in 0..<shapes {
                  let shape = chosen[group * shapes + s]
                  for k in 0..<places {
                    // Places lie near surfaces in their second half: every other one comes from there.
                    let count = data[shape].places.count / 3
                    let i = (offsets[group * shapes + s] + k * (count / 2 + 1)) % count
                    for a in 0..<3 { x[group][row * inputs + a] = data[shape].places[3 * i + a] }
                    for a in 0..<length { x[group][row * inputs + 3 + a] = present[shape * length + a] }
                    row += 1
                  }
                }
                pass.forward(now, x[group], keepingSlopes: true)
                row = 0
                var loss = 0.0
                for s in 0..<shapes {
                  let shape = chosen[group * shapes + s]
                  for k in 0..<places {
                    let count = data[shape].places.count / 3
                    let i = (offsets[group * shapes + s] + k * (count / 2 + 1)) % count
                    for o in 0..<outputs {
                      let d = data[shape].distances[outputs * i + o]
                      let far = d / reach
                      let weight = 1 / (1 + far * far)
                      let gap = pass.output[row * outputs + o] - d
                      loss += Double(weight * gap * gap)
                      pass.outputSlope[row * outputs + o] = weight * gap / Float(rows * groups)
                    }
                    row += 1
                  }
                }
                l[group] = loss
                for i in g[group].indices { g[group][i] = 0 }
                pass.backward(now, x[group], gradient: &g[group], inputSlope: &dx[group])
              }
            }
          }
        }
      }
      var gradient = slopes[0]
      for other in slopes.dropFirst() { for i in gradient.indices { gradient[i] += other[i] } }
      var codeGradient = [Float](repeating: 0, count: codes.count)
      for group in 0..<groups {
        for s in 0..<shapes {
          let shape = chosen[group * shapes + s]
          for a in 0..<length {
            var sum = Float(settings.penalty) * codes[shape * length + a] / Float(groups * shapes)
            for k in 0..<places { sum += inputSlopes[group][((s * places + k) * inputs) + 3 + a] }
            codeGradient[shape * length + a] += sum
          }
        }
      }
      let share = Double(step) / Double(settings.steps)
      let rate = settings.rate * LearningRate.share(at: share)
      adam.step(&network.parameters, gradient: gradient, rate: rate)
      codeAdam.step(&codes, gradient: codeGradient, rate: rate * 0.3)
      running += losses.reduce(0, +) / Double(rows * groups)
      if (step + 1) % 1000 == 0 {
        report("step \(step + 1) of \(settings.steps), weighted mean square \(Float(running / 1000))")
        running = 0
      }
    }
    return (network, start.indices.map { Array(codes[($0 * length)..<(($0 + 1) * length)]) })
  }
}
