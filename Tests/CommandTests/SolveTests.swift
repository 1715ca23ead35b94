import Foundation
import LFCore
import LFFormats
import LFMesh
import LFTestSupport
import Testing

@Suite("Solving on the command line")
struct SolveTests {
  private let table = """
    name,x,y,z
    RA,-90,-70,110
    LA,80,-75,115
    LL,70,-60,-120
    V2,5,-108,10

    """

  /// A box of 240 × 200 × 240 mm, labelled 1, with a muscle labelled 4 in the middle.
  private func torso(scale: Double = 1, muscle: Int32 = 4) -> Mesh {
    let n = [6, 5, 6]
    var points: [Double] = []
    for k in 0...n[2] {
      for j in 0...n[1] {
        for i in 0...n[0] {
          points += [
            Double(i * 40 - 120) * scale, Double(j * 40 - 100) * scale, Double(k * 40 - 120) * scale,
          ]
        }
      }
    }
    func number(_ at: [Int]) -> Int64 { Int64((at[2] * (n[1] + 1) + at[1]) * (n[0] + 1) + at[0]) }
    let walks = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    var cells = CellArray()
    var labels: [Int32] = []
    for k in 0..<n[2] {
      for j in 0..<n[1] {
        for i in 0..<n[0] {
          for (w, walk) in walks.enumerated() {
            var at = [i, j, k]
            var corners = [number(at)]
            for axis in walk {
              at[axis] += 1
              corners.append(number(at))
            }
            if [1, 2, 5].contains(w) { corners.swapAt(2, 3) }
            cells.connectivity += corners
            cells.offsets.append(Int64(cells.connectivity.count))
            labels.append([2, 3].contains(i) && j == 2 && [2, 3].contains(k) ? muscle : 1)
          }
        }
      }
    }
    return Mesh(
      .unstructured(
        UnstructuredGrid(
          points: DataArray("Points", components: 3, .float64(points)), cells: cells,
          types: [UInt8](repeating: 10, count: labels.count))),
      cellData: AttributeData([DataArray("tissue", .int32(labels))]))
  }

  private func write(_ mesh: Mesh, in folder: TemporaryFolder) throws -> (mesh: String, electrodes: String) {
    let path = folder.file("torso.vtu")
    var diagnostics = Diagnostics()
    try FormatRegistry.standard.write(
      .mesh(mesh), to: path, options: WriteOptions(), diagnostics: &diagnostics)
    return (path, try folder.write("e.csv", text: table))
  }

  @Test("writes a valid lead field that states its residual and error")
  func solves() throws {
    let folder = try TemporaryFolder()
    var mesh = torso()
    mesh.fieldData = [DataArray("lead_field_frame", .string(["LPS", "mm"]))]
    let files = try write(mesh, in: folder)
    for name in ["lf.nc", "lf.vtu"] {
      let out = folder.file(name)
      let run = try Binary.run(
        "solve", files.mesh, "--electrodes", files.electrodes, "--out", out, "--only", "myocardium", "--at",
        "both")
      #expect(run.code == 0, "\(run.talk)")
      #expect(run.errors.count == 1)
      #expect(run.errors.first?.contains("solved 4 electrodes on 294 points and 1080 tetrahedra") == true)
      #expect(try Binary.run("validate", out).code == 0)
      let info = try Binary.run("info", out, "--json").output
      #expect(info.contains("solver_residual") && info.contains("discretisation_error_estimate"))
    }
  }

  @Test("refuses what it cannot solve in one line, and writes nothing")
  func refusals() throws {
    var right = torso()
    right.fieldData = [DataArray("lead_field_frame", .string(["RAS", "mm"]))]
    let cases: [(Mesh, [String], String)] = [
      (right, [], "states RAS and mm"),
      (torso(muscle: 9), [], "label 9, which stands for no tissue"),
      (torso(scale: 1e-3), [], "its unit seems to be m"),
      (torso(), ["--skin-distance", "1"], "electrode RA is"),
      (torso(), ["--labels", "organ"], "no cell array \"organ\""),
      (torso(), ["--only", "liver"], "no cell is liver"),
      (torso(), ["--conductivity-array", "sigma"], "no such array"),
    ]
    for (mesh, arguments, words) in cases {
      let folder = try TemporaryFolder()
      let files = try write(mesh, in: folder)
      let out = folder.file("lf.nc")
      let run = try Binary.run(
        arguments: ["solve", files.mesh, "--electrodes", files.electrodes, "--out", out] + arguments)
      #expect(run.code == 65, "\(run.talk)")
      #expect(run.errors.count == 1 && run.errors.first?.contains(words) == true, "\(run.talk)")
      #expect(!FileManager.default.fileExists(atPath: out))
    }
  }

  @Test("takes labels and conductivities as told")
  func labels() throws {
    let folder = try TemporaryFolder()
    let files = try write(torso(muscle: 9), in: folder)
    let out = folder.file("lf.nc")
    let run = try Binary.run(
      "solve", files.mesh, "--electrodes", files.electrodes, "--out", out, "--conductivity", "homogeneous",
      "--tissues", "1=torso", "9=myocardium", "--quiet")
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.talk)")
  }
}
