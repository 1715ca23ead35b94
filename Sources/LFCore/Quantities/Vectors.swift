extension SIMD3<Double> {
  /// The scalar product with another vector.
  ///
  /// - Parameter other: The second factor.
  /// - Returns: The product.
  @inlinable
  public func dot(_ other: Self) -> Double { x * other.x + y * other.y + z * other.z }

  /// The vector product with another vector.
  ///
  /// - Parameter other: The second factor.
  /// - Returns: The product.
  @inlinable
  public func cross(_ other: Self) -> Self {
    Self(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
  }

  /// The length.
  @inlinable
  public var length: Double { (self * self).sum().squareRoot() }

  /// The direction; zero stays zero.
  @inlinable
  public var normalized: Self { length > 0 ? self / length : self }

  /// The direction; `nil` for what has none.
  @inlinable
  public var unit: Self? {
    let l = length
    return l > 1e-12 && l.isFinite ? self / l : nil
  }

  /// Some direction at a right angle to this one.
  @inlinable
  public var anyNormal: Self {
    let side: Self = abs(x) < 0.7 ? Self(1, 0, 0) : Self(0, 1, 0)
    return cross(side).unit ?? Self(0, 0, 1)
  }
}
