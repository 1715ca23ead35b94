import Foundation
import LFCore
import LFFormats
import LFLeadField
import LFMesh
import LFTestSupport
import Testing

@Suite("Predicting on the command line")
struct PredictTests {
  private let heart = "GoldenData/heart/heart.vtu"
  private let table = """
    name,x,y,z
    RA,-175,-20,165
    LA,105,-20,165
    LL,65,-50,-180
    V2,-10,-90,15

    """

  private func expectRefusal(
    _ arguments: [String], code: Int32, naming name: String, _ words: String, in folder: TemporaryFolder
  ) throws {
    let out = folder.file("lf.vtu")
    let run = try Binary.run(arguments: arguments + ["--out", out])
    #expect(run.code == code, "\(run.talk)")
    #expect(run.errors.count == 1, "\(run.talk)")
    #expect(run.errors.first?.contains(name) == true, "\(run.talk)")
    #expect(words.isEmpty || run.errors.first?.contains(words) == true, "\(run.talk)")
    #expect(run.output.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  @Test("takes electrodes as given, says which leads they make, at points and cells")
  func electrodes() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("e.csv", text: table)
    let out = folder.file("lf.vtu")
    let run = try Binary.run(
      "predict", heart, "--out", out, "--electrodes", file, "--at", "both", "--conductivity", "homogeneous")
    #expect(run.code == 0, "\(run.talk)")
    #expect(run.errors.count == 1)
    #expect(run.errors.first?.contains("4 electrodes") == true)
    #expect(run.talk.contains { $0.hasPrefix("warning") && $0.contains("V1") })
    let info = try Binary.run("info", out, "--json").output
    for name in ["lead field gradient V2", "unipolar lead field RA", "electrode_origin"] {
      #expect(info.contains("\"\(name)\""))
    }
    #expect(!info.contains("\"lead field gradient V1\""))
  }

