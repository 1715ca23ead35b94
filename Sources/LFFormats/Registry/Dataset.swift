public import LFLeadField
public import LFMesh
public import LFRecording

/// What a file can hold.
public enum Dataset: Equatable, Sendable {
  /// One mesh.
  case mesh(Mesh)
  /// Meshes in time or parts.
  case series(MeshSeries)
  /// A lead field with its mesh.
  case leadField(LeadField)
  /// An ECG.
  case ecg(ECGRecording)
}
