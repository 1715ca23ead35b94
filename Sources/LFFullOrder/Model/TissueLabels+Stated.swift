import LFCore
import LFMesh

extension TissueLabels {
  /// The field array in which a mesh states what its labels stand for: `1 torso`, `3 blood of the left ventricle`.
  /// The first word behind the number is the tissue that conductivities are given for.
  public static let statedArray = "tissue_name"

  /// What the labels of a mesh stand for: as told, else as the mesh states, else the standard.
  func names(for mesh: Mesh) throws(LFError) -> [Int64: String] {
    if let names { return names }
    guard let array = mesh.fieldData.first(where: { $0.name == Self.statedArray }),
      case .string(let lines) = array.values
    else { return Self.standardNames }
    var stated: [Int64: String] = [:]
    for line in lines {
      let words = line.split(separator: " ")
      guard words.count >= 2, let label = Int64(words[0]), stated[label] == nil else {
        throw LFError(
          .badData, "states \"\(line.singleLine)\", which is no new label with its tissue",
          at: .init(element: "field array \"\(Self.statedArray)\""),
          hint: "write a line such as 1 torso for each label")
      }
      stated[label] = String(words[1])
    }
    return stated
  }
}
