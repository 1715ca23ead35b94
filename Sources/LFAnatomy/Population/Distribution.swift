/// How a parameter is spread over the population.
///
/// value = mean + deviation × (size · s + fat · f + rest · e), with independent standard normal s (body size),
/// f (adiposity), both shared by all parameters of an anatomy, and e of the parameter's own; rest makes the
/// variance 1.
public struct Distribution: Sendable {
  /// Mean of women.
  public var female: Double
  /// Mean of men.
  public var male: Double
  /// Standard deviation within a sex.
  public var deviation: Double
  /// Correlation with body size.
  public var size: Double
  /// Correlation with adiposity.
  public var fat: Double
  /// Values beyond are moved to the nearer end.
  public var range: ClosedRange<Double>

  init(
    _ female: Double, _ male: Double, _ deviation: Double, size: Double = 0, fat: Double = 0,
    in range: ClosedRange<Double>
  ) {
    self.female = female
    self.male = male
    self.deviation = deviation
    self.size = size
    self.fat = fat
    self.range = range
  }

  /// The mean of a sex.
  ///
  /// - Parameter sex: The sex.
  /// - Returns: The mean.
  public func mean(_ sex: Sex) -> Double { sex == .female ? female : male }
}
