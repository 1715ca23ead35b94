import ArgumentParser
import Foundation
import LFAnatomy
import LFCore
import LFFormats
import LFLeadField

/// How well the population holds a real anatomy.
struct FitAnatomy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "How far a real heart and torso are from their best fit in the population.",
    discussion: """
      HEART is the closed surface of the ventricles' muscle, TORSO the closed skin: .vtp in LPS, mm, the heart's
      centre at the origin. Prints distances in mm (points of the surface to the fitted shape; where the torso
      was cut off, above and below, is left out) and the parameters farthest from the mean of their sex, in
      standard deviations. With --electrodes, the standard places on the fitted torso are held against real ones.

      Example:
        lftrain fit heart.vtp torso.vtp --electrodes electrodes.csv
      """)

  @Argument(help: "The heart's surface.")
  var heart: String

  @Argument(help: "The skin.")
  var torso: String

  @Option(help: "Real electrodes: name, x, y, z.")
  var electrodes: String?

  @Option(name: .shortAndLong, help: "A folder for the fitted shapes: torso.vtp, heart.vtp, to look at.")
  var out: String?

  func run() throws {
    let heartFit = SurfaceFit.heart(try SurfaceFile.read(heart, name: "heart surface"))
    let skin = try SurfaceFile.read(torso, name: "torso surface")
    let torsoFit = SurfaceFit.torso(skin)
    print("part    mean mm  median  p95 mm  max mm  sex")
    row("heart", heartFit)
    row("torso", torsoFit)
    print("farthest from the mean, in standard deviations:")
    for (name, fit) in [("heart", heartFit), ("torso", torsoFit)] {
      let list = fit.strangest.prefix(8).map {
        "\($0.parameter.rawValue) \(text($0.deviation, signed: true))"
      }
      print("  \(name): \(list.joined(separator: ", "))")
    }
    var parameters = torsoFit.parameters
    for parameter in heartFit.fitted { parameters[parameter] = heartFit.parameters[parameter] }
    let anatomy = TorsoAnatomy(parameters)
    if let out {
      let folder = try OutputFolder(out)
      try folder.write(anatomy.skin.surface.mesh, "torso.vtp")
      try folder.write(anatomy.surface(of: .muscle).mesh, "heart.vtp")
    }
    if let electrodes { try compare(electrodes, anatomy) }
  }

  private func compare(_ path: String, _ anatomy: TorsoAnatomy) throws {
    let placed = anatomy.standardElectrodes()
    var diagnostics = Diagnostics()
    let real = try ElectrodeFile.read(path, diagnostics: &diagnostics)
    print("electrode  distance mm from the rule's place on the fitted torso")
    var sum = 0.0
    var count = 0
    for electrode in placed {
      guard let other = real.electrodes.first(where: { $0.name == electrode.name }) else { continue }
      let gap = electrode.position - other.position
      let distance = (gap * gap).sum().squareRoot()
      sum += distance
      count += 1
      let parts = [gap.x, gap.y, gap.z].map { text($0, signed: true) }.joined(separator: " ")
      print("  \(electrode.name)\t\(text(distance))\t(\(parts))")
    }
    if count > 0 { print("  mean\t\(text(sum / Double(count)))") }
  }

  private func row(_ name: String, _ fit: SurfaceFit) {
    let numbers = [fit.mean, fit.percentile(0.5), fit.percentile(0.95), fit.percentile(1)].map { text($0) }
    print("\(name)   \(numbers.joined(separator: "     "))     \(fit.parameters.sex.rawValue)")
  }

  private func text(_ value: Double, signed: Bool = false) -> String {
    let rounded = (value * 10).rounded() / 10
    return (signed && rounded >= 0 ? "+" : "") + "\(rounded)"
  }
}

/// Surfaces from files.
enum SurfaceFile {
  static func read(_ path: String, name: String) throws(LFError) -> TriangleSurface {
    var diagnostics = Diagnostics()
    guard case .mesh(let mesh) = try FormatRegistry.standard.read(path, diagnostics: &diagnostics) else {
      throw LFError(.badData, "is no mesh", at: .init(file: path), hint: "give a closed surface as .vtp")
    }
    for warning in diagnostics.warnings { Talk.say("warning: " + warning) }
    do throws(LFError) { return try TriangleSurface(mesh, name: name) } catch { throw error.inFile(path) }
  }
}
