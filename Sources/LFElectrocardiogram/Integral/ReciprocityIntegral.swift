public import LFCore
public import LFLeadField
import LFMesh

/// The ECG of a source by reciprocity: V_ℓ(t) = −∫ (G_i ∇V_m(x,t)) · ∇Z_ℓ(x) dx over the heart's tetrahedra.
///
/// V_m is linear in each tetrahedron and ∇Z_ℓ is taken at its centroid, so the integral is a weighted sum over the
/// points: V_ℓ(t) = Σ_n w_ℓn V_m(n,t), w_ℓn = −Σ_T |T| (G_i ∇φ_n) · ∇Z_ℓ(T). The weights cost one pass over the
/// mesh; each time costs one product with them.
public struct ReciprocityIntegral: Sendable {
  /// The leads' names.
  public let leads: [String]
  /// w: lead × point. Voltages in mV at the points give mV.
  public let weights: [[Double]]

  /// Integrates over the tetrahedra of a lead field's mesh.
  ///
  /// - Parameters:
  ///   - field: The lead field; its gradient at cells is used when it is there, else the mean of the corners'.
  ///   - conductivity: G_i.
  /// - Throws: `LFError` with code `badData` when there are no tetrahedra, or their fibres do not fit.
  public init(_ field: LeadField, _ conductivity: IntracellularConductivity) throws(LFError) {
    guard let points = field.mesh.pointVectors, !field.mesh.tetrahedra.cells.isEmpty else {
      throw LFError(
        .badData, "has no tetrahedra, and an ECG is an integral over them",
        hint: "give a lead field on a volume mesh")
    }
    let (corners, cells) = field.mesh.tetrahedra
    let tensors = try conductivity.tensors(of: field.mesh, cells)
    let gradients = try Self.gradients(of: field, corners, cells)
    let electrodes = field.electrodes.count
    // Unipolar weights first: leads are their combinations.
    var unipolar = [[Double]](repeating: [Double](repeating: 0, count: points.count), count: electrodes)
    for (t, cell) in corners.enumerated() {
      let a = points[Int(cell.x)]
      let (u, v, w) = (points[Int(cell.y)] - a, points[Int(cell.z)] - a, points[Int(cell.w)] - a)
      let (vw, wu, uv) = (v.cross(w), w.cross(u), u.cross(v))
      // ∇φ_n is a row over six times the signed volume, so |T| ∇φ_n is the row over six, with the volume's sign.
      let sign: Double = (u * vw).sum() < 0 ? -1 : 1
      let rows = [-(vw + wu + uv), vw, wu, uv]
      for e in 0..<electrodes {
        let g = tensors[t].times(gradients.values[e][t])
        // Rows are mm², G_i ∇Z is 1/m².
        for m in 0..<4 {
          unipolar[e][Int(cell[m])] -= sign * (rows[m] * g).sum() / 6 * 1e-6
        }
      }
    }
    leads = field.leads.names
    weights = field.leads.weights.map { row in
      var sum = [Double](repeating: 0, count: points.count)
      for (e, weight) in row.enumerated() where weight != 0 {
        for n in sum.indices { sum[n] += weight * unipolar[e][n] }
      }
      return sum
    }
  }

  /// The leads' voltages at one time.
  ///
  /// - Parameter voltages: V_m at the points, mV.
  /// - Returns: One voltage a lead, mV.
  public func leadVoltages(_ voltages: [Double]) -> [Double] {
    weights.map { row in
      var sum = 0.0
      for n in row.indices { sum += row[n] * voltages[n] }
      return sum
    }
  }

  /// The leads' voltages in the course of an activation.
  ///
  /// - Parameters:
  ///   - activation: When the points are activated and repolarise.
  ///   - times: The times, ms.
  ///   - potential: The course of the voltage at a point.
  /// - Returns: Lead × time, mV.
  public func electrocardiogram(
    of activation: Activation, at times: [Double], _ potential: ActionPotential = ActionPotential()
  ) -> Electrocardiogram {
    var traces = [[Double]](repeating: [], count: leads.count)
    var voltages = [Double](repeating: 0, count: activation.depolarisation.count)
    for time in times {
      for n in voltages.indices {
        voltages[n] = potential.voltage(
          at: time, depolarisation: activation.depolarisation[n], repolarisation: activation.repolarisation[n]
        )
      }
      for (lead, voltage) in leadVoltages(voltages).enumerated() { traces[lead].append(voltage) }
    }
    return Electrocardiogram(leads: leads, times: times, voltages: traces)
  }

  private static func gradients(
    of field: LeadField, _ corners: [SIMD4<Int32>], _ cells: [Int]
  ) throws(LFError) -> CellGradients {
    let electrodes = field.electrodes.count
    if let samples = field.atCells {
      return CellGradients(
        values: (0..<electrodes).map { e in cells.map { samples.vector(e, $0) } })
    }
    guard let samples = field.atPoints else {
      throw LFError(.badData, "has no gradient of a lead field", hint: "predict it again")
    }
    return CellGradients(
      values: (0..<electrodes).map { e in
        corners.map { cell in
          var sum = SIMD3<Double>()
          for m in 0..<4 { sum += samples.vector(e, Int(cell[m])) }
          return sum / 4
        }
      })
  }

  /// ∇Z_e in each tetrahedron, Ω/m: electrode × tetrahedron.
  private struct CellGradients {
    var values: [[SIMD3<Double>]]
  }
}

extension FieldSamples {
  fileprivate func vector(_ electrode: Int, _ place: Int) -> SIMD3<Double> {
    let i = 3 * (electrode * count + place)
    return SIMD3(Double(gradient[i]), Double(gradient[i + 1]), Double(gradient[i + 2]))
  }
}

extension SIMD3<Double> {
  fileprivate func cross(_ b: Self) -> Self {
    Self(y * b.z - z * b.y, z * b.x - x * b.z, x * b.y - y * b.x)
  }
}
