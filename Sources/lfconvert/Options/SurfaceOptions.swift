import ArgumentParser
import LFAnatomy
import LFCore
import LFFormats
import LFMesh
import LFShapeCode

/// What of the torso was segmented beside the heart.
struct SurfaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The skin's surface, if it is known: a mesh, whole or in part.",
      discussion: "In the same frame and unit as the heart. Flat ends where an image stops are left out.",
      valueName: "file"))
  var skin: String?

  @Option(
    help: ArgumentHelp("The lungs' surface, if it is known: a mesh, whole or in part.", valueName: "file"))
  var lungs: String?

  /// The first option given, if any.
  var firstGiven: String? { skin != nil ? "--skin" : lungs != nil ? "--lungs" : nil }
}

extension Job {
  /// The surfaces of the torso that the user gives, as places, LPS, mm.
  mutating func torsoPlaces(
    _ options: SurfaceOptions, usual: StatedFrame
  ) throws(LFError) -> [TorsoPlaces] {
    var places: [TorsoPlaces] = []
    if let path = options.skin { places.append(try torsoPlaces(.skin, path, usual)) }
    if let path = options.lungs { places.append(try torsoPlaces(.lungs, path, usual)) }
    return places
  }

  private mutating func torsoPlaces(
    _ part: TorsoPlaces.Part, _ path: String, _ usual: StatedFrame
  ) throws(LFError) -> TorsoPlaces {
    guard case .mesh(let mesh) = try read(path) else {
      throw LFError(
        .badData, "is no mesh of the \(part.name)", at: .init(file: path),
        hint: "give a surface of triangles, such as a .vtp")
    }
    do throws(LFError) {
      let own = try StatedFrame.stated(in: mesh.fieldData) ?? usual
      let surface = try TriangleSurface(mesh, name: "the \(part.name)", frame: own.frame, unit: own.unit)
      return try TorsoPlaces(part, of: surface)
    } catch { throw error.inFile(path) }
  }
}
