import Foundation
import LFCore
import LFFormats
import LFLeadField
import LFMesh
import LFTestSupport
import Testing

@Suite("Encoding on the command line")
struct EncodeTests {
  private let heart = "GoldenData/heart/heart.vtu"

  @Test("a heart becomes a code, and the code a lead field")
  func codeAndBack() throws {
    let folder = try TemporaryFolder()
    let (code, lead) = (folder.file("code.vtp"), folder.file("lf.nc"))
    let run = try Binary.run("encode", heart, "--out", code)
    #expect(run.code == 0, "\(run.talk)")
    #expect(run.errors.count == 1)
    let info = try Binary.run("info", code, "--json").output
    for name in ["latent_code", "latent_code_covariance", "torso_uncertainty", "tissue", "tissue_name"] {
      #expect(info.contains("\"\(name)\""), "\(name)")
    }
    let predicted = try Binary.run("predict", code, "--out", lead)
    #expect(predicted.code == 0, "\(predicted.talk)")
    #expect(try Binary.run("validate", lead).code == 0)
  }

  @Test("a skin that was segmented tells of the torso, and how near it came stays in the file")
  func skin() throws {
    let folder = try TemporaryFolder()
    let code = folder.file("code.vtp")
    let (heart, skin) = ("GoldenData/female-1/heart.vtu", "GoldenData/female-1/torso.vtp")
    let run = try Binary.run("encode", heart, "--skin", skin, "--strict", "--out", code)
    #expect(run.code == 0, "\(run.talk)")
    var diagnostics = Diagnostics()
    guard case .mesh(let mesh) = try FormatRegistry.standard.read(code, diagnostics: &diagnostics) else {
      throw Missing()
    }
    let residual = try #require(mesh.fieldData.first { $0.name == "skin_surface_residual" }?.values.doubles())
    #expect(residual.count == 2 && residual[0] < 2 && residual[1] < 6, "\(residual)")
    // It comes too late for a code, and is nothing to a method without a torso.
    for arguments in [["predict", code], ["predict", heart, "--method", "pseudo"]] {
      let refused = try Binary.run(
        arguments: arguments + ["--skin", skin, "--out", folder.file("lf.nc"), "--quiet"])
      #expect(refused.code == 64 && refused.talk.count == 1, "\(refused.talk)")
    }
    // A skin is no lungs, whatever else they are.
    let wrong = try Binary.run(
      "encode", heart, "--lungs", skin, "--strict", "--out", folder.file("wrong.vtp"), "--quiet")
    #expect(wrong.code == 2 && wrong.talk.contains { $0.contains("the lungs given are") }, "\(wrong.talk)")
  }

