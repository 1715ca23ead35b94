import Dispatch
import Synchronization

/// Makes one thing while the one before it is being used: a producer and a consumer that keep two cores busy.
public enum Ahead {
  /// Makes things in order, each on another thread while the one before it is taken; no more than two exist at a time.
  ///
  /// - Parameters:
  ///   - count: How many things.
  ///   - make: Makes a thing.
  ///   - take: Takes it, in order, on the caller's thread.
  /// - Throws: What `make` or `take` throws first.
  public static func run<T: Sendable>(
    _ count: Int, make: @escaping @Sendable (Int) throws(LFError) -> T, take: (T) throws(LFError) -> Void
  ) throws(LFError) {
    guard count > 0 else { return }
    var next = start(0, make)
    for i in 0..<count {
      let thing = try next.wait()
      // What is under way when `take` throws ends by itself: nobody waits for it.
      if i + 1 < count { next = start(i + 1, make) }
      try take(thing)
    }
  }

  private static func start<T: Sendable>(
    _ i: Int, _ make: @escaping @Sendable (Int) throws(LFError) -> T
  ) -> Promise<T> {
    let promise = Promise<T>()
    DispatchQueue.global(qos: .userInitiated).async {
      do throws(LFError) { promise.keep(.success(try make(i))) } catch { promise.keep(.failure(error)) }
    }
    return promise
  }

  /// A thing that is there later.
  private final class Promise<T: Sendable>: Sendable {
    private let result = Mutex<Result<T, LFError>?>(nil)
    private let ready = DispatchSemaphore(value: 0)

    func keep(_ value: Result<T, LFError>) {
      result.withLock { $0 = value }
      ready.signal()
    }

    func wait() throws(LFError) -> T {
      ready.wait()
      guard let value = result.withLock({ $0 }) else {
        throw LFError(.internalFault, "work ended without a result")
      }
      return try value.get()
    }
  }
}
