/// How a mesh's cells are labelled: the cell array that holds the labels and the tissue that each stands for.
public struct TissueLabels: Equatable, Sendable {
  /// The name of the cell array; `nil`: the first of the usual names that is there.
  public var array: String?
  /// The tissue of each label; `nil`: what the mesh itself states, else `standardNames`.
  public var names: [Int64: String]?

  /// Makes a labelling.
  ///
  /// - Parameters:
  ///   - array: The name of the cell array; `nil`: the first of the usual names that is there.
  ///   - names: The tissue of each label; `nil`: what the mesh itself states, else `standardNames`.
  public init(array: String? = nil, names: [Int64: String]? = nil) {
    self.array = array
    self.names = names
  }

  /// 1 torso, 2 lungs, 3 blood, 4 myocardium.
  public static let standardNames: [Int64: String] = [1: "torso", 2: "lungs", 3: "blood", 4: "myocardium"]

  /// Names that label arrays usually have, lower case, the likeliest first.
  public static let usualArrays = [
    "tissue", "tissues", "label", "labels", "region", "regions", "material", "elemtag", "tag",
    "gmsh:physical",
    "cellentityids", "medit:ref",
  ]
}
