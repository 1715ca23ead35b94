import CModel
public import LFCore

extension SurrogateModel {
  /// The model inside the program.
  ///
  /// - Returns: The model.
  /// - Throws: `LFError` with code `badData` when the program was built with a damaged one.
  public static func embedded() throws(LFError) -> SurrogateModel {
    var size = 0
    let bytes = lf_model(&size)
    return try SurrogateModel(
      MappedFile(embedded: "the model inside lfconvert", UnsafeRawBufferPointer(start: bytes, count: size)))
  }
}
