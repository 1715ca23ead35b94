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
    var next = Later { () throws(LFError) in try make(0) }
    for i in 0..<count {
      let thing = try next.value()
      // What is under way when `take` throws ends by itself: nobody waits for it.
      if i + 1 < count { next = Later { () throws(LFError) in try make(i + 1) } }
      try take(thing)
    }
  }
}
