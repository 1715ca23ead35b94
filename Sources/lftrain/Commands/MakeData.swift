import ArgumentParser
import Dispatch
import Foundation
import LFAnatomy
import LFCore
import LFFormats
import LFLeadField
import LFTraining
import Synchronization

/// Lead fields of many anatomies, to train on.
struct MakeData: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Solve for the lead fields of many anatomies of the population: data to train on.",
    discussion: """
      Writes for each seed SEED-standard.nc and SEED-homogeneous.nc into the folder: lead fields by the contract of
      Formats/lead-field.cdl at places in the heart and torso (Formats/training-data). Files that are there already
      are kept, so an interrupted run goes on where it was; a file is there whole or not at all.

      Example:
        lftrain data --first 0 --count 300 --out ../training 2>> ../training.log
      """)

  @Option(help: "The first seed; below 1000000 for training, from 1000000 for validation.")
  var first: UInt64 = 0

  @Option(help: "How many seeds.")
  var count: UInt64

  @Option(name: .shortAndLong, help: "The folder to write to; made if it is not there.")
  var out: String

  @Option(help: "Electrodes an anatomy.")
  var electrodes = 40

  @Option(help: "Places in the heart's muscle.")
  var heartPlaces = 2000

  @Option(help: "Places in all other tissues.")
  var torsoPlaces = 1000

  @Option(help: "Anatomies at a time.")
  var workers = 2

  func validate() throws {
    guard count >= 1, count <= 1_000_000 else { throw ValidationError("--count must be 1 to 1000000") }
    guard let set = SeedRange(containing: first), set.seeds.contains(first + count - 1) else {
      throw ValidationError("the seeds must lie in one set: training, validation or golden")
    }
    guard (10...1000).contains(electrodes), (1...100_000).contains(heartPlaces),
      (1...100_000).contains(torsoPlaces), (1...64).contains(workers)
    else { throw ValidationError("--electrodes must be 10 to 1000, places 1 to 100000, --workers 1 to 64") }
  }

  func run() throws {
    let folder = try OutputFolder(out)
    var settings = TrainingCase.Settings()
    settings.electrodes = electrodes
    settings.heartPlaces = heartPlaces
    settings.torsoPlaces = torsoPlaces
    let seeds = Array(first..<first + count)
    let next = Atomic<Int>(0)
    let failure = Mutex<LFError?>(nil)
    let chosen = settings
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while failure.withLock({ $0 == nil }) {
        let turn = next.add(1, ordering: .relaxed).oldValue
        guard turn < seeds.count else { return }
        do throws(LFError) {
          try Self.make(seeds[turn], chosen, in: folder, "\(turn + 1) of \(seeds.count)")
        } catch {
          failure.withLock { $0 = $0 ?? error }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  private static func make(
    _ seed: UInt64, _ settings: TrainingCase.Settings, in folder: OutputFolder, _ turn: String
  ) throws(LFError) {
    let models = [ConductivityModel.standard, .homogeneous]
    let missing = models.filter {
      !FileManager.default.fileExists(atPath: folder.path + "/" + name(seed, $0))
    }
    guard !missing.isEmpty else { return }
    let start = ContinuousClock.now
    let anatomy = try TrainingCase(seed: seed, settings: settings)
    for model in missing {
      var diagnostics = Diagnostics()
      let field = try anatomy.leadField(model, diagnostics: &diagnostics)
      try FormatRegistry.standard.write(
        .leadField(field), to: folder.path + "/" + name(seed, model), options: WriteOptions(),
        diagnostics: &diagnostics)
    }
    let seconds = ((ContinuousClock.now - start) / Duration.milliseconds(100)).rounded() / 10
    Talk.say("seed \(seed) (\(turn)): \(seconds) s")
  }

  private static func name(_ seed: UInt64, _ model: ConductivityModel) -> String {
    let digits = String(seed)
    return String(repeating: "0", count: max(0, 7 - digits.count)) + digits + "-\(model.name).nc"
  }
}
