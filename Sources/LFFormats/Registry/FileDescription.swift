public import LFMesh

/// What `info` says of a file.
public enum FileDescription: Equatable, Sendable {
  /// A mesh, and the times that the file has: none, one, or several.
  case mesh(MeshSummary, times: Times)
  /// NetCDF variables, whatever they mean.
  case netCDF(NetCDFInventory)
  /// An ECG.
  case ecg(RecordingSummary)

  /// The times of a file.
  public enum Times: Equatable, Sendable {
    /// The file states no time.
    case none
    /// The file states the time of its one mesh.
    case one(Double)
    /// The file has a list of times.
    case many([Double])
  }
}
