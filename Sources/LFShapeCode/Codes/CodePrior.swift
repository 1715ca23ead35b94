public import LFSolve

/// How codes and standard electrodes are spread over the population: one Gaussian for all together.
public struct CodePrior: Equatable, Sendable {
  /// Where what stands.
  public let layout: CodeLayout
  /// The means: code (degrees for angles), then electrodes, heart-centred LPS, mm.
  public let mean: [Double]
  /// The covariances.
  public let covariance: SymmetricMatrix

  /// A prior.
  ///
  /// - Parameters:
  ///   - layout: Where what stands.
  ///   - mean: The means, `layout.jointCount` of them.
  ///   - covariance: The covariances.
  public init(layout: CodeLayout, mean: [Double], covariance: SymmetricMatrix) {
    precondition(mean.count == layout.jointCount && covariance.size == mean.count)
    self.layout = layout
    self.mean = mean
    self.covariance = covariance
  }

  /// The Gaussian of a sample.
  ///
  /// - Parameters:
  ///   - layout: Where what stands.
  ///   - samples: Codes with electrodes, each of `layout.jointCount` numbers; more than those.
  public init(layout: CodeLayout, samples: [[Double]]) {
    let n = layout.jointCount
    var mean = [Double](repeating: 0, count: n)
    for s in samples { for i in 0..<n { mean[i] += s[i] / Double(samples.count) } }
    var covariance = SymmetricMatrix(n)
    for s in samples {
      for i in 0..<n {
        let d = (s[i] - mean[i]) / Double(max(samples.count - 1, 1))
        for j in 0..<n { covariance.values[i * n + j] += d * (s[j] - mean[j]) }
      }
    }
    // What a finite sample cannot tell is kept from being taken for certain.
    for i in 0..<n { covariance.values[i * n + i] *= 1.02 }
    self.init(layout: layout, mean: mean, covariance: covariance)
  }

  /// The deviation of one number.
  ///
  /// - Parameter index: Its place.
  /// - Returns: The standard deviation.
  public func deviation(_ index: Int) -> Double { covariance[index, index].squareRoot() }
}
