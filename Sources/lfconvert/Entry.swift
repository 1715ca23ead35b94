import ArgumentParser
import Foundation
import LFCore

/// Runs the command line: one line on stderr and a documented exit code for every failure.
@main
enum Entry {
  static func main() {
    Console.holdPlaces()
    Interruption.watch()
    do {
      var command = try LFConvert.parseAsRoot()
      try command.run()
    } catch let error as LFError {
      Console.fail(error)
    } catch {
      finish(error)
    }
  }

  /// Help and version are answers on stdout; all else that the parser throws is a usage error.
  private static func finish(_ error: any Error) -> Never {
    let code = LFConvert.exitCode(for: error)
    if code == .success {
      do throws(LFError) { try Console.answer(LFConvert.fullMessage(for: error)) } catch {
        Console.fail(error)
      }
      exit(0)
    }
    if error is ExitCode { exit(code.rawValue) }
    var message = LFConvert.message(for: error).split(separator: "\n").first.map(String.init) ?? "\(error)"
    if message.hasSuffix(".") { message.removeLast() }
    Console.fail(
      LFError(
        .usage, message, at: .init(file: firstFile(in: CommandLine.arguments)), hint: "see lfconvert --help"))
  }

  /// The argument that a usage error most likely speaks of: scripts look for the file's name in the line.
  private static func firstFile(in arguments: [String]) -> String? {
    let names = Set(LFConvert.configuration.subcommands.map { $0._commandName })
    return arguments.dropFirst().first { !$0.hasPrefix("-") && !names.contains($0) }
  }
}
