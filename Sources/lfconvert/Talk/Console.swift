import Foundation
import LFCore

/// What the command says: data on stdout, talk on stderr.
struct Console {
  /// Nothing but warnings and errors.
  var quiet: Bool

  /// Says in one line what was done.
  func note(_ line: String) {
    guard !quiet else { return }
    Self.say(line.singleLine + "\n")
  }

  /// Passes warnings on.
  func warn(_ diagnostics: Diagnostics) {
    for warning in diagnostics.warnings { Self.say("warning: " + warning + "\n") }
  }

  /// Prints data.
  ///
  /// - Parameter text: The data, without the last line's end.
  /// - Throws: `LFError` with code `cannotCreate` when stdout does not take them.
  static func answer(_ text: String) throws(LFError) {
    let error = send(text + "\n", to: STDOUT_FILENO)
    guard error != 0 else { return }
    throw LFError(
      .cannotCreate, "cannot be written: \(String(cString: strerror(error)))", at: .init(file: "stdout"),
      hint: "check where the output goes")
  }

  /// Ends the process with an error's line and exit code.
  static func fail(_ error: LFError) -> Never {
    Interruption.clean()
    say("lfconvert: " + error.description + "\n")
    exit(error.code.exitCode)
  }

  /// Says something on stderr. When nobody listens it is lost: the exit code tells the rest.
  static func say(_ text: String) { _ = send(text, to: STDERR_FILENO) }

  /// Keeps the numbers of stdin, stdout and stderr from files, where the caller has closed them: talk would go into the
  /// output. What holds their places takes and gives nothing.
  static func holdPlaces() {
    for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(number, F_GETFD) < 0 {
      _ = open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Writes all of a text; `FileHandle` would end the process when it cannot.
  ///
  /// - Returns: The system's error number, 0 when all is written.
  private static func send(_ text: String, to descriptor: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
      var done = 0
      while done < bytes.count {
        let count = write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        if count >= 0 {
          done += count
        } else if errno == EAGAIN {
          // Somebody else has made it non-blocking.
          var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&wait, 1, -1)
        } else if errno != EINTR {
          return errno
        }
      }
      return 0
    }
  }
}
