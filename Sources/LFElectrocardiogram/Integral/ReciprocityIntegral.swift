import CKernels
public import LFCore
public import LFLeadField
import LFMesh

/// The ECG of a source by reciprocity: V_ℓ(t) = −∫ (G_i ∇V_m(x,t)) · ∇Z_ℓ(x) dx over the heart's tetrahedra.
///
/// V_m is linear in each tetrahedron and ∇Z_e is taken at its centroid, so the integral is a weighted sum over the
/// points: U_e(t) = Σ_n w_en V_m(n,t), w_en = −Σ_T |T| (G_i ∇φ_n) · ∇Z_e(T). The weights cost one pass over the mesh;
/// each time costs one product with them. Leads are combinations of the electrodes' potentials U_e, so that
/// Einthoven's and Goldberger's relations hold to rounding.
public struct ReciprocityIntegral: Sendable {
  /// The electrodes and the leads made of them.
  public let matrix: LeadMatrix
  /// How many points V_m has.
  public let pointCount: Int
  /// w: electrode × point, mV at an electrode for a mV at a point.
  private let weights: [Double]

  /// The leads' names.
  public var leads: [String] { matrix.names }

  /// Integrates over the cells of a lead field's mesh, in tetrahedra.
  ///
  /// - Parameters:
  ///   - field: The lead field; its gradient at cells is used when it is there, else the mean of the corners'.
  ///   - conductivity: G_i.
  ///   - part: Which tetrahedra are integrated over, one value each in the order of `Mesh.tetrahedra`; all of them when
  ///     not given.
  /// - Throws: `LFError` with code `badData` when there are no tetrahedra, cells that cannot be
  ///   taken apart, or fibres that do not fit.
  public init(
    _ field: LeadField, _ conductivity: IntracellularConductivity, over part: [Bool]? = nil
  ) throws(LFError) {
    try field.mesh.refuseUnknownSolids()
    let (corners, cells) = field.mesh.tetrahedra
    guard let points = field.mesh.pointVectors, !cells.isEmpty else {
      throw LFError(
        .badData, "has no tetrahedra, and an ECG is an integral over them",
        hint: "give a lead field on a volume mesh")
    }
    let tensors = try conductivity.tensors(of: field.mesh, count: cells.count)
    let gradient = try CellGradient(of: field, corners, cells)
    let count = points.count
    var weights = [Double](repeating: 0, count: count * field.electrodes.count)
    for (t, cell) in corners.enumerated() where part?[t] ?? true {
      let a = points[Int(cell.x)]
      let (u, v, w) = (points[Int(cell.y)] - a, points[Int(cell.z)] - a, points[Int(cell.w)] - a)
      let (vw, wu, uv) = (v.cross(w), w.cross(u), u.cross(v))
      // ∇φ_n is a row over six times the signed volume, so |T| ∇φ_n is the row over six, with the volume's sign.
      // Rows are mm², G_i ∇Z is 1/m².
      let scale: Double = ((u * vw).sum() < 0 ? 1 : -1) * 1e-6 / 6
      let sum = -(vw + wu + uv)
      for e in field.electrodes.indices {
        let g = tensors[t].times(gradient.at(t, electrode: e)) * scale
        let base = e * count
        weights[base + Int(cell.x)] += (sum * g).sum()
        weights[base + Int(cell.y)] += (vw * g).sum()
        weights[base + Int(cell.z)] += (wu * g).sum()
        weights[base + Int(cell.w)] += (uv * g).sum()
      }
    }
    guard weights.allSatisfy(\.isFinite) else {
      throw LFError(.badData, "has a gradient that is not finite in the muscle", hint: "predict it again")
    }
    self.weights = weights
    matrix = field.leads
    pointCount = count
  }

  private init(_ matrix: LeadMatrix, _ pointCount: Int, _ weights: [Double]) {
    self.matrix = matrix
    self.pointCount = pointCount
    self.weights = weights
  }

  /// The same integral for voltages at the points of another mesh, in its order.
  ///
  /// - Parameters:
  ///   - points: Which of its points the heart's are.
  ///   - count: How many points it has.
  /// - Returns: The integral; points that are not the heart's weigh nothing.
  public func reordered(_ points: PointCorrespondence, count: Int) -> ReciprocityIntegral {
    guard let numbers = points.numbers else { return self }
    var moved = [Double](repeating: 0, count: matrix.electrodes.count * count)
    for e in matrix.electrodes.indices {
      for (i, number) in numbers.enumerated() where number >= 0 {
        moved[e * count + Int(number)] += weights[e * pointCount + i]
      }
    }
    return ReciprocityIntegral(matrix, count, moved)
  }

  /// The electrodes' potentials of several steps.
  ///
  /// - Parameters:
  ///   - voltages: V_m, mV: step × point.
  ///   - steps: How many steps there are.
  /// - Returns: Step × electrode, mV, against the mean of the skin.
  func potentials(_ voltages: UnsafeBufferPointer<Float>, steps: Int) -> [Double] {
    let electrodes = matrix.electrodes.count
    return [Double](unsafeUninitializedCapacity: steps * electrodes) { sums, initialized in
      lf_weighted_sums(electrodes, pointCount, weights, steps, voltages.baseAddress, sums.baseAddress)
      initialized = steps * electrodes
    }
  }

  /// The leads' voltages at one time.
  ///
  /// - Parameter voltages: V_m at the points, mV.
  /// - Returns: One voltage a lead, mV.
  public func leadVoltages(_ voltages: [Double]) -> [Double] {
    let potentials = matrix.electrodes.indices.map { e in
      var sum = 0.0
      for n in 0..<pointCount { sum += weights[e * pointCount + n] * voltages[n] }
      return sum
    }
    return matrix.weights.map { row in zip(row, potentials).reduce(0) { $0 + $1.0 * $1.1 } }
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
    potentials(of: activation, at: times, potential).leads(matrix)
  }

  /// The electrodes' potentials in the course of an activation.
  ///
  /// - Parameters:
  ///   - activation: When the points are activated and repolarise.
  ///   - times: The times, ms.
  ///   - potential: The course of the voltage at a point.
  /// - Returns: Electrode × time, mV.
  public func potentials(
    of activation: Activation, at times: [Double], _ potential: ActionPotential = ActionPotential()
  ) -> ElectrodePotentials {
    let source = TemplateVoltages(activation, potential)
    var sum = PotentialSum(self)
    for time in times { sum.add { source.fill($0, at: time) } }
    return sum.potentials(at: times)
  }
}
