import CKernels
public import LFCore
public import LFLeadField
public import LFNetwork
import LFShapeCode

/// The operator network: place, electrode and latent code → gradient of the lead field, singular part taken out.
///
///     ∇Z = (1 + T(place, code)) F,   F = −u/(4πσr²) + share(r)/(4πσr²) · N(place, electrode, code, pair)
///
///     Z = (1 + M(place, electrode, code, pair)) / (4πσr)
///
/// with u = (x − x_e)/r. F is smooth; T, a tensor of a network of its own, is what borders between tissues close to the
/// place make of any field there, whatever electrode it comes from.
///
/// The first network's outputs are a free vector, a factor of u, factors of the place's weighted normals (on either side of a
/// tissue's border the field differs along the normal), whose sum N is; then M; and last the logarithm of the
/// expected square of a component's error of N. Z and ∇Z are learned side by side: one is the other's gradient only as
/// far as both are right.
public struct LeadFieldOperator: Equatable, Sendable {
  /// The network of N, M and the expected error.
  public var network: DenseNetwork
  /// The network of T: place and code → nine entries, row by row.
  public var tensor: DenseNetwork
  /// What predictions are divided by.
  public var profile: RadialProfile
  /// The conductivities that it was trained with.
  public var conductivity: ConductivityModel
  /// What makes the network's expected error an honest standard deviation of a component: where electrodes told of the
  /// torso, and where the heart alone did.
  public var calibration: SIMD2<Double>

  /// An operator.
  ///
  /// - Parameters:
  ///   - network: The network of N, M and the expected error, of `outputs` outputs.
  ///   - tensor: The network of T, of nine outputs.
  ///   - profile: What predictions are divided by.
  ///   - conductivity: The conductivities that it was trained with.
  ///   - calibration: The factors on expected errors.
  public init(
    network: DenseNetwork, tensor: DenseNetwork, profile: RadialProfile, conductivity: ConductivityModel,
    calibration: SIMD2<Double> = SIMD2(1, 1)
  ) {
    precondition(network.outputs == Self.outputs)
    precondition(tensor.outputs == 9)
    self.network = network
    self.tensor = tensor
    self.profile = profile
    self.conductivity = conductivity
    self.calibration = calibration
  }

  /// A prediction.
  public struct Prediction: Sendable {
    /// Z, ohm: electrode × place.
    public var potential: [Float]
    /// ∇Z, ohm/m, LPS: electrode × place × 3.
    public var gradient: [Float]
    /// The standard deviation of each component of ∇Z, ohm/m: electrode × place.
    public var deviation: [Float]

    /// A prediction.
    ///
    /// - Parameters:
    ///   - potential: Z, ohm: electrode × place.
    ///   - gradient: ∇Z, ohm/m, LPS: electrode × place × 3.
    ///   - deviation: The standard deviation of each component of ∇Z, ohm/m: electrode × place.
    public init(potential: [Float], gradient: [Float], deviation: [Float]) {
      self.potential = potential
      self.gradient = gradient
      self.deviation = deviation
    }
  }

  /// How many numbers the network gives.
  public static let outputs = 3 + 1 + AnatomyFeatures.normalCount + 2

  /// The vector that the network's outputs stand for.
  ///
  /// - Parameters:
  ///   - output: The outputs of a row.
  ///   - pair: The pair's numbers.
  ///   - place: The place's numbers.
  /// - Returns: N, LPS.
  public static func vector(
    _ output: UnsafePointer<Float>, pair: UnsafePointer<Float>, place: UnsafePointer<Float>
  ) -> SIMD3<Float> {
    var sum = SIMD3(output[0], output[1], output[2]) + output[3] * SIMD3(pair[0], pair[1], pair[2])
    for s in 0..<AnatomyFeatures.normalCount {
      let n = place + AnatomyFeatures.normalsAt + 3 * s
      sum += output[4 + s] * SIMD3(n[0], n[1], n[2])
    }
    return sum
  }

  private static let block = 384

