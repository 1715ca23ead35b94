public import LFCore
import LFLeadField
public import LFMesh
public import LFSolve

extension TorsoModel {
  /// Makes a model of a labelled mesh of tetrahedra.
  ///
  /// Cells of fewer dimensions (triangles, lines, points) are left out with a warning, and so are points that no
  /// tetrahedron uses. A mesh whose cells are all inverted is turned round with a warning.
  ///
  /// - Parameters:
  ///   - mesh: An unstructured grid, mm, LPS.
  ///   - labels: Where the labels are and what they mean.
  ///   - source: Where the conductivities come from.
  ///   - diagnostics: Takes the warnings.
  /// - Throws: `LFError` with code `badData` for cells that are no tetrahedra, flat or inverted ones, labels that
  ///   are missing or unknown, loose parts, and conductivities that are not positive.
  public init(
    _ mesh: Mesh, labels: TissueLabels = TissueLabels(), conductivity source: ConductivitySource,
    diagnostics: inout Diagnostics
  ) throws(LFError) {
    let cells = try TetrahedralCells(mesh, diagnostics: &diagnostics)
    let tissues = try CellTissues(mesh, cells.sourceCell, labels)
    let conductivity = try cellConductivity(mesh, cells, tissues, source)
    try self.init(
      points: cells.points, tetrahedra: cells.tetrahedra, tissue: tissues.tissue, tissueNames: tissues.names,
      conductivity: conductivity, tableName: source.name, sourcePoint: cells.sourcePoint,
      sourceCell: cells.sourceCell, diagnostics: &diagnostics)
  }

  /// Makes a model of bare numbers.
  ///
  /// - Parameters:
  ///   - points: Points, m, each used by a cell.
  ///   - tetrahedra: Four points a cell.
  ///   - tissue: The tissue of each cell: an index into `tissueNames`.
  ///   - tissueNames: The tissues' names.
  ///   - conductivity: The conductivity of each cell, S/m.
  ///   - tableName: The name of the conductivity model.
  ///   - sourcePoint: The number of each point in the mesh it came from; `nil`: its own.
  ///   - sourceCell: The number of each cell in the mesh it came from; `nil`: its own.
  ///   - diagnostics: Takes the warnings.
  /// - Throws: `LFError` with code `badData` for flat or inverted cells, loose parts, and conductivities that are
  ///   not positive.
  public init(
    points: [SIMD3<Double>], tetrahedra: [Int32], tissue: [Int32], tissueNames: [String],
    conductivity: CellConductivity, tableName: String = "custom", sourcePoint: [Int32]? = nil,
    sourceCell: [Int32]? = nil, diagnostics: inout Diagnostics
  ) throws(LFError) {
    let ownCells = sourceCell ?? (0..<tissue.count).map { Int32($0) }
    var tetrahedra = tetrahedra
    let volumes = try checkedVolumes(points, &tetrahedra, ownCells, &diagnostics)
    try checkConductivity(conductivity, ownCells)
    try checkConnected(points, tetrahedra)
    let around = NodeCells(nodes: points.count, tetrahedra: tetrahedra)
    self.points = points
    self.tetrahedra = tetrahedra
    self.tissue = tissue
    self.tissueNames = tissueNames
    self.conductivity = conductivity
    self.sourcePoint = sourcePoint ?? (0..<points.count).map { Int32($0) }
    self.sourceCell = ownCells
    self.around = around
    table = ConductivityModel(
      name: tableName, tissues: meanConductivity(tissue, tissueNames, conductivity, volumes))
    boundary = try BoundarySurface(points, tetrahedra, ownCells, &diagnostics)
  }
}

extension ConductivitySource {
  var name: String {
    switch self {
    case .table(let table): table.name
    case .cellArray(let name): "cell array \(name)"
    }
  }
}

/// Conductivities by tissue, weighted by volume.
private func meanConductivity(
  _ tissue: [Int32], _ names: [String], _ conductivity: CellConductivity, _ volumes: [Double]
) -> [String: Double] {
  var sums = [Double](repeating: 0, count: names.count)
  var volume = sums
  var low = [Double](repeating: .infinity, count: names.count)
  var high = sums
  for cell in tissue.indices {
    let i = Int(tissue[cell])
    let value = conductivity.mean(cell)
    sums[i] += volumes[cell] * value
    volume[i] += volumes[cell]
    low[i] = min(low[i], value)
    high[i] = max(high[i], value)
  }
  var result: [String: Double] = [:]
  // One value stays the number that it is.
  for i in names.indices where volume[i] > 0 {
    result[names[i]] = low[i] == high[i] ? low[i] : sums[i] / volume[i]
  }
  return result
}
