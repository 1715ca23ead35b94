public import LFLeadField

/// Where the conductivity of each cell comes from.
public enum ConductivitySource: Equatable, Sendable {
  /// By tissue, from a table.
  case table(ConductivityModel)
  /// From a cell array, S/m: one number a cell, or a symmetric tensor as six (VTK's order xx, yy, zz, xy, yz, xz)
  /// or nine numbers.
  case cellArray(String)
}