  @Test(
    "one ventricle alone is warned of, and of which",
    arguments: [([1, 3], "left ventricle"), ([2], "right ventricle")])
  func oneVentricle(regions: [Double], name: String) throws {
    let folder = try TemporaryFolder()
    var diagnostics = Diagnostics()
    guard
      case .mesh(var mesh) = try FormatRegistry.standard.read(heart, diagnostics: &diagnostics),
      case .unstructured(let whole) = mesh.geometry, let region = mesh.cellData["region"]?.values.doubles()
    else { throw Missing() }
    var part = whole
    let cells = region.indices.filter { regions.contains(region[$0]) }
    part.types = cells.map { whole.types[$0] }
    part.cells = CellArray(
      offsets: (0...cells.count).map { Int64(4 * $0) }, connectivity: cells.flatMap { whole.cells[$0] })
    mesh.geometry = .unstructured(part)
    mesh.cellData = AttributeData()
    let path = folder.file("part.vtu")
    try FormatRegistry.standard.write(
      .mesh(mesh), to: path, options: WriteOptions(), diagnostics: &diagnostics)
    let run = try Binary.run("encode", path, "--out", folder.file("code.vtp"), "--quiet")
    #expect(run.code == 0, "\(run.talk)")
    #expect(run.talk.contains { $0.hasPrefix("warning") && $0.contains("\(name) alone?") }, "\(run.talk)")
    #expect(
      !(try Binary.run("encode", heart, "--out", folder.file("whole.vtp")).talk.contains {
        $0.contains("alone?")
      }))
  }

  @Test(
    "a heart in another frame is warned of, and the likely one named",
    arguments: [("LPS", nil), ("RAS", "LPS"), ("LAS", "LPS")])
  func frames(_ frame: String, _ likely: String?) throws {
    let folder = try TemporaryFolder()
    let run = try Binary.run(
      "encode", "GoldenData/female-2/heart.vtu", "--frame", frame, "--out", folder.file("c.vtp"), "--quiet")
    #expect(run.code == 0)
    let doubts = run.talk.filter { $0.contains("(--frame ") }
    #expect(doubts.count == (likely == nil ? 0 : 1), "\(run.talk)")
    if let likely { #expect(doubts.first?.contains("(--frame \(likely))") == true, "\(doubts)") }
  }

  private struct Missing: Error {}

  @Test("electrodes tell of the torso of a heart's code too, unless they shall not")
  func codeAndElectrodes() throws {
    let folder = try TemporaryFolder()
    let (heart, electrodes) = ("GoldenData/female-2/heart.vtu", "GoldenData/female-2/electrodes.csv")
    let (alone, both) = (folder.file("alone.vtp"), folder.file("both.vtp"))
    #expect(try Binary.run("encode", heart, "--out", alone, "--quiet").code == 0)
    #expect(try Binary.run("encode", heart, "--electrodes", electrodes, "--out", both, "--quiet").code == 0)
    func code(_ path: String) throws -> [Double] {
      var diagnostics = Diagnostics()
      let dataset = try FormatRegistry.standard.read(path, diagnostics: &diagnostics)
      let arrays: [DataArray]
      switch dataset {
      case .mesh(let mesh): arrays = mesh.fieldData
      case .leadField(let field): arrays = field.mesh.fieldData
      default: throw Missing()
      }
      return try #require(arrays.first { $0.name == "latent_code" }?.values.doubles())
    }
    func used(_ input: String, _ more: [String]) throws -> [Double] {
      let out = folder.file("lf.nc")
      let run = try Binary.run(
        arguments: [
          "predict", input, "--electrodes", electrodes, "--method", "operator", "--out", out, "--quiet",
        ] + more)
      #expect(run.code == 0, "\(run.talk)")
      return try code(out)
    }
    func gap(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) } }
    let (first, told) = (try code(alone), try code(both))
    let wide = gap(first, told)
    #expect(wide > 0.5)
    #expect(try used(alone, ["--electrodes-tell", "none"]) == first)
    func muscle() throws -> [Double] {
      var diagnostics = Diagnostics()
      guard
        case .leadField(let field) = try FormatRegistry.standard.read(
          folder.file("lf.nc"), diagnostics: &diagnostics), case .unstructured(let grid) = field.mesh.geometry
      else { throw Missing() }
      return try #require(grid.points.values.doubles())
    }
    #expect(gap(try used(alone, []), told) < 1e-6 * wide)
    // The muscle is that of the code that the file holds.
    let late = try muscle()
    #expect(try used(both, []) == told)
    let early = try muscle()
    #expect(late.count == early.count && gap(late, early) < 1e-3)
    let refused = try Binary.run(
      "predict", both, "--electrodes", electrodes, "--electrodes-tell", "labelled", "--out",
      folder.file("x.nc"))
    #expect(refused.code == 64 && refused.errors.count == 1, "\(refused.talk)")
  }

  @Test("the lead field holds its code and how sure it is")
  func uncertainty() throws {
    let folder = try TemporaryFolder()
    let lead = folder.file("lf.nc")
    #expect(try Binary.run(heart, "--out", lead, "--quiet").code == 0)
    let info = try Binary.run("info", lead, "--json").output
    for name in ["lead_field_gradient_deviation", "latent_code_deviation", "heart_surface_residual"] {
      #expect(info.contains(name), "\(name)")
    }
  }

  @Test(
    "what is no model is refused in one line", arguments: [("GoldenData/heart/heart.vtu", 65), ("no.nc", 66)])
  func badModel(model: String, code: Int32) throws {
    let folder = try TemporaryFolder()
    let out = folder.file("lf.nc")
    let run = try Binary.run(heart, "--out", out, "--model", model)
    #expect(run.code == code, "\(run.talk)")
    #expect(run.errors.count == 1)
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  @Test("options that contradict each other are refused")
  func contradictions() throws {
    let folder = try TemporaryFolder()
    let out = folder.file("lf.nc")
    for arguments in [
      ["--method", "pseudo", "--decoder", "linear"], ["--electrodes-tell", "none"], ["--decoder", "none"],
      ["--decoder", "neural"],
    ] {
      let run = try Binary.run(arguments: [heart, "--out", out] + arguments)
      #expect(run.code == 64, "\(run.talk)")
      #expect(run.errors.count == 1)
    }
  }

  @Test("the full-order model on the inferred torso takes any conductivities")
  func inferred() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "c.json",
      text:
        "{\"unit\": \"S/m\", \"tissues\": {\"torso\": 0.2, \"lungs\": 0.1, \"blood\": 0.6, \"myocardium\": 0.4}}"
    )
    let out = folder.file("lf.nc")
    let run = try Binary.run(heart, "--out", out, "--method", "inferred", "--conductivity", file)
    #expect(run.code == 0, "\(run.talk)")
    #expect(try Binary.run("validate", out).code == 0)
    let refused = try Binary.run(heart, "--out", out, "--method", "surrogate", "--conductivity", file)
    #expect(refused.code == 65 && refused.errors.count == 1, "\(refused.talk)")
  }

  @Test("a small heart is plainly outside the model's domain, and --strict refuses it")
  func outsideTheDomain() throws {
    let folder = try TemporaryFolder()
    let (small, out) = (folder.file("small.vtk"), folder.file("lf.nc"))
    // Every coordinate at six tenths, in text where a script can reach it.
    #expect(try Binary.run("convert", heart, "--out", small, "--encoding", "ascii").code == 0)
    var lines = try String(contentsOfFile: small, encoding: .utf8).components(separatedBy: "\n")
    let first = try #require(lines.firstIndex { $0.hasPrefix("POINTS") })
    var left = 3 * (Int(lines[first].split(separator: " ")[1]) ?? 0)
    var line = first + 1
    while left > 0 {
      let numbers = lines[line].split(separator: " ").compactMap { Double($0) }
      lines[line] = numbers.map { "\($0 * 0.6)" }.joined(separator: " ")
      left -= numbers.count
      line += 1
    }
    try lines.joined(separator: "\n").write(toFile: small, atomically: true, encoding: .utf8)
    let run = try Binary.run(small, "--out", out)
    #expect(run.code == 0, "\(run.talk)")
    #expect(
      run.talk.contains { $0.hasPrefix("warning") && $0.contains("outside what the model was trained on") })
    let strict = try Binary.run(small, "--out", folder.file("strict.nc"), "--strict")
    #expect(strict.code == 2 && strict.errors.count == 1, "\(strict.talk)")
  }
}
