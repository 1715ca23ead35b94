/// The biological sex that the distributions differ by.
public enum Sex: String, CaseIterable, Sendable {
  /// A woman.
  case female
  /// A man.
  case male
}

/// One value for each parameter of an anatomy.
public struct AnatomyParameters: Equatable, Sendable {
  /// The sex.
  public var sex: Sex
  private var values: [Double]

  /// The mean of a sex.
  ///
  /// - Parameter sex: The sex.
  public init(meanOf sex: Sex) {
    self.sex = sex
    values = AnatomyParameter.allCases.map { $0.distribution.mean(sex) }
  }

  /// The value of a parameter, in the parameter's unit.
  ///
  /// - Parameter parameter: The parameter.
  public subscript(parameter: AnatomyParameter) -> Double {
    get { values[parameter.number] }
    set { values[parameter.number] = newValue }
  }

  /// How far a value is from the mean of the sex, in standard deviations.
  ///
  /// - Parameter parameter: The parameter.
  /// - Returns: The deviation.
  public func deviation(_ parameter: AnatomyParameter) -> Double {
    let distribution = parameter.distribution
    return (self[parameter] - distribution.mean(sex)) / distribution.deviation
  }

  /// Sets a value by its distance from the mean of the sex, in standard deviations, within the allowed range.
  ///
  /// - Parameters:
  ///   - parameter: The parameter.
  ///   - deviation: How many standard deviations.
  public mutating func set(_ parameter: AnatomyParameter, deviation: Double) {
    let distribution = parameter.distribution
    let value = distribution.mean(sex) + deviation * distribution.deviation
    self[parameter] = min(max(value, distribution.range.lowerBound), distribution.range.upperBound)
  }
}
