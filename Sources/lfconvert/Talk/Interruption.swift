import Dispatch
import Foundation
import LFCore

/// Ctrl-C and termination leave no half-written file behind.
enum Interruption {
  /// Keeps the signal sources alive; set once, before any other thread starts.
  nonisolated(unsafe) private static var sources: [any DispatchSourceSignal] = []

  /// Removes unfinished output when the process is told to end.
  static func watch() {
    // A file above the limit of `ulimit -f` is then an error of writing like any other.
    signal(SIGXFSZ, SIG_IGN)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      // What the caller has switched off stays off: nohup's hangup, Ctrl-C for a script's background.
      if isIgnored(signal(number, SIG_IGN)) { continue }
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        clean()
        // Other threads are at work still: nothing else is to be taken from under them.
        _exit(128 + number)
      }
      source.resume()
      sources.append(source)
    }
  }

  /// Removes what is not to outlast the process: unfinished output, folders for the time of the run.
  static func clean() {
    AtomicOutput.removeUnfinished()
    ScratchFolder.removeAll()
  }

  private static func isIgnored(_ handler: sighandler_t?) -> Bool {
    unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
