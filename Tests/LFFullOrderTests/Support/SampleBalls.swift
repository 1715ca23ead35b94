import LFLeadField
import LFSolve

@testable import LFFullOrder

let ballRadius = 0.12

/// A ball of one conductivity, its spheres about as far apart as its points.
func ball(_ frequency: Int, sigma: Double = 0.2) throws -> TorsoModel {
  let mesh = BallMesh(
    frequency: frequency, radii: (1...frequency).map { ballRadius * Double($0) / Double(frequency) })
  return try mesh.model(.isotropic([Double](repeating: sigma, count: mesh.layer.count)))
}

/// Blood, muscle, lung and torso as concentric shells.
struct Shells {
  static let edges = [0.04, 0.06, 0.09, ballRadius]
  static let names = ["blood", "myocardium", "lungs", "torso"]
  static let sigma = [0.6, 0.3, 0.05, 0.2]
  let mesh: BallMesh
  let tissue: [Int32]

  init(_ frequency: Int) {
    let step = ballRadius / Double(frequency)
    var radii: [Double] = []
    var shells: [Int32] = []
    var last = 0.0
    for (shell, edge) in Self.edges.enumerated() {
      let count = max(1, Int(((edge - last) / step).rounded()))
      for i in 1...count {
        radii.append(last + (edge - last) * Double(i) / Double(count))
        shells.append(Int32(shell))
      }
      last = edge
    }
    mesh = BallMesh(frequency: frequency, radii: radii)
    tissue = mesh.layer.map { shells[Int($0)] }
  }

  func model() throws -> TorsoModel {
    try model(.isotropic(tissue.map { Self.sigma[Int($0)] }))
  }

  func model(_ conductivity: CellConductivity) throws -> TorsoModel {
    var mesh = mesh
    mesh.layer = tissue
    return try mesh.model(conductivity, tissue: { $0 }, names: Self.names)
  }
}

/// Electrodes in a corner, on an edge and inside a face of the skin.
func threeElectrodes(_ model: TorsoModel) -> [Electrode] {
  let face = model.boundary.skinCount / 3
  let p = (0..<3).map { model.points[Int(model.boundary.triangles[3 * face + $0])] * 1e3 }
  return [
    Electrode("corner", at: p[0]), Electrode("edge", at: (p[0] + p[1]) / 2),
    Electrode("face", at: 0.4 * p[0] + 0.35 * p[1] + 0.25 * p[2]),
  ]
}
