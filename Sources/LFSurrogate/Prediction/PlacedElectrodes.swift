import LFAnatomy
import LFLeadField
import LFShapeCode

/// What it costs that an electrode was not given but placed: by the operator network, which is quick anywhere.
struct PlacedElectrodes {
  private let encoding: HeartEncoding
  private let features: AnatomyFeatures
  private let item: LeadFieldOperator

  init(_ encoding: HeartEncoding, _ features: AnatomyFeatures, _ item: LeadFieldOperator) {
    self.encoding = encoding
    self.features = features
    self.item = item
  }

  /// What a deviation of a placed electrode's position, along the skin, changes: its square is added. Taken at
  /// some five hundred places, and from there as a share of the field's size, which it changes evenly.
  func widen(
    _ found: inout LeadFieldOperator.Prediction, _ electrodes: [Electrode], _ places: [SIMD3<Double>]
  ) {
    let placed = electrodes.indices.filter { electrodes[$0].origin == .placed }
    let n = places.count
    guard n > 0, !placed.isEmpty else { return }
    let step = max(1, n / 512)
    let few = stride(from: 0, to: n, by: step).map(\.self)
    let here = few.map { places[$0] }
    let before = item.predict(features, at: here, electrodes: placed.map { electrodes[$0].position })
    let normals = encoding.anatomy.skinNormals(placed.map { electrodes[$0].position })
    for (number, e) in placed.enumerated() {
      let standard = Electrode.standardNames.firstIndex(of: electrodes[e].name)
      let spread = standard.map { encoding.code.landmarkDeviations[$0] } ?? 20
      let normal = normals[number]
      let side = abs(normal.z) < 0.9 ? SIMD3(0.0, 0, 1) : SIMD3(1.0, 0, 0)
      let along = side - normal * (side * normal).sum()
      let a = along / max((along * along).sum().squareRoot(), 1e-9)
      let b = SIMD3(
        normal.y * a.z - normal.z * a.y, normal.z * a.x - normal.x * a.z, normal.x * a.y - normal.y * a.x)
      let moved = encoding.anatomy.onSkin([a, b].map { electrodes[e].position + $0 * spread })
      let other = item.predict(features, at: here, electrodes: moved)
      var (change, size) = (0.0, 0.0)
      for k in few.indices {
        for axis in 0..<3 {
          let g = Double(before.gradient[3 * (number * few.count + k) + axis])
          size += g * g
          for m in 0..<2 {
            let d = Double(other.gradient[3 * (m * few.count + k) + axis]) - g
            change += d * d
          }
        }
      }
      let share = size > 0 ? change / size / 3 : 0
      for i in 0..<n {
        let at = 3 * (e * n + i)
        let (x, y, z) = (found.gradient[at], found.gradient[at + 1], found.gradient[at + 2])
        let square = x * x + y * y + z * z
        let own = found.deviation[e * n + i]
        found.deviation[e * n + i] = (own * own + Float(share) * square).squareRoot()
      }
    }
  }
}
