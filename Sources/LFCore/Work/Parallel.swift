import Dispatch
import Foundation
import Synchronization

/// Independent pieces of work on all cores.
public enum Parallel {
  /// Calls `body` for each number below `count`, on all cores, and returns when all are done.
  ///
  /// Work within work is shared too: who has nothing left to do helps.
  ///
  /// - Parameters:
  ///   - count: How many pieces.
  ///   - body: The work of one piece; pieces run side by side.
  public static func run(_ count: Int, _ body: (Int) -> Void) {
    guard count > 1 else {
      if count == 1 { body(0) }
      return
    }
    // The closure does not outlive the call: who comes when all pieces are taken does not touch it.
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { body in
        let work = Pieces(count, body)
        for _ in 1..<max(min(count, cores), 1) { DispatchQueue.global().async { work.help() } }
        work.help()
        work.done.wait()
      }
    }
  }

  private static let cores = ProcessInfo.processInfo.activeProcessorCount

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

/// Pieces of work that threads take one after the other.
private final class Pieces: Sendable {
  /// Signalled once, by whoever finishes the last piece.
  let done = DispatchSemaphore(value: 0)
  private let count: Int
  private nonisolated(unsafe) let body: UnsafePointer<(Int) -> Void>
  private let next = Atomic(0)
  private let finished = Atomic(0)

  init(_ count: Int, _ body: UnsafePointer<(Int) -> Void>) {
    self.count = count
    self.body = body
  }

  /// Takes pieces until none are left.
  func help() {
    while true {
      let piece = next.add(1, ordering: .relaxed).oldValue
      guard piece < count else { return }
      call(piece)
      if finished.add(1, ordering: .acquiringAndReleasing).newValue == count { done.signal() }
    }
  }

  /// Apart from the loop, so that nothing holds the closure when the piece counts as finished.
  @inline(never)
  private func call(_ piece: Int) { body.pointee(piece) }
}
