import ArgumentParser

/// How much is said, and what a warning means.
struct TalkOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Say nothing but warnings and errors.")
  var quiet = false

  @Flag(help: "Refuse to write when there is a warning (exit code 2).")
  var strict = false
}
