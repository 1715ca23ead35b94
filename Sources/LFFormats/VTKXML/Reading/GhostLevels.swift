import LFMesh

/// Files before version 2.0 mark ghosts by their level; since then by a flag, 1 for a duplicate.
enum GhostLevels {
  private static let oldName = "vtkGhostLevels"
  /// The name of the array of flags.
  static let name = "vtkGhostType"

  static func update(_ data: inout AttributeData) {
    for i in data.arrays.indices where data.arrays[i].name == oldName && data.arrays[i].components == 1 {
      guard case .uint8(let levels) = data.arrays[i].values, data[name] == nil else { continue }
      data.arrays[i].name = name
      data.arrays[i].values = .uint8(levels.map { $0 > 0 ? 1 : 0 })
    }
  }

  /// Whether there is an array that a reader would take for levels or flags.
  static func isPresent(in data: AttributeData) -> Bool { data[name] != nil || data[oldName] != nil }
}
