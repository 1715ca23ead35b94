import LFAccuracy
import LFCore
import LFFormats
import LFGate
import LFLeadField

extension Job {
  /// Holds two files of one kind against each other.
  mutating func check(_ prediction: String, _ golden: String) throws(LFError) -> CaseResult {
    let own = try read(prediction)
    let truth = try read(golden)
    line.begin("comparing \(prediction) with \(golden)")
    var report: AccuracyReport
    do throws(LFError) {
      switch (own, truth) {
      case (.leadField(let a), .leadField(let b)):
        report = try LeadFieldReport(a, golden: b, diagnostics: &diagnostics).accuracy
      case (.ecg(let a), .ecg(let b)):
        report = try RecordingReport.compare(a, golden: b, diagnostics: &diagnostics)
      case (.mesh(let a), .mesh(let b)):
        report = try AnatomyReport.compare(a, golden: b, diagnostics: &diagnostics)
      case (.mesh, .leadField):
        throw LFError(
          .badData, "holds no lead field, as \(golden) does",
          hint: "predict it first: lfconvert \(prediction) --out lf.nc")
      default:
        throw LFError(
          .badData, "holds a \(own.kind), \(golden) a \(truth.kind)", hint: "give two files of one kind")
      }
    } catch { throw error.inFile(prediction) }
    let files = [
      CaseResult.File(role: "prediction", path: prediction, sha256: try FileDigest.sha256(prediction)),
      CaseResult.File(role: "golden", path: golden, sha256: try FileDigest.sha256(golden)),
    ]
    if let finding = DigestManifest.listing(golden)?.check(golden, files[1].sha256) {
      report.findings.append(finding)
    }
    return CaseResult(
      name: Self.name(of: golden), files: files, outcome: .measured(report), warnings: diagnostics.warnings)
  }

  /// `female-1/golden-standard.nc` is the case `female-1/golden-standard.nc`, whatever folder that is in.
  private static func name(of path: String) -> String {
    path.split(separator: "/").suffix(2).joined(separator: "/")
  }
}
