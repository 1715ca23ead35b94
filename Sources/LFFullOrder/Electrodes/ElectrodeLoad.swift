import LFCore
import LFSolve

/// The right-hand side of one electrode, and the singular part that is to be added to its solution.
struct ElectrodeLoad {
  /// One number a point, A.
  var load: [Double]
  /// What was split off.
  var source: PointSource
  /// ∫ s over the skin, ohm·m².
  var skinIntegral: Double
  /// The conductivity at the electrode, S/m; 0 where nothing was split off.
  private var sigma: Double

  /// The uniform return of 1 A over the skin: −1/|Γ| by the consistent boundary mass.
  private static func uniformReturn(_ model: TorsoModel) -> [Double] {
    var load = [Double](repeating: 0, count: model.points.count)
    for (point, share) in zip(model.boundary.skinPoints, model.boundary.skinShares) {
      load[Int(point)] = -share
    }
    return load
  }

  /// The current enters at a point, as the finite elements see it: spread to the corners of the skin's face.
  init(nodal point: SkinPoint, _ model: TorsoModel) {
    load = Self.uniformReturn(model)
    for k in 0..<3 { load[Int(model.boundary.triangles[3 * point.face + k])] += point.weights[k] }
    source = PointSource(center: point.position, strength: 0)
    skinIntegral = 0
    sigma = 0
  }

  /// The loads of w = Z − s for some electrodes.
  static func split(_ points: [SkinPoint], _ model: TorsoModel) -> [ElectrodeLoad] {
    var loads = Parallel.map(points.count) { ElectrodeLoad(split: points[$0], model) }
    let contrasts = ContrastLoad.of(loads.map { ($0.source, $0.sigma) }, model)
    for (i, contrast) in contrasts.enumerated() {
      for (k, value) in contrast.enumerated() { loads[i].load[k] += value }
    }
    return loads
  }

  /// The load of w = Z − s, but for what other conductivities than the electrode's add.
  ///
  /// With −∇·(σ∇Z) = 0, Z's flux 0 but at the electrode and s harmonic off it, w has the flux −1/|Γ| − σ₀ ∂s/∂n
  /// on the skin and the sources ∇·((σ − σ₀)∇s) inside. On the faces that touch the electrode ∂s/∂n is 0, so no
  /// part of the load is singular where the conductivity at the electrode is σ₀.
  private init(split point: SkinPoint, _ model: TorsoModel) {
    var flux = [Double](repeating: 0, count: model.points.count)
    let triangles = model.boundary.triangles
    let touching = (0..<3).filter { point.weights[$0] > 0 }.map { triangles[3 * point.face + $0] }
    var solidAngle = 0.0
    var inverseDistance = 0.0
    sigma = 0
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
  }
}
