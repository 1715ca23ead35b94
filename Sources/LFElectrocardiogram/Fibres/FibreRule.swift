import Foundation
import LFCore
public import LFMesh

/// Fibres by rule: they turn from one angle on the inside of the wall to another outside (after Bayer et al. 2012).
///
/// The angle is measured from the wall's circumference, positive towards the base. In the septum the left side counts
/// as inside and the right one as outside.
public struct FibreRule: Equatable, Sendable {
  /// On the inside of the wall, degrees.
  public var inside = 60.0
  /// On its outside, degrees.
  public var outside = -60.0

  /// Makes the standard rule: +60° to −60°.
  public init() {}

  /// The fibres of a wall.
  ///
  /// - Parameter wall: The wall.
  /// - Returns: One direction a tetrahedron.
  public func fibres(in wall: HeartWall) -> FibreField {
    let directions = wall.corners.map { cell in
      let (depth, across) = wall.depthGradient(cell)
      // Where depth is level any direction across the axis is a circumference.
      let radial = (across - wall.up * (across * wall.up).sum()).unit ?? wall.up.anyNormal
      let circumference = wall.up.cross(radial).unit ?? wall.up.anyNormal
      let normal = across.unit ?? radial
      let longitudinal = normal.cross(circumference).unit ?? wall.up
      let upwards = (longitudinal * wall.up).sum() < 0 ? -longitudinal : longitudinal
      let angle = (inside + (outside - inside) * depth) * Double.pi / 180
      return (circumference * cos(angle) + upwards * sin(angle)).unit ?? circumference
    }
    return FibreField(
      directions: directions, origin: "rule (\(Int(inside))° inside, \(Int(outside))° outside)")
  }
}