  @Test(
    "answers for points anywhere in the torso, far better than the pseudo lead field", .timeLimit(.minutes(3))
  )
  func torsoPoints() throws {
    let folder = try TemporaryFolder()
    let anatomy = "GoldenData/female-2"
    var angles: [Double] = []
    for method in ["inferred", "pseudo"] {
      let out = folder.file("\(method).nc")
      let run = try Binary.run(
        "predict", "\(anatomy)/heart.vtu", "--electrodes", "\(anatomy)/electrodes.csv", "--method", method,
        "--points", "\(anatomy)/torso-standard.nc", "--out", out)
      #expect(run.code == 0, "\(run.talk)")
      #expect(
        run.errors.last?.contains("1 200 points of \(anatomy)/torso-standard.nc") == true, "\(run.talk)")
      let check = try Binary.run(
        "check", out, "\(anatomy)/torso-standard.nc", "--gate", "none", "--json", "--quiet")
      let report = try #require(
        try JSONSerialization.jsonObject(with: Data(check.output.utf8)) as? [String: Any])
      let gradient = try #require(report["gradient"] as? [String: Any])
      angles.append(try #require(gradient["angleMean"] as? Double))
    }
    #expect(angles[0] < 6, "inferred \(angles[0])°")
    #expect(angles[1] > 2 * angles[0], "pseudo \(angles[1])°")
  }

  @Test("answers for points of the heart as in its muscle, on its surface too", .timeLimit(.minutes(3)))
  func heartPoints() throws {
    let folder = try TemporaryFolder()
    let anatomy = "GoldenData/female-2"
    let (own, asked) = (folder.file("own.nc"), folder.file("asked.nc"))
    for more in [["--out", own], ["--points", "\(anatomy)/heart.vtu", "--out", asked]] {
      let run = try Binary.run(
        arguments: [
          "predict", "\(anatomy)/heart.vtu", "--electrodes", "\(anatomy)/electrodes.csv", "--method",
          "inferred",
        ] + more)
      #expect(run.code == 0, "\(run.talk)")
    }
    let check = try Binary.run("check", asked, own, "--gate", "none", "--json", "--quiet")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(check.output.utf8)) as? [String: Any])
    let gradient = try #require(report["gradient"] as? [String: Any])
    #expect(try #require(gradient["relativeL2"] as? Double) < 1e-3)
  }

  @Test("refuses points that are none of this torso's")
  func badPoints() throws {
    let folder = try TemporaryFolder()
    let far = try folder.write(
      "far.vtk",
      text: "# vtk DataFile Version 3.0\nfar\nASCII\nDATASET POLYDATA\nPOINTS 2 float\n0 0 0\n0 0 5000\n")
    try expectRefusal(
      [heart, "--points", far, "--method", "inferred"], code: 65, naming: "far.vtk",
      "outside the inferred torso", in: folder)
    try expectRefusal(
      [heart, "--points", far, "--at", "both"], code: 64, naming: "--points", "", in: folder)
    try expectRefusal(
      [heart, "--points", "GoldenData/female-2/ecg-standard.csv"], code: 65, naming: "ecg-standard.csv",
      "no points", in: folder)
  }

  @Test("keeps given electrodes from NetCDF to VTK")
  func kept() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("e.csv", text: table)
    let (lead, again) = (folder.file("lf.nc"), folder.file("again.vtu"))
    #expect(try Binary.run(heart, "--out", lead, "--electrodes", file, "--quiet").code == 0)
    #expect(try Binary.run(lead, "--out", again).code == 0)
    #expect(try Binary.run("validate", again).code == 0)
  }

  @Test("refuses electrodes that make no sense")
  func badElectrodes() throws {
    let folder = try TemporaryFolder()
    let cases: [(String, String)] = [
      ("name,x,y,z\nV1,1,2\n", ""), ("name,x,y,z\nV1,1,2,far\n", ""),
      ("name,x,y,z\nV1,0,-90,0\nV1,0,-95,0\n", "V1"), ("name,x,y,z\nV1,90000,0,0\n", "V1"),
      ("name,x,y,z\nV1,0.001,0,0.002\nRA,nan,0,0\n", ""), ("", ""),
    ]
    for (i, item) in cases.enumerated() {
      let file = try folder.write("bad\(i).csv", text: item.0)
      try expectRefusal(
        [heart, "--electrodes", file], code: 65, naming: "bad\(i).csv", item.1, in: folder)
    }
    try expectRefusal(
      [heart, "--electrodes", "none.csv"], code: 66, naming: "none.csv", "", in: folder)
  }

  @Test("refuses options that make no sense, before anything is written")
  func badOptions() throws {
    let folder = try TemporaryFolder()
    try expectRefusal([heart, "--conductivity", "wet"], code: 66, naming: "wet", "homogeneous", in: folder)
    let model = try folder.write("c.json", text: "{\"unit\": \"S/m\", \"tissues\": {\"torso\": -1}}")
    try expectRefusal([heart, "--conductivity", model], code: 65, naming: "c.json", "", in: folder)
    for options in [["--method", "magic"], ["--at", "edges"], ["--unit", "inch"], ["--frame", "LRS"]] {
      try expectRefusal([heart] + options, code: 64, naming: "heart.vtu", "", in: folder)
    }
    try expectRefusal([heart, "--unit", "cm"], code: 65, naming: "heart.vtu", "--unit mm", in: folder)
  }

  @Test("takes other files in the frame that the heart's own states, unless they state one themselves")
  func statedFrame() throws {
    let folder = try TemporaryFolder()
    func turned(_ flat: [Double]) -> [Double] {
      flat.enumerated().map { $0.offset % 3 < 2 ? -$0.element : $0.element }
    }
    /// A mesh file of three points in RAS or LPS, which states so or not.
    func points(_ name: String, ras: Bool, stated: Bool) throws -> String {
      let lps = [-12.0, -60, 25, 30, -50, -10, 80, 20, 4]
      let text = (ras ? turned(lps) : lps).map { "\($0)" }.joined(separator: " ")
      let frame = "FIELD FieldData 1\nlead_field_frame 1 2 string\n\(ras ? "RAS" : "LPS")\nmm\n"
      return try folder.write(
        name,
        text:
          "# vtk DataFile Version 3.0\np\nASCII\nDATASET POLYDATA\n\(stated ? frame : "")POINTS 3 double\n\(text)\n"
      )
    }
    var diagnostics = Diagnostics()
    guard case .mesh(var mesh) = try FormatRegistry.standard.read(heart, diagnostics: &diagnostics),
      case .unstructured(var grid) = mesh.geometry, let flat = grid.points.values.doubles()
    else { throw Missing() }
    grid.points.values = .float64(turned(flat))
    mesh.geometry = .unstructured(grid)
    mesh.fieldData = [DataArray("lead_field_frame", .string(["RAS", "mm"]))]
    let other = folder.file("ras.vtu")
    try FormatRegistry.standard.write(
      .mesh(mesh), to: other, options: WriteOptions(), diagnostics: &diagnostics)
    let electrodes = try folder.write(
      "e.csv", text: "name,x,y,z\nRA,-175,-20,165\nLA,105,-20,165\nLL,65,-50,-180\n")
    let ras = try folder.write("r.csv", text: "name,x,y,z\nRA,175,20,165\nLA,-105,20,165\nLL,-65,50,-180\n")
    func field(_ heart: String, _ electrodes: String, _ points: String) throws -> [Float] {
      let out = folder.file("lf.nc")
      let run = try Binary.run(
        "predict", heart, "--method", "pseudo", "--electrodes", electrodes, "--points", points, "--out", out)
      #expect(run.code == 0, "\(run.talk)")
      guard case .leadField(let field) = try FormatRegistry.standard.read(out, diagnostics: &diagnostics)
      else {
        throw Missing()
      }
      return try #require(field.atPoints?.gradient)
    }
    let usual = try field(heart, electrodes, try points("l.vtk", ras: false, stated: false))
    let cases = [(true, false), (true, true), (false, true)]
    for (i, one) in cases.enumerated() {
      let found = try field(other, ras, try points("p\(i).vtk", ras: one.0, stated: one.1))
      #expect(zip(found, usual).allSatisfy { abs($0 - $1) <= 1e-4 * abs($1) + 1e-6 }, "\(one)")
    }
  }

  private struct Missing: Error {}

  @Test(
    "refuses, before it reads anything, a kind of file that holds no lead field",
    arguments: ["csv", "vti", "pts"])
  func kinds(_ suffix: String) throws {
    let out = "none/lf.\(suffix)"
    let run = try Binary.run("predict", "none.vtu", "--out", out)
    #expect(
      run.code == 64 && run.errors.count == 1 && run.errors[0].contains("holds no lead field"), "\(run.talk)")
  }

  @Test("does not predict what is a lead field already, nor change one in converting it")
  func leadFields() throws {
    let folder = try TemporaryFolder()
    let lead = folder.file("given.vtu")
    #expect(try Binary.run(heart, "--out", lead, "--quiet").code == 0)
    try expectRefusal(["predict", lead], code: 64, naming: "given.vtu", "lead field", in: folder)
    for options in [["--electrodes", "e.csv"], ["--at", "cells"], ["--frame", "RAS"], ["--unit", "m"]] {
      try expectRefusal([lead] + options, code: 64, naming: "given.vtu", options[0], in: folder)
    }
  }
}
