import LFCore
import LFLeadField
import LFMesh
import Testing

@testable import LFFullOrder

@Suite("Full-order solutions as lead fields")
struct LeadFieldTests {
  private let electrodes = [
    Electrode("RA", at: SIMD3(3, 4, 50)), Electrode("LA", at: SIMD3(44, 7, 50)),
    Electrode("LL", at: SIMD3(50, 24, 3)),
  ]

  private func solve(_ mesh: Mesh) throws -> FullOrderSolution {
    var diagnostics = Diagnostics()
    let model = try TorsoModel(mesh, conductivity: .table(.standard), diagnostics: &diagnostics)
    return try FullOrderSolver(model).solve(electrodes, diagnostics: &diagnostics)
  }

  @Test("cover the whole mesh with its arrays, the leads and how good they are")
  func whole() throws {
    var mesh = BoxMesh(5).mesh
    mesh.pointData.arrays.append(DataArray("id", .int32((0..<216).map { $0 })))
    let field = try solve(mesh).leadField(on: mesh, source: "box.vtu")
    #expect(field.mesh.pointCount == 216 && field.mesh.cellCount == 750)
    #expect(field.mesh.pointData["id"] == mesh.pointData["id"])
    #expect(field.mesh.cellData["tissue"] == mesh.cellData["tissue"])
    #expect(field.atPoints?.gradient.count == 3 * 216 * 3 && field.atCells?.gradient.count == 3 * 750 * 3)
    #expect(field.leads.names == ["I", "II", "III", "aVR", "aVL", "aVF"])
    #expect(field.conductivity.tissues == ["torso": 0.2, "myocardium": 0.3])
    let residual = field.mesh.fieldData.first { $0.name == "solver_residual" }?.values.doubles() ?? []
    #expect(residual.count == 3 && (residual.max() ?? 1) < 3e-8)
    let error = field.mesh.fieldData.first { $0.name == "discretisation_error_estimate" }?.values.doubles()
    let isPlausible = (error ?? [2]).allSatisfy { $0 > 0 && $0 < 1 }
    #expect(error?.count == 3 && isPlausible)
    #expect(field.provenance.method == "full-order")
    #expect(field.provenance.history.first?.contains("relative residual") == true)
    for value in (field.atPoints?.potential ?? [.nan]) + (field.atPoints?.gradient ?? [.nan]) {
      #expect(value.isFinite)
    }
  }

  @Test("cover one tissue, the values those of the whole")
  func tissue() throws {
    let mesh = BoxMesh(5).mesh
    let solution = try solve(mesh)
    let whole = try solution.leadField(on: mesh, source: "box.vtu")
    let part = try solution.leadField(on: mesh, .tissue("myocardium"), source: "box.vtu")
    #expect(part.mesh.cellCount == 6 && part.mesh.pointCount == 8)
    let cells = mesh.cellData["tissue"]?.values.integers()?.indices.filter {
      mesh.cellData["tissue"]?.values.integers()?[$0] == 4
    }
    for e in 0..<3 {
      for (i, cell) in (cells ?? []).enumerated() {
        for k in 0..<3 {
          #expect(
            part.atCells?.gradient[3 * (6 * e + i) + k] == whole.atCells?.gradient[3 * (750 * e + cell) + k])
        }
      }
    }
    let none = #expect(throws: LFError.self) {
      try solution.leadField(on: mesh, .tissue("liver"), source: "box.vtu")
    }
    #expect(none?.description.contains("no cell is liver; the tissues are torso, myocardium") == true)
    #expect(throws: LFError.self) { try solution.leadField(on: BoxMesh(2).mesh, source: "other.vtu") }
  }

  @Test("on borders give the side that is preferred")
  func sides() throws {
    let mesh = BoxMesh(5).mesh
    let solution = try solve(mesh)
    let corner = (0..<Int32(solution.model.points.count)).filter { point in
      let p = solution.model.points[Int(point)] * 1e3
      return [20.0, 30].contains(p.x) && [20.0, 30].contains(p.y) && [20.0, 30].contains(p.z)
    }
    #expect(corner.count == 8)
    let muscle = solution.samples(atPoints: corner)
    let torso = solution.samples(atPoints: corner, preferring: ["torso"])
    #expect(muscle.potential == torso.potential)
    #expect(muscle.gradient != torso.gradient)
    #expect(solution.samples(atPoints: corner, preferring: []).gradient == torso.gradient)
  }
}
