import LFCore

extension LFError {
  /// Formats of meshes hold no ECG.
  static var noMesh: LFError {
    LFError(
      .usage, "is to hold a mesh, and an ECG is none", hint: "write it as .csv, .hea, .edf, .xml, .dcm or .nc"
    )
  }
}
