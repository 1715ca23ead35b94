public import ArgumentParser
public import LFFormats

extension WriteOptions.Encoding: ExpressibleByArgument {}
extension WriteOptions.Compression: ExpressibleByArgument {}

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

  var writeOptions: WriteOptions { WriteOptions(encoding: encoding, compression: compression) }
}
