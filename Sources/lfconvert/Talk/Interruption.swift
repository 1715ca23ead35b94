import Dispatch
import Foundation
import LFCore

/// Ctrl-C and termination leave no half-written file behind.
enum Interruption {
  /// Keeps the signal sources alive; set once, before any other thread starts.
  nonisolated(unsafe) private static var sources: [any DispatchSourceSignal] = []

  /// Removes unfinished output when the process is told to end.
  static func watch() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        AtomicOutput.removeUnfinished()
        exit(128 + number)
      }
      source.resume()
      sources.append(source)
    }
  }
}
