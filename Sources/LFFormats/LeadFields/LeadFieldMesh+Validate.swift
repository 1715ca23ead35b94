import LFCore
import LFLeadField
import LFMesh

extension LeadFieldMesh {
  /// Holds a mesh file with the marker of a lead field to the contract; a file without it is not read.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - format: Its format.
  ///   - diagnostics: Takes the warnings of reading.
  /// - Throws: `LFError` with code `badData`, which says what breaks the contract.
  static func checkContract(
    of file: MappedFile, _ format: some DatasetFormat, _ diagnostics: inout Diagnostics
  ) throws(LFError) {
    // `Name.marker`, as bytes to look for.
    let marker: StaticString = "lead_field_contract"
    guard file.bytes.firstIndex(of: marker, from: 0) != nil else { return }
    // Reading warned of what it has to warn of when the file was described.
    var again = Diagnostics()
    guard case .mesh(let mesh) = try format.read(file, diagnostics: &again), carriesLeadField(mesh) else {
      return
    }
    if let (_, array) = try leadField(of: mesh).strayLeads.first {
      throw LFError(
        .badData, "is not what the electrodes' arrays make",
        at: .init(file: file.path, element: "array \"\(array.singleLine)\""),
        hint: "write the lead field again")
    }
  }
}
