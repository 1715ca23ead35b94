import ArgumentParser
import Foundation
import LFAnatomy
import LFCore
import LFFormats

/// A labelled mesh from a user's surfaces.
struct MeshTorso: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mesh",
    abstract: "Fill a closed skin with tetrahedra, labelled by the surfaces inside it.",
    discussion: """
      All surfaces are closed .vtp files in one frame, mm. HEART bounds the ventricles' muscle, outer wall and cavities'
      walls: what they enclose up to the base is filled with blood. Where HEART is the outer surface alone,
      --left-cavity and --right-cavity tell of the blood. The output has the cell arrays tissue (numbers; names in the
      field array tissue_name) and fraction_…: how much of each tissue is in a tetrahedron that a surface crosses. A
      surface that is open, cuts itself or leaves the skin is refused.

      Example:
        lftrain mesh torso.vtp heart.vtp --lungs lungs.vtp --out torso.vtu
      """)

  @Argument(help: "The skin.")
  var torso: String

  @Argument(help: "The surface of the heart's muscle.")
  var heart: String

  @Option(help: "The surface of the left blood pool; with it or the right one none is looked for in HEART.")
  var leftCavity: String?

  @Option(help: "The surface of the right blood pool.")
  var rightCavity: String?

  @Option(help: "The surface of the lungs.")
  var lungs: String?

  @Option(help: "All edges divided by this: 2 makes eight times as many points.")
  var resolution = 1.0

  @Option(name: .shortAndLong, help: "The file to write.")
  var out: String

  func validate() throws {
    guard resolution >= 0.3, resolution <= 3 else { throw ValidationError("--resolution must be 0.3 to 3") }
  }

  func run() throws {
    func optional(_ path: String?, _ name: String) throws(LFError) -> TriangleSurface? {
      guard let path else { return nil }
      return try SurfaceFile.read(path, name: name)
    }
    let anatomy = try SurfaceAnatomy(
      skin: try SurfaceFile.read(torso, name: "torso surface"),
      heart: try SurfaceFile.read(heart, name: "heart surface"),
      leftCavity: try optional(leftCavity, "left cavity's surface"),
      rightCavity: try optional(rightCavity, "right cavity's surface"),
      lungs: try optional(lungs, "lung surface"))
    if !anatomy.hasBlood {
      Talk.say(
        "warning: \(heart): encloses no cavities, so all of it is meshed as muscle; give the surface of the muscle with"
          + " its cavities, or the blood by --left-cavity and --right-cavity")
    }
    let mesh = try AnatomyMesh.sound(anatomy, density: .standard.refined(resolution))
    var diagnostics = Diagnostics()
    try FormatRegistry.standard.write(
      .mesh(mesh.mesh), to: out, options: WriteOptions(), diagnostics: &diagnostics)
    Talk.say("\(out): \(mesh.summary)")
  }
}
