import Foundation
import LFLeadField
import LFShapeCode
public import LFSurrogate

/// How an operator does on cases that it did not learn from: the nine independent leads, one figure a case.
public struct OperatorMeasure: Equatable, Sendable {
  /// Mean angular error in the heart, degrees.
  public var heartAngle = 0.0
  /// Mean angular error elsewhere, degrees.
  public var torsoAngle = 0.0
  /// Relative L2 error in the heart.
  public var heartL2 = 0.0
  /// The largest of the cases' relative L2 errors in the heart.
  public var worstL2 = 0.0
  /// Share of components in the heart within one and two deviations.
  public var coverage = SIMD2<Double>(0, 0)
  /// What all deviations must be multiplied with for 72 % of the components to lie within one. Errors have heavier
  /// tails than a normal distribution: no factor gives both 68 and 95 %; this one is between, some points off either.
  public var calibration = 1.0

  /// Measures an operator on a variant of cases.
  ///
  /// - Parameters:
  ///   - item: The operator.
  ///   - cases: The cases.
  ///   - variant: Which variant of each.
  public init(_ item: LeadFieldOperator, on cases: [OperatorCase], variant: Int) {
    self.init(cases.map(\.solved)) { number in
      let one = cases[number]
      return item.predict(
        one.variants[variant].features, at: one.places,
        electrodes: one.electrodes.prefix(10).map(\.position))
    }
  }

  /// Measures predictions.
  ///
  /// - Parameters:
  ///   - cases: The cases.
  ///   - predict: Gives a case's prediction for its first ten electrodes, at all of its places or those in the heart.
  public init(_ cases: [SolvedCase], _ predict: (Int) -> LeadFieldOperator.Prediction) {
    var ratios: [Double] = []
    for (number, one) in cases.enumerated() {
      let ten = Array(one.electrodes.prefix(10))
      let found = predict(number)
      let all = one.places.count
      let n = found.deviation.count / max(ten.count, 1)
      let leads = LeadMatrix.standard(for: ten.map(\.name))
      var (angles, counts) = (SIMD2<Double>(0, 0), SIMD2<Double>(0, 0))
      var (error, whole) = (0.0, 0.0)
      for (name, weights) in zip(leads.names, leads.weights)
      where !["III", "aVR", "aVL", "aVF"].contains(name) {
        for i in 0..<n {
          var (p, g) = (SIMD3<Double>(0, 0, 0), SIMD3<Double>(0, 0, 0))
          for (e, w) in weights.enumerated() where w != 0 {
            let at = 3 * (e * n + i)
            let truth = 3 * (e * all + i)
            for axis in 0..<3 {
              p[axis] += w * Double(found.gradient[at + axis])
              g[axis] += w * Double(one.gradient[truth + axis])
            }
          }
          let part = i < one.heartPlaces ? 0 : 1
          let sizes = ((p * p).sum() * (g * g).sum()).squareRoot()
          if sizes > 0 {
            angles[part] += Angle.degrees(cosine: (p * g).sum() / sizes)
            counts[part] += 1
          }
          if part == 0 {
            let gap = p - g
            error += (gap * gap).sum()
            whole += (g * g).sum()
          }
        }
      }
      var (inside, components) = (SIMD2<Double>(0, 0), 0.0)
      for e in ten.indices {
        for i in stride(from: 0, to: one.heartPlaces, by: 3) {
          let s = Double(found.deviation[e * n + i])
          for axis in 0..<3 {
            let gap = found.gradient[3 * (e * n + i) + axis] - one.gradient[3 * (e * all + i) + axis]
            let z = abs(Double(gap)) / max(s, 1e-12)
            if z < 1 { inside[0] += 1 }
            if z < 1.96 { inside[1] += 1 }
            ratios.append(z)
            components += 1
          }
        }
      }
      let share = 1 / Double(cases.count)
      heartAngle += share * angles[0] / max(counts[0], 1)
      torsoAngle += share * angles[1] / max(counts[1], 1)
      let l2 = (error / whole).squareRoot()
      heartL2 += share * l2
      worstL2 = max(worstL2, l2)
      coverage += inside / components * share
    }
    guard !ratios.isEmpty else { return }
    ratios.sort()
    calibration = ratios[Int(0.72 * Double(ratios.count - 1))]
  }
}

extension OperatorMeasure: CustomStringConvertible {
  /// The figures in words, but for the calibration.
  public var description: String {
    func text(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
    var parts = [
      "heart \(text(heartAngle, 2))°", "L2 \(text(heartL2, 4)) (worst \(text(worstL2, 4)))",
    ]
    // Some methods are for the heart alone, some say nothing of their errors.
    if torsoAngle > 0 { parts.append("torso \(text(torsoAngle, 2))°") }
    if coverage[1] > 0 {
      parts.append(
        "within 1 and 2 deviations \(text(100 * coverage[0], 1)) and \(text(100 * coverage[1], 1)) %")
    }
    return parts.joined(separator: ", ")
  }
}
