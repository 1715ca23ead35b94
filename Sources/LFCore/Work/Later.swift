import Dispatch
import Synchronization

/// A thing that is made on another thread from now on, and waited for where it is needed.
public final class Later<T: Sendable>: Sendable {
  private let result = Mutex<Result<T, LFError>?>(nil)
  private let ready = DispatchSemaphore(value: 0)

  /// Begins to make a thing.
  ///
  /// - Parameter make: Makes it; what it throws is thrown to those who wait.
  public init(_ make: @escaping @Sendable () throws(LFError) -> T) {
    DispatchQueue.global(qos: .userInitiated).async {
      let made: Result<T, LFError>
      do throws(LFError) { made = .success(try make()) } catch { made = .failure(error) }
      self.result.withLock { $0 = made }
      self.ready.signal()
    }
  }

  /// The thing, as soon as it is there.
  ///
  /// - Returns: The thing.
  /// - Throws: What making it threw.
  public func value() throws(LFError) -> T {
    ready.wait()
    // Whoever asks next does not wait either.
    ready.signal()
    guard let made = result.withLock({ $0 }) else {
      throw LFError(.internalFault, "work ended without a result")
    }
    return try made.get()
  }
}
