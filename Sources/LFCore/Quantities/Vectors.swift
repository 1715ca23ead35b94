extension SIMD3<Double> {
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
}
