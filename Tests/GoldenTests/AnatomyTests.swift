import Foundation
import LFAnatomy
import LFElectrocardiogram
import LFLeadField
import LFMesh
import Testing

@Suite("Golden anatomies")
struct AnatomyTests {
  @Test("nine of them, the extremes and both sexes among them, none of a seed to train on")
  func population() throws {
    let cases = try Anatomies.cases()
    #expect(cases.count >= 9)
    let provenance = try cases.map { try Anatomies.provenance($0) }
    for (item, made) in zip(cases, provenance) {
      let seed = try #require(item.seed)
      #expect(made.seed == seed)
      #expect(SeedRange(containing: seed) == .golden)
      #expect(item.frame == "LPS" && made.frame == "LPS" && made.unit == "mm")
    }
    #expect(Set(provenance.map(\.seed)).count == cases.count)
    #expect(Set(provenance.compactMap(\.kind)) == Set(AnatomyKind.allCases.map(\.rawValue)))
    #expect(Set(provenance.filter { $0.kind == nil }.map(\.sex)) == ["female", "male"])
  }

  @Test("each was solved well enough to judge by")
  func quality() throws {
    for item in try Anatomies.cases() {
      let made = try Anatomies.provenance(item)
      for heart in [made.error_estimate.standardHeart, made.error_estimate.homogeneousHeart] {
        #expect(heart.mean_angle_deg < 1 && heart.relative_l2 < 0.03, "\(item.name)")
      }
      for torso in [made.error_estimate.standardTorso, made.error_estimate.homogeneousTorso] {
        #expect(torso.mean_angle_deg < 1 && torso.relative_l2 < 0.06, "\(item.name)")
      }
      // Two have muscle that conducts better along its fibres, too.
      #expect(Set(made.models.keys).subtracting(["fibres"]) == ["standard", "homogeneous"])
      for solution in made.models.values {
        #expect(solution.residual <= 1e-8 && solution.reciprocity < 1e-6 && solution.heart_flux < 0.03)
      }
    }
  }

  @Test("lead fields load by the contract and belong to the case's heart and electrodes")
  func leadFields() throws {
    for item in try Anatomies.cases() {
      let electrodes = try Anatomies.electrodes(item)
      let heart = try Anatomies.mesh(item.name + "/heart.vtu")
      let points = try #require(heart.pointVectors)
      for model in Anatomies.models {
        let field = try Anatomies.leadField(item, "golden", model)
        #expect(field.mesh.pointVectors == points)
        #expect(field.mesh.tetrahedra.corners == heart.tetrahedra.corners)
        #expect(field.conductivity == model)
        #expect(field.leads == .standard(for: Electrode.standardNames))
        let torso = try Anatomies.leadField(item, "torso", model)
        #expect(points.count >= 2000 && torso.mesh.pointCount >= 1000)
        for part in [field, torso] {
          #expect(part.electrodes.map(\.name) == electrodes.map(\.name))
          for (mine, table) in zip(part.electrodes, electrodes) {
            let gap = mine.position - table.position
            #expect((gap * gap).sum() < 1e-10)
          }
          let samples = try #require(part.atPoints)
          #expect(samples.gradient.count == 3 * electrodes.count * part.mesh.pointCount)
          #expect(samples.gradient.allSatisfy { $0.isFinite })
        }
      }
    }
  }

  @Test("electrodes are vertices of the skin")
  func skin() throws {
    for item in try Anatomies.cases() {
      let skin = try #require(try Anatomies.mesh(item.name + "/torso.vtp").pointVectors)
      for electrode in try Anatomies.electrodes(item) {
        let nearest = skin.map { (($0 - electrode.position) * ($0 - electrode.position)).sum() }.min()
        // Single precision in the one file, a micrometre in the other.
        #expect(try #require(nearest).squareRoot() < 1e-4, "\(item.name) \(electrode.name)")
      }
    }
  }

  @Test("the ECG of the golden gradients is the golden ECG")
  func electrocardiograms() throws {
    for item in try Anatomies.cases() {
      for model in Anatomies.models {
        let field = try Anatomies.leadField(item, "golden", model)
        let activation = try #require(try Activation(of: field.mesh))
        let rows = try Manifest.rows("\(item.name)/ecg-\(model.name).csv").map {
          try $0.map { try #require(Double($0)) }
        }
        let ecg = try ReciprocityIntegral(field, .standard(fibres: "fiber")).electrocardiogram(
          of: activation, at: rows.map { $0[0] })
        #expect(rows.count > 150)
        #expect(ecg.leads.count == 12)
        var (error, size) = (0.0, 0.0)
        for (t, row) in rows.enumerated() {
          for lead in ecg.leads.indices {
            let gap = ecg.voltages[lead][t] - row[1 + lead]
            error += gap * gap
            size += row[1 + lead] * row[1 + lead]
          }
        }
        #expect(error <= 1e-4 * size, "\(item.name) \(model.name): \(error / size)")
        #expect(size > 0)
      }
    }
  }
}
