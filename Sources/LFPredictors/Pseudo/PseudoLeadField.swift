public import LFAnatomy
public import LFCore
public import LFLeadField

/// The unbounded homogeneous conductor: Z_e = 1/(4πσr), ∇Z_e = −r̂/(4πσr²), with r from the electrode and the
/// torso's σ. The baseline of everybody who has no torso; at a flat skin the true value is twice as large.
public struct PseudoLeadField: LeadFieldPredictor {
  /// `pseudo`.
  public let method = "pseudo"
  /// Where the formula comes from.
  public let references =
    "R. Plonsey, R. C. Barr: Bioelectricity, 3rd ed., Springer 2007: potential of a point source in an unbounded"
    + " homogeneous conductor"

  /// Makes the predictor.
  public init() {}

  /// Z in ohm and ∇Z in ohm/m of each electrode.
  ///
  /// - Parameters:
  ///   - anatomy: The heart, electrodes and conductivities; only the torso's conductivity counts.
  ///   - places: Where, LPS, mm.
  ///   - progress: Takes how far it is.
  /// - Returns: The samples, electrode by electrode.
  /// - Throws: `LFError` with code `badData` when the torso's conductivity is missing or not positive, or when a
  ///   place coincides with an electrode.
  public func samples(
    of anatomy: Anatomy, at places: [SIMD3<Double>], progress: WorkProgress
  ) throws(LFError) -> FieldSamples {
    guard let sigma = anatomy.conductivity.tissues["torso"], sigma.isFinite, sigma > 0 else {
      throw LFError(
        .badData, "the conductivities \"\(anatomy.conductivity.name)\" have no positive value for the torso",
        hint: "the pseudo lead field needs it")
    }
    let electrodes = anatomy.electrodes.electrodes
    var potential: [Float] = []
    var gradient: [Float] = []
    potential.reserveCapacity(electrodes.count * places.count)
    gradient.reserveCapacity(3 * electrodes.count * places.count)
    for (number, electrode) in electrodes.enumerated() {
      progress("predicting", Double(number) / Double(electrodes.count))
      // Millimetres in, metres in the formula: 1/(4πσ · r/1000) and r⃗/1000 / (4πσ (r/1000)³).
      let scale = 1000 / (4 * Double.pi * sigma)
      for place in places {
        let d = place - electrode.position
        let inverse = 1 / (d.x * d.x + d.y * d.y + d.z * d.z).squareRoot()
        let z = scale * inverse
        let slope = -1000 * z * inverse * inverse
        potential.append(Float(z))
        gradient.append(Float(slope * d.x))
        gradient.append(Float(slope * d.y))
        gradient.append(Float(slope * d.z))
      }
      guard potential.suffix(places.count).allSatisfy(\.isFinite) else {
        throw LFError(
          .badData, "electrode \(electrode.name.singleLine) lies at a place where the field is wanted",
          at: .init(file: anatomy.heart.file), hint: "give its place on the skin")
      }
    }
    return FieldSamples(count: places.count, potential: potential, gradient: gradient)
  }
}
