import ArgumentParser
import LFCore
import LFFormats
import LFLeadField
import LFMesh
import LFRecording

/// Format to format, nothing added, nothing lost silently.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Convert a mesh, a lead field or an ECG to another format; nothing is added or lost silently.",
    discussion: """
      Example:
        lfconvert convert GoldenData/heart/heart.vtu --out heart.vtk
      """)

  @Argument(help: ArgumentHelp("The file to convert.", valueName: "in"))
  var input: String

  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  func run() throws {
    try Job.run(talk) { (job) throws(LFError) in
      let format = try FormatRegistry.standard.format(writing: output.out)
      try output.checkConversion(of: input)
      try job.convert(try job.read(input), from: input, to: output, format)
    }
  }
}

extension OutputOptions {
  /// Refuses output that has no place, or takes that of an input of another kind. A file of the same kind may take its
  /// own place: nothing is lost then, and arrays can be encoded anew.
  func checkConversion(of input: String) throws(LFError) {
    let isSameKind = FormatRegistry.pathExtension(of: input) == FormatRegistry.pathExtension(of: out)
    let isOwnPlace = isSameKind && FileIdentity(input).map { $0 == FileIdentity(out) } == true
    try Job.checkOutput(out, reading: isOwnPlace ? [] : [input])
  }
}

extension Job {
  /// Writes a data set in another format and says so.
  mutating func convert(
    _ dataset: Dataset, from input: String, to output: OutputOptions, _ format: any DatasetFormat
  ) throws(LFError) {
    try write(dataset, output)
    note("converted \(dataset.kind) \(input) to \(format.name) \(output.out)")
  }
}

extension Dataset {
  /// What it is, for people.
  var kind: String {
    switch self {
    case .mesh(let mesh): "mesh (\(mesh.pointCount) points, \(mesh.cellCount) cells)"
    case .series(let series): "series of \(series.entries.count) meshes"
    case .leadField(let field): "lead field (\(field.electrodes.count) electrodes)"
    case .ecg(let ecg): "ECG (\(ecg.leads.count) leads, \(ecg.sampleCount) samples)"
    }
  }
}