  /// The gradients at places for electrodes.
  ///
  /// - Parameters:
  ///   - features: The anatomy.
  ///   - places: Places, LPS, mm.
  ///   - electrodes: Electrodes, LPS, mm.
  ///   - progress: Takes how far it is.
  /// - Returns: Gradients, their deviations, and potentials.
  public func predict(
    _ features: AnatomyFeatures, at places: [SIMD3<Double>], electrodes: [SIMD3<Double>],
    progress: WorkProgress = .silent
  ) -> Prediction {
    let (n, m) = (places.count, electrodes.count)
    var gradient = [Float](repeating: 0, count: 3 * n * m)
    var deviation = [Float](repeating: 0, count: n * m)
    var potential = deviation
    let factors = FirstLayer(network, features, electrodes)
    let blocks = (n + Self.block - 1) / Self.block
    // Progress is told between the parts of a large piece of work; a small one is one part.
    let part = max(1, min(blocks, 400_000 / max(m * Self.block, 1)))
    for first in stride(from: 0, to: blocks, by: part) {
      progress("predicting", Double(first) / Double(max(blocks, 1)))
      gradient.withUnsafeMutableBufferPointer { gradient in
        deviation.withUnsafeMutableBufferPointer { deviation in
          potential.withUnsafeMutableBufferPointer { potential in
            guard let g = gradient.baseAddress, let s = deviation.baseAddress, let z = potential.baseAddress
            else { return }
            nonisolated(unsafe) let (g0, s0, z0) = (g, s, z)
            Parallel.run(min(part, blocks - first)) { i in
              let range = ((first + i) * Self.block)..<min((first + i + 1) * Self.block, n)
              predict(features, Array(places[range]), electrodes, factors) { e, block, sigma in
                (g0 + 3 * (e * n + range.lowerBound)).update(from: block, count: 3 * range.count)
                (s0 + e * n + range.lowerBound).update(from: sigma, count: range.count)
                (z0 + e * n + range.lowerBound).update(from: sigma + range.count, count: range.count)
              }
            }
          }
        }
      }
    }
    return Prediction(potential: potential, gradient: gradient, deviation: deviation)
  }

  /// One block of places: the first layer's share of places is made once for all electrodes.
  private func predict(
    _ features: AnatomyFeatures, _ places: [SIMD3<Double>], _ electrodes: [SIMD3<Double>],
    _ first: FirstLayer,
    _ store: (Int, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) {
    let n = places.count
    let numbers = features.places(places)
    let ofPlaces = first.places(numbers)
    let tensors = tensor(
      (0..<n).flatMap {
        numbers[($0 * AnatomyFeatures.placeCount)..<(($0 + 1) * AnatomyFeatures.placeCount)] + features.code
      })
    let pairs = UnsafeMutablePointer<Float>.allocate(capacity: n * AnatomyFeatures.pairCount)
    let widest = network.widths.dropFirst().max() ?? 1
    var here = UnsafeMutablePointer<Float>.allocate(capacity: n * widest)
    var there = UnsafeMutablePointer<Float>.allocate(capacity: n * widest)
    let sizes = UnsafeMutablePointer<Float>.allocate(capacity: 2 * n)
    let result = UnsafeMutablePointer<Float>.allocate(capacity: 5 * n)
    defer {
      for pointer in [pairs, here, there, sizes, result] { pointer.deallocate() }
    }
    let (pairCount, placeCount, outputs) = (
      AnatomyFeatures.pairCount, AnatomyFeatures.placeCount, Self.outputs
    )
    let factor = Float(features.anatomy.code.isOfHeartOnly ? calibration.y : calibration.x)
    numbers.withUnsafeBufferPointer { numbers in
      guard let ofPlace = numbers.baseAddress else { return }
      for e in electrodes.indices {
        let normal = first.normals[e]
        for i in 0..<n {
          let r = features.pair(
            places[i], electrodes[e], normal: normal, ofPlace + i * placeCount, into: pairs + i * pairCount)
          let pseudo = profile.pseudo(r)
          sizes[2 * i] = Float(pseudo)
          sizes[2 * i + 1] = Float(pseudo * profile.share(r))
        }
        first.layer(ofPlaces, e, pairs, n, into: here)
        network.hiddenToOutput(n, &here, &there)
        for i in 0..<n {
          let pair = pairs + i * pairCount
          let vector = Self.vector(here + i * outputs, pair: pair, place: ofPlace + i * placeCount)
          let field = vector * sizes[2 * i + 1] - SIMD3(pair[0], pair[1], pair[2]) * sizes[2 * i]
          for row in 0..<3 {
            let t = 9 * i + 3 * row
            result[3 * i + row] =
              field[row] + tensors[t] * field.x + tensors[t + 1] * field.y + tensors[t + 2] * field.z
          }
          result[3 * n + i] = here[i * outputs + outputs - 1] / 2
          // 1/(4πσr) from 1/(4πσr²), r in metres.
          let ofPoint = sizes[2 * i] * pair[6] * 0.2
          result[4 * n + i] = ofPoint * (1 + here[i * outputs + outputs - 2])
        }
        lf_exp_f32(n, result + 3 * n)
        for i in 0..<n { result[3 * n + i] *= sizes[2 * i + 1] * factor }
        store(e, result, result + 3 * n)
      }
    }
  }
}

/// The first layer, taken apart: what places, electrodes with the code, and pairs add to it.
private struct FirstLayer: Sendable {
  let normals: [SIMD3<Float>]
  private let network: DenseNetwork
  private let width: Int
  /// What each electrode adds, with the code's and the biases.
  private let ofElectrodes: [Float]

