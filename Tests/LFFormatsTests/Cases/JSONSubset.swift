import Foundation

/// Compares answers in JSON with what a case states of them.
enum JSONSubset {
  /// The first difference between what is expected and what is there; `nil` when all that is expected is there.
  ///
  /// Objects may have more members; lists of named objects may have more items; other lists are compared whole.
  static func difference(_ expected: Any, _ actual: Any, at path: String = "") -> String? {
    switch (expected, actual) {
    case (let expected as [String: Any], let actual as [String: Any]):
      for (name, value) in expected {
        guard let found = actual[name] else { return "\(path).\(name) is missing" }
        if let difference = difference(value, found, at: path + "." + name) { return difference }
      }
      return nil
    case (let expected as [Any], let actual as [Any]):
      return difference(expected, actual, at: path)
    case (let expected as NSNumber, let actual as NSNumber):
      let (a, b) = (expected.doubleValue, actual.doubleValue)
      return expected == actual || abs(a - b) <= 1e-9 * max(abs(a), abs(b))
        ? nil : "\(path) is \(actual), not \(expected)"
    case (let expected as NSObject, let actual as NSObject):
      return expected == actual ? nil : "\(path) is \(actual), not \(expected)"
    default: return "\(path) is of another kind"
    }
  }

  private static func difference(_ expected: [Any], _ actual: [Any], at path: String) -> String? {
    if let expected = expected as? [[String: Any]], expected.allSatisfy({ $0["name"] != nil }),
      !expected.isEmpty
    {
      for item in expected {
        let found = actual.first { ($0 as? [String: Any])?["name"] as? String == item["name"] as? String }
        guard let found else { return "\(path) lacks \(item["name"] ?? "")" }
        if let difference = difference(item, found, at: path + ".\(item["name"] ?? "")") { return difference }
      }
      return nil
    }
    guard expected.count == actual.count else {
      return "\(path) has \(actual.count) items, not \(expected.count)"
    }
    for (i, (a, b)) in zip(expected, actual).enumerated() {
      if let difference = difference(a, b, at: path + "[\(i)]") { return difference }
    }
    return nil
  }
}
