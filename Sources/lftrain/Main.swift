import ArgumentParser
import Foundation
import LFCore

/// The command line that makes data: thin, like `lfconvert`'s.
@main
struct LFTrain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lftrain", abstract: "Make the anatomies that lfconvert is tried and trained on.",
    subcommands: [
      MakeHeart.self, MakeAnatomy.self, MeshTorso.self, FitAnatomy.self, MakeData.self, TrainShape.self,
      TrainOperator.self, TrainDirect.self, TrainHarmonics.self, RunNetwork.self, JoinModels.self,
    ])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as LFError {
      FileHandle.standardError.write(Data("lftrain: \(error)\n".utf8))
      Foundation.exit(error.code.exitCode)
    } catch {
      exit(withError: error)
    }
  }
}
