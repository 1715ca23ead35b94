import LFMesh

/// Field data of text that this tool's own files carry. In VTK files of unstructured grids they stand as bytes, each
/// text ended by a zero and the list by another: meshio, and so what builds on it, reads no file that has a text array
/// anywhere, or a compressed array without values.
///
/// Text arrays of other names are other people's and stay what they are.
enum TextArrays {
  private typealias Name = LeadFieldMesh.Name

  /// The names of arrays that are text by the pages in `Formats/`.
  static let names: Set<String> = [
    Name.marker, Name.inputActive, Name.electrodes, Name.origins, Name.leads, Name.conductivityModel,
    Name.tissues, Name.title, Name.method, Name.source, Name.history, Name.references, Name.frame,
    "latent_code_name", "latent_code_decoder", "electrodes_tell", "outside_domain", "tissue_name",
    "region_name",
    "activation_unit",
  ]

  /// A mesh as it is written: where it is an unstructured grid, our text as bytes.
  static func asBytes(_ mesh: Mesh) -> Mesh {
    guard case .unstructured = mesh.geometry else { return mesh }
    var copy = mesh
    copy.fieldData = mesh.fieldData.map { array in
      guard names.contains(array.name), case .string(let texts) = array.values,
        !texts.contains(where: { $0.utf8.contains(0) })
      else { return array }
      return DataArray(array.name, .uint8(texts.flatMap { Array($0.utf8) + [0] } + [0]))
    }
    return copy
  }

  /// Field data as it is read: bytes that are our text as text; whatever is not stays as it is.
  static func asText(_ fieldData: [DataArray]) -> [DataArray] {
    fieldData.map { array in
      guard names.contains(array.name), case .uint8(let bytes) = array.values, bytes.last == 0 else {
        return array
      }
      let list = bytes.dropLast()
      if list.isEmpty { return DataArray(array.name, .string([])) }
      guard list.last == 0 else { return array }
      let texts = list.dropLast().split(separator: 0, omittingEmptySubsequences: false).map {
        String(validating: $0, as: UTF8.self)
      }
      guard !texts.contains(nil) else { return array }
      return DataArray(array.name, .string(texts.compactMap(\.self)))
    }
  }
}