  init(_ network: DenseNetwork, _ features: AnatomyFeatures, _ electrodes: [SIMD3<Double>]) {
    self.network = network
    width = network.widths[1]
    let count = AnatomyFeatures.electrodeCount
    let numbers = features.electrodes(electrodes)
    normals = electrodes.indices.map {
      SIMD3(numbers[count * $0 + 11], numbers[count * $0 + 12], numbers[count * $0 + 13])
    }
    let rows = electrodes.indices.flatMap {
      Array(numbers[(count * $0)..<(count * ($0 + 1))]) + features.code
    }
    var sums = [Float](repeating: 0, count: electrodes.count * width)
    let depth = count + features.code.count
    network.parameters.withUnsafeBufferPointer { parameters in
      guard let base = parameters.baseAddress else { return }
      for e in electrodes.indices {
        for j in 0..<network.widths[1] {
          sums[e * network.widths[1] + j] = base[network.inputs * network.widths[1] + j]
        }
      }
      rows.withUnsafeBufferPointer { rows in
        sums.withUnsafeMutableBufferPointer { sums in
          guard let from = rows.baseAddress, let to = sums.baseAddress else { return }
          lf_product_f32(
            lf_matrix_f32(values: from, row_step: depth, column_step: 1),
            lf_matrix_f32(
              values: base + AnatomyFeatures.placeCount * network.widths[1], row_step: network.widths[1],
              column_step: 1),
            electrodes.count, network.widths[1], depth, to, network.widths[1], 1)
        }
      }
    }
    ofElectrodes = sums
  }

  /// What places add.
  func places(_ rows: [Float]) -> [Float] {
    let n = rows.count / AnatomyFeatures.placeCount
    var result = [Float](repeating: 0, count: n * width)
    network.parameters.withUnsafeBufferPointer { parameters in
      rows.withUnsafeBufferPointer { rows in
        lf_product_f32(
          lf_matrix_f32(values: rows.baseAddress, row_step: AnatomyFeatures.placeCount, column_step: 1),
          lf_matrix_f32(values: parameters.baseAddress, row_step: width, column_step: 1), n, width,
          AnatomyFeatures.placeCount, &result, width, 0)
      }
    }
    return result
  }

  /// The whole layer with its activation.
  func layer(
    _ ofPlaces: [Float], _ electrode: Int, _ pairs: UnsafePointer<Float>, _ n: Int,
    into result: UnsafeMutablePointer<Float>
  ) {
    ofPlaces.withUnsafeBufferPointer {
      result.update(from: $0.baseAddress ?? UnsafePointer(result), count: n * width)
    }
    let start = (network.inputs - AnatomyFeatures.pairCount) * width
    network.parameters.withUnsafeBufferPointer { parameters in
      lf_product_f32(
        lf_matrix_f32(values: pairs, row_step: AnatomyFeatures.pairCount, column_step: 1),
        lf_matrix_f32(values: parameters.baseAddress.map { $0 + start }, row_step: width, column_step: 1), n,
        width, AnatomyFeatures.pairCount, result, width, 1)
    }
    ofElectrodes.withUnsafeBufferPointer { rows in
      lf_silu_f32(n, width, rows.baseAddress.map { $0 + electrode * width }, result, nil)
    }
  }
}
