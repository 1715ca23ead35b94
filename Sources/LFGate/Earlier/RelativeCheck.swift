import LFAccuracy
import LFCore

/// One relative limit held against what an earlier report says of the same cases.
public struct RelativeCheck: Equatable, Sendable {
  /// The limit.
  public var limit: RelativeLimit
  /// How many cases both have.
  public var cases: Int
  /// The mean deviation from the ideal, earlier and now.
  public var means: (earlier: Double, now: Double)
  /// now / earlier − 1; not a number when no case is common.
  public var worse: Double
  /// Its interval at the limit's confidence.
  public var interval: (low: Double, high: Double)

  /// Cases that were measured against another golden file then: what is worse is no matter of the prediction.
  public var changed: [String]

  init(_ limit: RelativeLimit, _ results: [CaseResult], _ earlier: [String: CaseResult]) {
    self.limit = limit
    changed = results.compactMap { item in earlier[item.name].flatMap { Self.change(item, $0) } }
    let ideal = limit.measure.ideal
    let pairs: [(earlier: Double, now: Double)] = results.compactMap { item in
      guard let now = item.report?.value(limit.measure.name),
        let before = earlier[item.name]?.report?.value(limit.measure.name)
      else { return nil }
      return (abs(before - ideal), abs(now - ideal))
    }
    func ratio(_ numbers: [Int]) -> Double {
      let sums = numbers.reduce((0.0, 0.0)) { ($0.0 + pairs[$1].earlier, $0.1 + pairs[$1].now) }
      // Two perfect predictions are equally good.
      return sums.0 == sums.1 ? 0 : sums.1 / sums.0 - 1
    }
    cases = pairs.count
    let count = Double(max(pairs.count, 1))
    means = (pairs.reduce(0) { $0 + $1.earlier } / count, pairs.reduce(0) { $0 + $1.now } / count)
    worse = pairs.isEmpty ? .nan : ratio(Array(pairs.indices))
    interval = Bootstrap.interval(pairs.count, confidence: limit.confidence, ratio)
  }

  /// What tells two golden files apart; `nil` when they are the same, or nobody says.
  private static func change(_ now: CaseResult, _ before: CaseResult) -> String? {
    guard let a = before.golden, let b = now.golden, a.sha256 != b.sha256 else { return nil }
    return
      "\(now.name.singleLine): \(a.path.singleLine) (SHA-256 \(a.sha256.prefix(12))…) then,"
      + " \(b.path.singleLine) (\(b.sha256.prefix(12))…) now"
  }

  /// Whether it passes; without common cases, and with other golden files, it does not.
  public var isPassed: Bool {
    guard changed.isEmpty else { return false }
    return switch limit.requirement {
    case .estimate: worse <= limit.worse
    case .confidence: interval.high <= limit.worse
    }
  }

  /// Whether the sample is large enough to say which way it is.
  public var isShown: Bool { interval.high <= limit.worse || interval.low > limit.worse }

  /// One line for people.
  public var text: String {
    if let first = changed.first {
      return "\(limit.measure.title): the earlier report has other golden files: \(first)"
        + (changed.count > 1 ? " and \(changed.count - 1) more" : "") + "; make it again with these"
    }
    guard cases > 0 else { return "\(limit.measure.title): the earlier report has none of the cases" }
    let change = "\((100 * worse).fixed(1)) % \(worse > 0 ? "more" : "less")".replacing("-", with: "")
    let range =
      "\((100 * limit.confidence).fixed(0)) % interval \((100 * interval.low).fixed(1))…\((100 * interval.high).fixed(1)) %"
    return "\(limit.measure.title): \(change) than before over \(cases) cases (\(range)), allowed is"
      + " \((100 * limit.worse).fixed(1)) % more" + (isShown ? "" : "; so few cases do not show which")
  }

  /// Whether two checks are the same.
  ///
  /// - Parameters:
  ///   - a: One.
  ///   - b: The other.
  /// - Returns: Whether they are equal.
  public static func == (a: RelativeCheck, b: RelativeCheck) -> Bool {
    a.limit == b.limit && a.changed == b.changed && a.cases == b.cases && a.means == b.means
      && a.worse == b.worse
      && a.interval == b.interval
  }
}
