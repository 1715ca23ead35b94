import Foundation

/// The built command line, run as a user runs it.
public enum Binary {
  /// What one run did.
  public struct Outcome: Sendable {
    /// The exit code, or minus the signal that ended it.
    public let code: Int32
    /// What it printed as data.
    public let output: String
    /// What it said, line by line.
    public let talk: [String]

    /// The lines of talk that are no warnings.
    public var errors: [String] { talk.filter { !$0.hasPrefix("warning") } }
  }

  /// The package's root folder.
  public static let packageRoot: String = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url.path
  }()

  /// The folder that the test bundle and the binary were built into.
  private static let products: URL = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
    let runner = bundle ?? URL(fileURLWithPath: CommandLine.arguments[0])
    return runner.deletingLastPathComponent()
  }()

  /// Runs `lfconvert` and waits for it.
  ///
  /// - Parameters:
  ///   - arguments: The arguments.
  ///   - folder: The working folder; the package's root when not given.
  /// - Returns: What it did.
  /// - Throws: When the binary cannot be started.
  public static func run(_ arguments: String..., in folder: String? = nil) throws -> Outcome {
    try run(arguments: arguments, in: folder)
  }

  /// Runs a script of the shell, in which `"$0"` is `lfconvert`: for limits, signals and closed descriptors.
  ///
  /// - Parameters:
  ///   - script: The script.
  ///   - arguments: What it knows as `$1` and so on.
  /// - Returns: What it did.
  /// - Throws: When the shell cannot be started.
  public static func shell(_ script: String, _ arguments: String...) throws -> Outcome {
    let program = products.appendingPathComponent("lfconvert").path
    return try run(arguments: ["-c", script, program] + arguments, program: "/bin/sh")
  }

  /// Runs `lfconvert`, or another of the package's programs, and waits for it.
  ///
  /// - Parameters:
  ///   - arguments: The arguments.
  ///   - folder: The working folder; the package's root when not given.
  ///   - program: The program; one with a path is none of the package's.
  /// - Returns: What it did.
  /// - Throws: When the binary cannot be started.
  public static func run(
    arguments: [String], in folder: String? = nil, program: String = "lfconvert"
  ) throws -> Outcome {
    let process = Process()
    process.executableURL =
      program.hasPrefix("/") ? URL(fileURLWithPath: program) : products.appendingPathComponent(program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder ?? packageRoot)
    process.standardInput = FileHandle.nullDevice
    // Files instead of pipes: no pipe can fill and stop the process.
    let scratch = try TemporaryFolder()
    let paths = (scratch.file("out"), scratch.file("err"))
    for path in [paths.0, paths.1] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    process.standardOutput = FileHandle(forWritingAtPath: paths.0)
    process.standardError = FileHandle(forWritingAtPath: paths.1)
    try process.run()
    process.waitUntilExit()
    let output = String(decoding: try Data(contentsOf: URL(fileURLWithPath: paths.0)), as: UTF8.self)
    let talk = String(decoding: try Data(contentsOf: URL(fileURLWithPath: paths.1)), as: UTF8.self)
    let code = process.terminationStatus
    return Outcome(
      code: process.terminationReason == .uncaughtSignal ? -code : code, output: output,
      talk: talk.split(separator: "\n").map(String.init))
  }
}
