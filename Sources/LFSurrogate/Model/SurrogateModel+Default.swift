import CModel
public import LFCore

extension SurrogateModel {
  /// The file of the model inside the program.
  public static var embeddedFile: MappedFile {
    var size = 0
    let bytes = lf_model(&size)
    return MappedFile(
      embedded: "the model inside lfconvert", UnsafeRawBufferPointer(start: bytes, count: size))
  }

  /// The model inside the program.
  ///
  /// - Returns: The model.
  /// - Throws: `LFError` with code `badData` when the program was built with a damaged one.
  public static func embedded() throws(LFError) -> SurrogateModel { try SurrogateModel(embeddedFile) }
}
