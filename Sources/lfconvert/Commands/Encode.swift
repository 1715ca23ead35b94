import ArgumentParser
import LFAnatomy
import LFCore
import LFFormats
import LFLeadField
import LFMesh
import LFShapeCode
import LFSurrogate

/// Heart → latent code, and the anatomy that it stands for.
struct Encode: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Infer the latent code of a heart, and show the anatomy that it stands for.",
    discussion: """
      Writes the decoded surfaces (skin, epicardium, cavities, lungs; cell array tissue) where the heart lies, to be
      looked at over the segmentation in ParaView. The code, its covariance and how well it fits are field arrays of
      the same file, and lfconvert predict takes that file in the place of a heart.

      Examples:
        lfconvert encode GoldenData/heart/heart.vtu --out code.vtp
        lfconvert encode heart.vtu --electrodes electrodes.csv --out code.vtp
        lfconvert encode heart.vtu --electrodes electrodes.csv --lungs lungs.vtp --out code.vtp
        lfconvert predict code.vtp --out lf.nc
      """)

  @Argument(help: "The heart: a mesh of tetrahedra, hexahedra and the like, or a surface.")
  var heart: String

  @Option(help: ArgumentHelp("Electrodes: a table name,x,y,z or Slicer markups.", valueName: "file"))
  var electrodes: String?

  @OptionGroup var surfaces: SurfaceOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup var place: HeartOptions
  @OptionGroup var talk: TalkOptions

  func run() throws {
    try Job.run(talk) { (job) throws(LFError) in
      try output.checkKind(of: .anatomy)
      try Job.checkOutput(
        output.out, reading: [heart, electrodes, surfaces.skin, surfaces.lungs, model.model])
      let surrogate = try model.surrogateModel()
      let shape = try model.shape(of: surrogate)
      let heart = try job.heart(in: try job.read(heart), heart, place)
      let given = try job.givenElectrodes(for: heart, electrodes, place)
      job.line.begin("encoding \(heart.file)")
      let torso = try job.torsoPlaces(surfaces, usual: place.usual(of: heart))
      let encoding = try job.encode(heart, given, model.electrodesTell, torso, shape)
      let mesh = try Self.mesh(encoding)
      try job.write(.mesh(mesh), output)
      job.note(
        "encoded \(heart.file): surface within \(Job.rounded(encoding.residual)) mm (mean), shape"
          + " \(Job.rounded(encoding.strangeness)) deviations from the mean → \(output.out)")
    }
  }

  private static func mesh(_ encoding: HeartEncoding) throws(LFError) -> Mesh {
    var meshes: [Mesh] = []
    for part in DecodedAnatomy.Part.allCases {
      var mesh = encoding.anatomy.surface(of: part).mesh
      mesh.fieldData = []
      mesh.cellData.arrays.append(
        DataArray("tissue", .uint8([UInt8](repeating: UInt8(part.rawValue + 1), count: mesh.cellCount))))
      meshes.append(mesh)
    }
    var whole = try Mesh.appending(meshes, keepingCommonArrays: true)
    whole.fieldData += encoding.fieldArrays
    whole.fieldData.append(
      DataArray("tissue_name", .string(DecodedAnatomy.Part.allCases.map { "\($0.rawValue + 1) \($0.name)" })))
    whole.fieldData.append(StatedFrame.lpsMillimetres.array)
    return whole
  }
}
