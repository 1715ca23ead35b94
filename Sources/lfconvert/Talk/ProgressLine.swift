import Dispatch
import Foundation
import LFCore

/// A line on the terminal for work that takes over a second: the step, and how far it is.
final class ProgressLine: @unchecked Sendable {
  private let lock = NSLock()
  private var step = ""
  private var fraction: Double?
  private var shown = false
  private let started = ContinuousClock.now
  private var timer: (any DispatchSourceTimer)?

  /// Starts the clock; nothing is ever drawn when stderr is no terminal or the user wants quiet.
  init(quiet: Bool) {
    guard !quiet, isatty(STDERR_FILENO) == 1 else { return }
    let timer = DispatchSource.makeTimerSource(queue: .global(qos: .utility))
    timer.schedule(deadline: .now() + 1, repeating: .milliseconds(200))
    timer.setEventHandler { [weak self] in self?.draw() }
    timer.resume()
    self.timer = timer
  }

  /// Names the step that begins.
  func begin(_ step: String) {
    lock.withLock {
      self.step = step
      fraction = nil
    }
  }

  /// What libraries report to.
  var progress: WorkProgress {
    WorkProgress { [weak self] step, fraction in
      guard let self else { return }
      lock.withLock {
        self.step = step
        self.fraction = fraction
      }
    }
  }

  /// Takes the line away.
  func end() {
    timer?.cancel()
    lock.withLock {
      if shown { Console.say("\r\u{1B}[K") }
      shown = false
      timer = nil
    }
  }

  private func draw() {
    lock.withLock {
      guard timer != nil else { return }
      let seconds = Int((ContinuousClock.now - started).components.seconds)
      let share = fraction.map { " \(Int($0 * 100)) %" } ?? ""
      Console.say("\r\u{1B}[K\(step)\(share) (\(seconds) s)")
      shown = true
    }
  }
}
