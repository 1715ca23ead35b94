import Dispatch
import Foundation
import LFAccuracy
import LFCore
import LFGate
import LFReports
import LFSurrogate
import Synchronization

/// A suite gone through, several cases at a time.
struct SuiteRun: Sendable {
  let suite: SuiteFile
  private let cases: [SuiteCase]
  private let work: String
  /// Where the work goes when the caller does not want to keep it.
  private let scratch: ScratchFolder?
  private let predictions: String?
  private let manifest: DigestManifest?
  private let jobs: Int
  private let predictor: CasePredictor
  /// What all records depend on.
  private let key: String

  init(_ path: String, _ options: SuiteOptions, _ facts: inout RunFacts) throws(LFError) {
    suite = try SuiteFile(path)
    for name in options.case where !suite.cases.contains(where: { $0.name == name }) {
      throw LFError(
        .usage, "has no case \"\(name.singleLine)\"", at: .init(file: path),
        hint: "its cases are \(suite.cases.prefix(8).map(\.name).joined(separator: ", "))…")
    }
    cases = suite.cases.filter { options.case.isEmpty || options.case.contains($0.name) }
    let folder = suite.folder
    manifest = try suite.manifest.map { (name) throws(LFError) in try DigestManifest(folder + name) }
    predictions = options.predictions
    predictor = CasePredictor(options)
    jobs = options.jobs ?? ProcessInfo.processInfo.activeProcessorCount
    if options.predictions == nil {
      let method = (options.method ?? .surrogate).rawValue
      facts.model = method
      if options.method != .pseudo {
        facts.model = method + ", " + (options.model.model ?? "the model inside lfconvert")
        facts.modelDigest =
          try options.model.model.map { (path) throws(LFError) in try FileDigest.sha256(path) }
          ?? FileDigest.sha256(SurrogateModel.embeddedFile)
      }
    }
    scratch = options.work == nil ? try ScratchFolder() : nil
    work = try Self.folder(options.work ?? scratch?.path ?? "")
    // The program itself counts: another version may measure otherwise.
    let program = options.work == nil ? "" : (try? FileDigest.sha256("/proc/self/exe")) ?? Version.current
    key = [
      "case record 1", program, facts.modelDigest ?? "", options.method?.rawValue ?? "",
      options.model.decoder ?? "", options.model.electrodesTell.map { "\($0)" } ?? "",
    ].joined(separator: " ")
  }

  /// Every file that is read.
  var inputs: [String] {
    let folder = suite.folder
    return cases.flatMap { item -> [String] in
      let own =
        [item.golden, item.heart, item.electrodes, item.skin, item.lungs].compactMap(\.self)
        + (item.isConductivityFile ? [item.conductivity].compactMap(\.self) : [])
      let given = try? predictions.map { (path) throws(LFError) in
        try Self.prediction(of: item.name, in: path)
      }
      return own.map { folder + $0 } + [given].compactMap { $0 ?? nil }
    } + (suite.manifest.map { [folder + $0] } ?? [])
  }

  /// All results, in the suite's order. A case that cannot be done fails alone.
  ///
  /// - Throws: `LFError` with code `cannotCreate` when the work cannot be written: that says nothing of the cases.
  func results(_ progress: WorkProgress) throws(LFError) -> [CaseResult] {
    defer { scratch?.remove() }
    let next = Mutex(0)
    let done = Mutex<[Int: CaseResult]>([:])
    let failure = Mutex<LFError?>(nil)
    progress("checking \(suite.name)", 0)
    DispatchQueue.concurrentPerform(iterations: min(jobs, cases.count)) { _ in
      while true {
        let i = next.withLock { value in
          value += 1
          return value - 1
        }
        guard i < cases.count, failure.withLock({ $0 == nil }) else { return }
        let result: CaseResult
        do throws(LFError) { result = try self.result(of: cases[i]) } catch {
          return failure.withLock { $0 = $0 ?? error }
        }
        let count = done.withLock { results in
          results[i] = result
          return results.count
        }
        progress("checking \(suite.name)", Double(count) / Double(cases.count))
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    let all = done.withLock { $0 }
    return cases.indices.compactMap { all[$0] }
  }

  private func result(of item: SuiteCase) throws(LFError) -> CaseResult {
    do throws(LFError) {
      let files = try files(of: item)
      let key = FileDigest.sha256(text: key + files.map { " \($0.role) \($0.sha256)" }.joined())
      let record = work + item.name + ".json"
      var result: CaseResult
      if let kept = CaseResult.recorded(at: record, key: key) {
        result = kept
      } else {
        result = try measure(item, files)
        try write(try result.record(key: key).encoded(), to: record)
      }
      result.files = files
      if let manifest, case .measured(var report) = result.outcome {
        report.findings += files.compactMap { manifest.check($0.path, $0.sha256) }
        result.outcome = .measured(report)
      }
      return result
    } catch {
      guard error.code != .cannotCreate else { throw error }
      return CaseResult(name: item.name, files: [], outcome: .failed(error.description))
    }
  }

  private func measure(_ item: SuiteCase, _ files: [CaseResult.File]) throws(LFError) -> CaseResult {
    var job = Job.silent
    var prediction = files.first { $0.role == "prediction" }?.path
    if prediction == nil {
      let out = work + item.name + ".nc"
      try predictor.predict(item, in: suite.folder, to: out, &job)
      prediction = out
    }
    var result = try job.check(prediction ?? "", suite.folder + item.golden)
    result.name = item.name
    return result
  }

  private func files(of item: SuiteCase) throws(LFError) -> [CaseResult.File] {
    var list = [("golden", suite.folder + item.golden)]
    if let predictions {
      list.insert(("prediction", try Self.prediction(of: item.name, in: predictions)), at: 0)
    } else {
      list.append(("heart", suite.folder + item.heart))
      let others = [
        ("electrodes", item.electrodes), ("skin", item.skin), ("lungs", item.lungs),
        ("conductivity", item.isConductivityFile ? item.conductivity : nil),
      ]
      for case (let role, let name?) in others { list.append((role, suite.folder + name)) }
    }
    var files: [CaseResult.File] = []
    for (role, path) in list {
      files.append(CaseResult.File(role: role, path: path, sha256: try FileDigest.sha256(path)))
    }
    return files
  }

  private static func prediction(of name: String, in folder: String) throws(LFError) -> String {
    let base = folder.hasSuffix("/") ? folder + name : folder + "/" + name
    for kind in ["nc", "vtu", "vtk"] where FileManager.default.fileExists(atPath: "\(base).\(kind)") {
      return "\(base).\(kind)"
    }
    throw LFError(.noInput, "is not there", at: .init(file: base + ".nc"), hint: "predict the case")
  }

  private static func folder(_ path: String) throws(LFError) -> String {
    let folder = path.hasSuffix("/") ? path : path + "/"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw LFError(
        .cannotCreate, "cannot be created as a folder", at: .init(file: path), hint: "choose another one")
    }
    do throws(LFError) { try AtomicOutput.check(folder + "record") } catch {
      throw LFError(.cannotCreate, error.message, at: .init(file: path), hint: "choose another folder")
    }
    return folder
  }

  private func write(_ text: String, to path: String) throws(LFError) {
    try AtomicOutput.write(to: path) { (temporary) throws(LFError) in
      var file = try FileOutput(temporary)
      try file.write(text)
      try file.flush()
    }
  }
}
