import LFSolve

extension FullOrderSolution {
  /// An estimate of the relative error of the gradients in a tissue, electrode by electrode.
  ///
  /// Two recoveries of different order are compared, √(∫|∇₁ − ∇₂|² / ∫|∇Z|²): where the mesh resolves the field
  /// they agree. On balls, shells and torsos the estimate is 1 to 5 times the error of the better one, which is
  /// what the samples hold.
  ///
  /// - Parameter tissue: The tissue's index.
  /// - Returns: One number an electrode.
  public func discretisationError(in tissue: Int32) -> [Double] {
    let better = TissueGradient(model, tissue: tissue, method: recovery)
    let other = TissueGradient(model, tissue: tissue, method: .average)
    var volumes = [Double](repeating: 0, count: better.nodes.count)
    for cell in 0..<model.cellCount where model.tissue[cell] == tissue {
      let (a, b, c, d) = model.corners(cell)
      let share = LinearTetrahedron(a, b, c, d).volume / 4
      for k in 0..<4 { volumes[Int(better.place[Int(model.tetrahedra[4 * cell + k])])] += share }
    }
    return electrodes.indices.map { e in
      let fine = better.apply(regular[e])
      let coarse = other.apply(regular[e])
      var difference = 0.0
      var whole = 0.0
      for i in fine.indices {
        let d = fine[i] - coarse[i]
        let z = fine[i] + sources[e].gradient(model.points[Int(better.nodes[i])])
        difference += volumes[i] * dot(d, d)
        whole += volumes[i] * dot(z, z)
      }
      return whole > 0 ? (difference / whole).squareRoot() : 0
    }
  }
}
