import Foundation
import LFCore
import LFFormats
import LFLeadField
import LFMesh
import Testing

/// The anatomies of the golden data: whose lead fields FEniCSx solved for.
enum Anatomies {
  /// The conductivity models that each was solved with.
  static let models: [ConductivityModel] = [.standard, .homogeneous]

  static func cases() throws -> [Manifest.Case] {
    try Manifest.load().cases.filter { $0.kind == "lead field" }
  }

  /// A lead field of a case: `golden` in the heart, `torso` outside the muscle.
  static func leadField(_ item: Manifest.Case, _ part: String, _ model: ConductivityModel) throws -> LeadField
  {
    var diagnostics = Diagnostics()
    let path = Manifest.folder + "\(item.name)/\(part)-\(model.name).nc"
    guard case .leadField(let field) = try FormatRegistry.standard.read(path, diagnostics: &diagnostics)
    else {
      throw LFError(.badData, "holds no lead field", at: .init(file: path))
    }
    return field
  }

  static func electrodes(_ item: Manifest.Case) throws -> [Electrode] {
    var diagnostics = Diagnostics()
    return try ElectrodeFile.read(
      Manifest.folder + item.name + "/electrodes.csv", diagnostics: &diagnostics
    ).electrodes
  }

  static func mesh(_ path: String) throws -> Mesh {
    var diagnostics = Diagnostics()
    let data = try FormatRegistry.standard.read(Manifest.folder + path, diagnostics: &diagnostics)
    guard case .mesh(let mesh) = data else { throw LFError(.badData, "is no mesh", at: .init(file: path)) }
    return mesh
  }

  static func provenance(_ item: Manifest.Case) throws -> Provenance {
    try JSONDecoder().decode(Provenance.self, from: Manifest.data(item.provenance))
  }

  /// `provenance.json` of an anatomy.
  struct Provenance: Decodable {
    struct Difference: Decodable {
      var mean_angle_deg: Double
      var relative_l2: Double
    }
    struct Solution: Decodable {
      var residual: Double
      var reciprocity: Double
      var heart_flux: Double
    }
    struct Estimate: Decodable {
      var standardHeart: Difference
      var homogeneousHeart: Difference
      var standardTorso: Difference
      var homogeneousTorso: Difference

      enum CodingKeys: String, CodingKey {
        case standardHeart = "standard heart"
        case homogeneousHeart = "homogeneous heart"
        case standardTorso = "standard torso"
        case homogeneousTorso = "homogeneous torso"
      }
    }
    var seed: UInt64
    var kind: String?
    var sex: String
    var frame: String
    var unit: String
    var models: [String: Solution]
    var error_estimate: Estimate
  }
}
