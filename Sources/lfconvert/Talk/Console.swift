import Foundation
import LFCore

/// What the command says: data on stdout, talk on stderr.
struct Console {
  /// Nothing but warnings and errors.
  var quiet: Bool

  /// Says in one line what was done.
  func note(_ line: String) {
    guard !quiet else { return }
    Self.write(line.singleLine)
  }

  /// Passes warnings on.
  func warn(_ diagnostics: Diagnostics) {
    for warning in diagnostics.warnings { Self.write("warning: " + warning) }
  }

  /// Prints data.
  static func answer(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  /// Ends the process with an error's line and exit code.
  static func fail(_ error: LFError) -> Never {
    AtomicOutput.removeUnfinished()
    write("lfconvert: " + error.description)
    exit(error.code.exitCode)
  }

  private static func write(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}
