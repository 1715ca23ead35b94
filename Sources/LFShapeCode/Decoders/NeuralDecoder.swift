public import LFNetwork

/// Signed distances by networks of place and code: the auto-decoder of DeepSDF (Park et al. 2019).
public struct NeuralDecoder: ShapeDecoder, Equatable {
  /// Lengths go into and come out of the networks in units of these, mm.
  public static let scale: (heart: Float, torso: Float) = (50, 150)

  /// `neural`.
  public let name = "neural"
  /// (x, code) → distances to epicardium, left and right cavity, all lengths in units of `scale.heart`.
  public var heart: DenseNetwork
  /// (x, code) → distances to skin and lungs, all lengths in units of `scale.torso`.
  public var torso: DenseNetwork

  /// A decoder.
  ///
  /// - Parameters:
  ///   - heart: The heart's network; three outputs.
  ///   - torso: The torso's network; two outputs.
  public init(heart: DenseNetwork, torso: DenseNetwork) {
    precondition(heart.outputs == 3 && torso.outputs == 2 && heart.inputs > 3 && torso.inputs > 3)
    self.heart = heart
    self.torso = torso
  }

  /// How many numbers code the heart's shape.
  public var heartComponents: Int { heart.inputs - 3 }
  /// How many numbers code skin and lungs.
  public var torsoComponents: Int { torso.inputs - 3 }

  /// Signed distances to epicardium, left and right cavity, mm.
  ///
  /// - Parameters:
  ///   - points: Places in the heart's own axes, mm.
  ///   - code: The heart's code.
  /// - Returns: Three distances a place.
  public func heart(_ points: [Float], _ code: [Float]) -> [Float] {
    Self.decode(heart, points, code, scale: Self.scale.heart)
  }

  /// Signed distances to skin and lungs, mm.
  ///
  /// - Parameters:
  ///   - points: Places in the heart-centred LPS frame, mm.
  ///   - code: The torso's code.
  /// - Returns: Two distances a place.
  public func torso(_ points: [Float], _ code: [Float]) -> [Float] {
    Self.decode(torso, points, code, scale: Self.scale.torso)
  }

  private static func decode(
    _ network: DenseNetwork, _ points: [Float], _ code: [Float], scale: Float
  ) -> [Float] {
    let count = points.count / 3
    var rows: [Float] = []
    rows.reserveCapacity(count * network.inputs)
    for i in 0..<count {
      rows.append(points[3 * i] / scale)
      rows.append(points[3 * i + 1] / scale)
      rows.append(points[3 * i + 2] / scale)
      rows.append(contentsOf: code)
    }
    return network(rows).map { $0 * scale }
  }
}
