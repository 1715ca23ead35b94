public import LFCore
public import LFLeadField
public import LFMesh
import LFSolve

extension FullOrderSolution {
  /// What the lead field is made on.
  public enum Extent: Equatable, Sendable {
    /// The cells of one tissue, gradients on its side of its border.
    case tissue(String)
    /// All cells; on borders the muscle's side is given, else the side with more volume.
    case whole
  }

  /// The lead field on the mesh that the model was made of, or on one tissue of it, at points and at cells.
  ///
  /// Field data `solver_residual` and `discretisation_error_estimate` hold one number an electrode: the relative
  /// residual of its equations, and the estimated relative error of its gradients (in the muscle if it is there).
  ///
  /// - Parameters:
  ///   - mesh: The mesh that the model was made of, mm.
  ///   - extent: All of it or one tissue.
  ///   - atPoints: Whether the field is wanted at points.
  ///   - atCells: Whether the field is wanted at the cells' centroids.
  ///   - source: The name of its file.
  /// - Returns: The lead field, with the standard leads that the electrodes make.
  /// - Throws: `LFError` with code `badData` when no cell is of the tissue.
  public func leadField(
    on mesh: Mesh, _ extent: Extent = .whole, atPoints: Bool = true, atCells: Bool = true, source: String
  ) throws(LFError) -> LeadField {
    let cells = try members(extent)
    var isUsed = [Bool](repeating: false, count: model.points.count)
    for cell in cells { for k in 0..<4 { isUsed[Int(model.tetrahedra[4 * Int(cell) + k])] = true } }
    let points = isUsed.indices.filter { isUsed[$0] }.map { Int32($0) }
    var preferred = ["myocardium"]
    if case .tissue(let name) = extent { preferred.insert(name, at: 0) }
    let estimated = model.index(ofTissue: preferred[0]) ?? model.tissue[Int(cells[0])]
    let errors = discretisationError(in: estimated)
    var part = try subset(mesh, points, cells)
    part.fieldData.removeAll { ["solver_residual", "discretisation_error_estimate"].contains($0.name) }
    part.fieldData.append(DataArray("solver_residual", .float64(report.relativeResiduals)))
    part.fieldData.append(DataArray("discretisation_error_estimate", .float64(errors)))
    return LeadField(
      mesh: part, electrodes: electrodes, leads: .standard(for: electrodes.map(\.name)),
      atPoints: atPoints ? samples(atPoints: points, preferring: preferred) : nil,
      atCells: atCells ? samples(atCentroidsOf: cells) : nil,
      conductivity: model.table,
      provenance: Provenance(
        title: "Full-order lead field of \(source)", method: "full-order", source: source,
        history: [summary(errors, in: model.tissueNames[Int(estimated)])],
        references:
          "linear finite elements, electrode singularity in closed form, uniform return over the skin"))
  }

  /// One line: what was solved, how well.
  private func summary(_ errors: [Double], in tissue: String) -> String {
    let residual = report.relativeResiduals.max() ?? 0
    let percent = ((errors.max() ?? 0) * 1000).rounded() / 10
    return
      "solved \(electrodes.count) electrodes on \(model.points.count) points and \(model.cellCount) tetrahedra in "
      + "\(report.iterations) iterations; relative residual \(Float(residual)); estimated discretisation error "
      + "of the gradient in the \(tissue) at most \(percent) % (L2, worst electrode)"
  }

  private func members(_ extent: Extent) throws(LFError) -> [Int32] {
    guard case .tissue(let name) = extent else { return (0..<model.cellCount).map { Int32($0) } }
    guard let index = model.index(ofTissue: name) else {
      throw LFError(
        .badData, "no cell is \(name)", hint: "the tissues are \(model.tissueNames.joined(separator: ", "))")
    }
    return model.tissue.indices.filter { model.tissue[$0] == index }.map { Int32($0) }
  }

  /// Some points and cells of the mesh, with their arrays.
  private func subset(_ mesh: Mesh, _ points: [Int32], _ cells: [Int32]) throws(LFError) -> Mesh {
    guard case .unstructured(let grid) = mesh.geometry,
      grid.points.tuples > Int(model.sourcePoint.last ?? 0),
      grid.cells.count > Int(model.sourceCell.max() ?? 0)
    else { throw LFError(.internalFault, "the model was not made of this mesh") }
    var number = [Int64](repeating: -1, count: model.points.count)
    for (new, point) in points.enumerated() { number[Int(point)] = Int64(new) }
    let sourcePoints = points.map { Int(model.sourcePoint[Int($0)]) }
    let sourceCells = cells.map { Int(model.sourceCell[Int($0)]) }
    var coordinates = grid.points
    coordinates.values = grid.points.values.tuples(sourcePoints, of: 3)
    var connectivity: [Int64] = []
    connectivity.reserveCapacity(4 * cells.count)
    for cell in cells {
      for k in 0..<4 { connectivity.append(number[Int(model.tetrahedra[4 * Int(cell) + k])]) }
    }
    return Mesh(
      .unstructured(
        UnstructuredGrid(
          points: coordinates,
          cells: CellArray(offsets: (0...cells.count).map { Int64(4 * $0) }, connectivity: connectivity),
          types: [UInt8](repeating: 10, count: cells.count))),
      pointData: mesh.pointData.tuples(sourcePoints), cellData: mesh.cellData.tuples(sourceCells),
      fieldData: mesh.fieldData)
  }
}
