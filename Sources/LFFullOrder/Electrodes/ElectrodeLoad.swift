import LFSolve

/// The right-hand side of one electrode, and the singular part that is to be added to its solution.
struct ElectrodeLoad {
  /// One number a point, A.
  var load: [Double]
  /// What was split off.
  var source: PointSource
  /// ∫ s over the skin, ohm·m².
  var skinIntegral: Double

  /// The uniform return of 1 A over the skin: −1/|Γ| by the consistent boundary mass.
  private static func uniformReturn(_ model: TorsoModel) -> [Double] {
    var load = [Double](repeating: 0, count: model.points.count)
    let triangles = model.boundary.triangles
    for face in 0..<model.boundary.skinCount {
      let share = -BoundarySurface.area(model.points, triangles, face) / (3 * model.boundary.area)
      for k in 0..<3 { load[Int(triangles[3 * face + k])] += share }
    }
    return load
  }

  /// The current enters at a point, as the finite elements see it: spread to the corners of the skin's face.
  init(nodal point: SkinPoint, _ model: TorsoModel) {
    load = Self.uniformReturn(model)
    for k in 0..<3 { load[Int(model.boundary.triangles[3 * point.face + k])] += point.weights[k] }
    source = PointSource(center: point.position, strength: 0)
    skinIntegral = 0
  }

  /// The load of w = Z − s.
  ///
  /// With −∇·(σ∇Z) = 0, Z's flux 0 but at the electrode and s harmonic off it, w has the flux −1/|Γ| − σ₀ ∂s/∂n
  /// on the skin and the sources ∇·((σ − σ₀)∇s) inside. On the faces that touch the electrode ∂s/∂n is 0, so no
  /// part of the load is singular where the conductivity at the electrode is σ₀.
  init(split point: SkinPoint, _ model: TorsoModel) {
    var flux = [Double](repeating: 0, count: model.points.count)
    let triangles = model.boundary.triangles
    let touching = (0..<3).filter { point.weights[$0] > 0 }.map { triangles[3 * point.face + $0] }
    var solidAngle = 0.0
    var inverseDistance = 0.0
    var sigma = 0.0
    var touched = 0.0
    for face in 0..<model.boundary.count {
      let i = triangles[3 * face]
      let j = triangles[3 * face + 1]
      let k = triangles[3 * face + 2]
      let a = model.points[Int(i)]
      let b = model.points[Int(j)]
      let c = model.points[Int(k)]
      if touching.allSatisfy({ $0 == i || $0 == j || $0 == k }) {
        inverseDistance += planarInverseDistance(point.position, a, b, c)
        sigma += model.conductivity.mean(Int(model.boundary.cells[face]))
        touched += 1
        continue
      }
      let integral = TriangleIntegral(point.position, a, b, c)
      flux[Int(i)] += integral.flux.x
      flux[Int(j)] += integral.flux.y
      flux[Int(k)] += integral.flux.z
      solidAngle += integral.flux.sum()
      if face < model.boundary.skinCount { inverseDistance += integral.inverseDistance }
    }
    sigma /= max(touched, 1)
    // Summed to 1, whatever the quadrature: the current that enters is exactly 1 A.
    let strength = 1 / (solidAngle * sigma)
    load = Self.uniformReturn(model)
    for i in load.indices { load[i] += flux[i] / solidAngle }
    source = PointSource(center: point.position, strength: strength)
    skinIntegral = strength * inverseDistance
    addContrast(sigma, model)
  }

  /// −∫ (σ − σ₀) ∇s · ∇φᵢ over the cells whose conductivity is not the electrode's.
  private mutating func addContrast(_ sigma: Double, _ model: TorsoModel) {
    let center = source.center
    let strength = source.strength
    let tensor: Bool
    if case .tensor = model.conductivity { tensor = true } else { tensor = false }
    let values: [Double]
    switch model.conductivity {
    case .isotropic(let v), .tensor(let v): values = v
    }
    values.withUnsafeBufferPointer { values in
      model.points.withUnsafeBufferPointer { points in
        model.tetrahedra.withUnsafeBufferPointer { corners in
          load.withUnsafeMutableBufferPointer { load in
            for cell in 0..<(corners.count / 4) {
              if !tensor, abs(values[cell] - sigma) <= 1e-12 * sigma { continue }
              let i0 = Int(corners[4 * cell])
              let i1 = Int(corners[4 * cell + 1])
              let i2 = Int(corners[4 * cell + 2])
              let i3 = Int(corners[4 * cell + 3])
              let t = LinearTetrahedron(points[i0], points[i1], points[i2], points[i3])
              let field =
                strength
                * fieldIntegral(center, points[i0], points[i1], points[i2], points[i3], volume: t.volume)
              let current: SIMD3<Double>
              if tensor {
                current = model.conductivity.times(cell, field) - sigma * field
              } else {
                current = (values[cell] - sigma) * field
              }
              load[i0] += dot(current, t.g0)
              load[i1] += dot(current, t.g1)
              load[i2] += dot(current, t.g2)
              load[i3] += dot(current, t.g3)
            }
          }
        }
      }
    }
  }
}
