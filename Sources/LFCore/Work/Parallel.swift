import Dispatch
import Synchronization

/// Independent pieces of work on all cores.
public enum Parallel {
  /// Calls `body` for each number below `count`, on all cores, and returns when all are done.
  ///
  /// - Parameters:
  ///   - count: How many pieces.
  ///   - body: The work of one piece; pieces run side by side.
  public static func run(_ count: Int, _ body: (Int) -> Void) {
    guard count > 1 else {
      if count == 1 { body(0) }
      return
    }
    // The call returns only when every piece is done, so the closure does not outlive it.
    withoutActuallyEscaping(body) { body in
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: count) { body($0) }
    }
  }

  /// Makes a number of things on all cores.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - make: Makes one by its number; they are made side by side.
  /// - Returns: All of them, in order.
  public static func map<Result: Sendable>(_ count: Int, _ make: (Int) -> Result) -> [Result] {
    let made = Mutex([Result?](repeating: nil, count: count))
    run(count) { number in
      let result = make(number)
      made.withLock { $0[number] = result }
    }
    return made.withLock { $0.compactMap(\.self) }
  }

  /// Makes two things side by side.
  ///
  /// - Parameters:
  ///   - one: Makes the one.
  ///   - other: Makes the other.
  /// - Returns: Both.
  public static func both<One, Other>(_ one: () -> One, _ other: () -> Other) -> (One, Other) {
    var (first, second): (One?, Other?)
    withUnsafeMutablePointer(to: &first) { first in
      withUnsafeMutablePointer(to: &second) { second in
        nonisolated(unsafe) let (first, second) = (first, second)
        run(2) { if $0 == 0 { first.pointee = one() } else { second.pointee = other() } }
      }
    }
    guard let first, let second else { preconditionFailure("a piece of work was left out") }
    return (first, second)
  }
}
