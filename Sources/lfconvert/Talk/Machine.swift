import Foundation
import LFReports

/// What this machine and build are, for reports.
enum Machine {
  static func facts() -> RunFacts {
    RunFacts(
      tool: "lfconvert " + Version.current, compiler: compiler, system: system, processor: processor,
      cores: ProcessInfo.processInfo.activeProcessorCount, date: Date.now.formatted(.iso8601))
  }

  private static var compiler: String {
    #if DEBUG
      let kind = "debug build"
    #else
      let kind = "release build"
    #endif
    #if swift(>=6.4)
      return "Swift 6.4 or later, \(kind)"
    #elseif swift(>=6.3)
      return "Swift 6.3, \(kind)"
    #else
      return "Swift 6.2 or earlier, \(kind)"
    #endif
  }

  private static var system: String { value("PRETTY_NAME=", in: "/etc/os-release") ?? "Linux" }

  private static var processor: String { value("model name\t:", in: "/proc/cpuinfo") ?? architecture }

  private static var architecture: String {
    #if arch(x86_64)
      "x86-64"
    #elseif arch(arm64)
      "arm64"
    #else
      "unknown"
    #endif
  }

  private static func value(_ name: String, in path: String) -> String? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) })
    else { return nil }
    return line.dropFirst(name.count).trimmingCharacters(in: CharacterSet(charactersIn: " \""))
  }
}
