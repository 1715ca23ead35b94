import ArgumentParser
import LFAccuracy
import LFCore
import LFFormats
import LFLeadField

/// How far a predicted lead field is from a golden one.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hold a predicted lead field against a golden one: angles, L2 errors, and the ECG's error.",
    discussion: """
      The prediction is compared at the golden lead field's points; on another mesh it is interpolated linearly. \
      When the golden mesh carries activation times, the ECGs of both lead fields are compared too.

      Example:
        lfconvert check lf.nc golden.nc --json
      """)

  @Argument(help: "The predicted lead field, NetCDF or VTK.")
  var prediction: String

  @Argument(help: "The golden lead field, NetCDF or VTK.")
  var golden: String

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var talk: TalkOptions

  func run() throws {
    try Job.run(talk) { (job) throws(LFError) in
      let predicted = try job.readLeadField(prediction)
      let truth = try job.readLeadField(golden)
      let report: LeadFieldReport
      do throws(LFError) {
        report = try LeadFieldReport(predicted, golden: truth, diagnostics: &job.diagnostics)
      } catch { throw error.inFile(prediction) }
      job.line.end()
      Console.answer(json ? try report.json.encoded() : report.text)
    }
  }
}

extension Job {
  /// Reads a file that must hold a lead field.
  mutating func readLeadField(_ path: String) throws(LFError) -> LeadField {
    guard case .leadField(let field) = try read(path) else {
      throw LFError(
        .badData, "holds no lead field", at: .init(file: path),
        hint: "predict it first: lfconvert \(path) --out lf.nc")
    }
    return field
  }
}
