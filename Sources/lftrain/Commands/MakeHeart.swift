import ArgumentParser
import Foundation
import LFAnatomy
import LFCore
import LFFormats

/// The heart in the repository.
struct MakeHeart: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heart",
    abstract: "Make the population's mean heart: two ventricles in tetrahedra, with regions and fibres.",
    discussion: """
      Example:
        lftrain heart --out GoldenData/heart/heart.vtu
      """)

  @Option(name: .shortAndLong, help: "The file to write.")
  var out: String

  @Option(help: "The mesh width, mm.")
  var spacing = 2.4

  func validate() throws {
    guard spacing >= 1, spacing <= 6 else { throw ValidationError("--spacing must be 1 to 6 mm") }
  }

  func run() throws {
    let heart = SampleHeart(Biventricular(), HeartOrientation(), spacing: spacing)
    let quality = TetrahedronQuality(of: heart.tetrahedra)
    var diagnostics = Diagnostics()
    try FormatRegistry.standard.write(
      .mesh(heart.mesh), to: out, options: WriteOptions(), diagnostics: &diagnostics)
    let talk = """
      \(heart.tetrahedra.points.count) points, \(heart.tetrahedra.cells.count) tetrahedra, \
      \(Int(heart.tetrahedra.volume / 1000)) ml of muscle, dihedral angles \
      \(Int(quality.smallestDihedral))° to \(Int(quality.largestDihedral.rounded(.up)))° \
      (mean of the smallest \(Int(quality.meanSmallestDihedral))°) → \(out)

      """
    FileHandle.standardError.write(Data(talk.utf8))
  }
}
