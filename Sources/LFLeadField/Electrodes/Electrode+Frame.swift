public import LFCore

extension Electrode {
  /// The electrode in LPS, its position scaled.
  ///
  /// - Parameters:
  ///   - frame: The frame of its position.
  ///   - scale: Millimetres in one unit of its position.
  /// - Returns: The same electrode, LPS, mm.
  public func moved(from frame: AnatomicalFrame, scale: Double) -> Electrode {
    var copy = self
    for row in 0..<3 {
      let m = frame.toLPS[row]
      copy.position[row] = (m[0] * position.x + m[1] * position.y + m[2] * position.z) * scale
    }
    return copy
  }
}
