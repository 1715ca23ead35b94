import Dispatch

/// Calls `body` for 0 ..< count on all cores; the calls must not write to one place.
func concurrently(_ count: Int, _ body: (Int) -> Void) {
  // The call returns only when every piece is done, so the closure does not outlive it.
  withoutActuallyEscaping(body) { body in
    nonisolated(unsafe) let body = body
    DispatchQueue.concurrentPerform(iterations: count) { body($0) }
  }
}
