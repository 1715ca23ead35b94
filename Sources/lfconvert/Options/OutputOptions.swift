public import ArgumentParser
import LFCore
public import LFFormats

extension WriteOptions.Encoding: ExpressibleByArgument {}
extension WriteOptions.Compression: ExpressibleByArgument {}
extension WriteOptions.Table: ExpressibleByArgument {}

/// Where the output goes and how it is written.
struct OutputOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file to write; its extension is its kind.", valueName: "out")
  )
  var out: String

  @Option(help: "How VTK files hold arrays: ascii, base64, appended or raw.")
  var encoding = WriteOptions.Encoding.appended

  @Option(help: "How VTK XML files compress them: none, zlib, lz4 or lzma.")
  var compression = WriteOptions.Compression.zlib

  @Option(help: "How ECG tables (.csv) are laid out: units (time_s, I [mV] …) or ecgplotter (openCARP's).")
  var table = WriteOptions.Table.units

  @Option(
    help: ArgumentHelp("Integers a millivolt in ECG files of integers, such as 1000.", valueName: "per-mV"))
  var gain: Double?

  func validate() throws {
    guard let gain else { return }
    guard gain > 0, gain.isFinite else { throw ValidationError("--gain must be positive") }
  }

  /// What a command makes.
  enum Content: String {
    case anatomy
    case leadField = "lead field"
  }

  /// Refuses, before any work, a file of a kind that cannot hold what is made.
  func checkKind(of content: Content) throws(LFError) {
    let format = try FormatRegistry.standard.format(writing: out)
    let lattices: Set = ["vti", "vtr", "vts", "pvti", "pvtr", "pvts"]
    guard
      format is any RecordingFormat || format is ECGPictureFormat || format is IGBFormat
        || format is OpenCARPFormat || lattices.contains(FormatRegistry.pathExtension(of: out))
        || (content == .anatomy && format is NetCDFFormat)
    else { return }
    throw LFError(
      .usage, "is of a kind that holds no \(content.rawValue)", at: .init(file: out),
      hint: content == .anatomy ? "use .vtp or .vtu" : "use .nc, .vtu or .vtp")
  }

  var writeOptions: WriteOptions {
    WriteOptions(encoding: encoding, compression: compression, table: table, gain: gain)
  }
}
