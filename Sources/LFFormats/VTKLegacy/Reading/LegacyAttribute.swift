import LFMesh

/// The keywords of arrays on points and cells, each with the role that it marks.
enum LegacyAttribute: String {
  case scalars
  case colorScalars = "color_scalars"
  case vectors
  case normals
  case textureCoordinates = "texture_coordinates"
  case tensors
  case symmetricTensors = "tensors6"
  case globalIDs = "global_ids"
  case pedigreeIDs = "pedigree_ids"
  case edgeFlags = "edge_flags"

  /// The role that the keyword marks.
  var role: AttributeData.Role {
    switch self {
    case .scalars, .colorScalars: .scalars
    case .vectors: .vectors
    case .normals: .normals
    case .textureCoordinates: .textureCoordinates
    case .tensors, .symmetricTensors: .tensors
    case .globalIDs: .globalIDs
    case .pedigreeIDs: .pedigreeIDs
    case .edgeFlags: .edgeFlags
    }
  }

  /// Values a tuple where the keyword says it; `nil` where the file does.
  var components: Int? {
    switch self {
    case .scalars, .colorScalars, .textureCoordinates: nil
    case .vectors, .normals: 3
    case .tensors: 9
    case .symmetricTensors: 6
    case .globalIDs, .pedigreeIDs, .edgeFlags: 1
    }
  }
}
