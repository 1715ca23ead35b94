import CKernels

/// Transmembrane voltages of an activation: the action potential at each point's times.
public struct TemplateVoltages: Sendable {
  private let up: [Float]
  private let down: [Float]
  private let potential: ActionPotential

  /// Takes an activation.
  ///
  /// - Parameters:
  ///   - activation: When the points are activated (infinite: never) and repolarise.
  ///   - potential: The course of the voltage at a point.
  public init(_ activation: Activation, _ potential: ActionPotential) {
    up = activation.depolarisation.map { Float($0) }
    down = activation.repolarisation.map { Float($0) }
    self.potential = potential
  }

  /// How many points there are.
  public var pointCount: Int { up.count }

  /// The voltages at one time.
  ///
  /// - Parameters:
  ///   - voltages: Takes V_m, mV, one a point.
  ///   - time: The time, ms.
  public func fill(_ voltages: UnsafeMutableBufferPointer<Float>, at time: Double) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 1024) { scratch in
      lf_action_potential(
        min(up.count, voltages.count), Float(time), up, down, Float(potential.rest),
        Float(potential.amplitude),
        Float(potential.upstroke), Float(potential.downstroke), scratch.baseAddress, voltages.baseAddress)
    }
  }
}
