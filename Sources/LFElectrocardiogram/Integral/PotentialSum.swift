import CKernels
public import LFCore
import LFLeadField

/// Integrates step after step, a few at a time, so that the weights pass through the processor once for several steps.
///
/// Memory is that of a few steps, however many there are.
public struct PotentialSum {
  private let integral: ReciprocityIntegral
  private var buffer: [Float]
  private var waiting = 0
  /// Step × electrode, mV.
  private var sums: [Double] = []
  /// How many steps were added.
  public private(set) var steps = 0
  /// The lowest and highest V_m of all steps so far, in the source's unit.
  public private(set) var range: (low: Float, high: Float) = (.infinity, -.infinity)

  /// Steps that are integrated together.
  private static let batch = 8

  /// Begins an integration.
  ///
  /// - Parameter integral: The weights.
  public init(_ integral: ReciprocityIntegral) {
    self.integral = integral
    buffer = [Float](repeating: 0, count: Self.batch * integral.pointCount)
  }

  /// Adds a step that `fill` makes.
  ///
  /// - Parameter fill: Fills in V_m, one value a point.
  public mutating func add(_ fill: (UnsafeMutableBufferPointer<Float>) -> Void) {
    let count = integral.pointCount
    let start = waiting * count
    buffer.withUnsafeMutableBufferPointer { all in
      fill(UnsafeMutableBufferPointer(rebasing: all[start..<start + count]))
    }
    steps += 1
    waiting += 1
    if waiting == Self.batch { flush() }
  }

  /// Adds a step of a file, and looks at its values.
  ///
  /// - Parameter voltages: V_m, one value a point.
  /// - Throws: `LFError` with code `badData` for another number of points and for values that are not finite.
  public mutating func add(checking voltages: UnsafeBufferPointer<Float>) throws(LFError) {
    guard voltages.count == integral.pointCount else {
      throw LFError(
        .badData,
        "has \(voltages.count) values where the lead field's mesh has \(integral.pointCount) points",
        hint: "give voltages on the mesh that the lead field was predicted for")
    }
    guard lf_range_f32(voltages.baseAddress, voltages.count, &range.low, &range.high) != 0 else {
      let bad = voltages.firstIndex { !$0.isFinite } ?? 0
      throw LFError(
        .badData, "V_m is \(voltages[bad]) at point \(bad) of step \(steps)",
        hint: "did the simulation diverge? check its time step")
    }
    add { _ = $0.update(fromContentsOf: voltages) }
  }

  private mutating func flush() {
    guard waiting > 0 else { return }
    sums += buffer.withUnsafeBufferPointer { integral.potentials($0, steps: waiting) }
    waiting = 0
  }

  /// The potentials of all steps.
  ///
  /// - Parameters:
  ///   - times: The steps' times, ms.
  ///   - scale: mV in one of the source's unit.
  /// - Returns: The electrodes' potentials.
  public mutating func potentials(at times: [Double], scale: Double = 1) -> ElectrodePotentials {
    flush()
    let electrodes = integral.matrix.electrodes
    let traces = electrodes.indices.map { e in
      (0..<steps).map { scale * sums[$0 * electrodes.count + e] }
    }
    return ElectrodePotentials(electrodes: electrodes, times: times, values: traces)
  }
}
