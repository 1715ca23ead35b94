import LFCore
import LFElectrocardiogram
import LFFormats
import LFLeadField
import LFMesh

extension Job {
  /// The electrodes' potentials that a series of transmembrane voltages makes, step by step.
  mutating func potentials(
    of series: PointSeries, from source: String, _ field: LeadField, _ file: String, _ options: ECGOptions,
    _ choices: ECGSourceOptions
  ) throws(LFError) -> MadePotentials {
    if let option = choices.firstOfActivation {
      throw LFError(
        .usage, "is a series of voltages, so \(option) makes no sense", at: .init(file: source),
        hint: "leave one of them out")
    }
    let mesh = try mesh(of: series, source, choices)
    line.begin("preparing \(file)")
    let integral: ReciprocityIntegral
    do throws(LFError) {
      integral = try self.integral(field, beside: mesh, choices).1
    } catch { throw error.inFile(file) }
    do throws(LFError) {
      let times = try times(of: series, choices)
      var sum = PotentialSum(try placed(integral, series, mesh, field))
      line.begin("integrating \(source)")
      let progress = line.progress
      try series.forEachStep { (step, voltages) throws(LFError) in
        try sum.add(checking: voltages)
        progress("integrating \(source)", Double(step) / Double(series.times.count))
      }
      let unit = try VoltageUnit.checked(
        low: sum.range.low, high: sum.range.high,
        stated: choices.voltageUnit ?? series.unit.flatMap(VoltageUnit.init(written:)))
      let potentials = sum.potentials(at: times, scale: unit.inMillivolts)
      let made = try potentials.sampled(at: options.rate, options.zeroPhase, diagnostics: &diagnostics)
      return MadePotentials(
        potentials: made.potentials, rate: made.rate,
        origin: "\"\(series.array.singleLine)\" (\(unit.rawValue)) of \(source), \(times.count) steps")
    } catch { throw error.inFile(source) }
  }

  /// The mesh that a series is on: its own, or the one told or found beside an .igb.
  private mutating func mesh(
    of series: PointSeries, _ source: String, _ choices: ECGSourceOptions
  ) throws(LFError) -> Mesh? {
    if let mesh = series.mesh {
      guard choices.mesh == nil else {
        throw LFError(.usage, "carries its mesh, so --mesh makes no sense", at: .init(file: source))
      }
      return mesh
    }
    guard let path = choices.mesh else { return nil }
    guard case .mesh(let mesh) = try read(path) else {
      throw LFError(.badData, "is no single mesh", at: .init(file: path))
    }
    guard mesh.pointCount == series.pointCount else {
      throw LFError(
        .badData, "has \(mesh.pointCount) points, but \(source) has \(series.pointCount) values a step",
        at: .init(file: path), hint: "give the mesh of the simulation")
    }
    return mesh
  }

  /// The integral in the order of the series' points.
  private mutating func placed(
    _ integral: ReciprocityIntegral, _ series: PointSeries, _ mesh: Mesh?, _ field: LeadField
  ) throws(LFError) -> ReciprocityIntegral {
    if let mesh {
      return integral.reordered(try PointCorrespondence(of: field.mesh, in: mesh), count: series.pointCount)
    }
    guard series.pointCount == integral.pointCount else {
      throw LFError(
        .badData,
        "has \(series.pointCount) values a step, but the lead field's mesh has \(integral.pointCount) points",
        hint: "give the simulation's mesh by --mesh F.pts")
    }
    diagnostics.warn("is taken to be in the order of the lead field's points (--mesh F.pts makes sure)")
    return integral
  }

  /// The steps' times, ms.
  private mutating func times(of series: PointSeries, _ choices: ECGSourceOptions) throws(LFError) -> [Double]
  {
    guard series.times.count > 1, let first = series.times.first, let last = series.times.last else {
      return series.times
    }
    if let (later, time) = zip(series.times.dropFirst(), series.times).first(where: { !($0 > $1) }) {
      throw LFError(.badData, "has time \(later) after \(time)", hint: "times must increase")
    }
    var unit = choices.timeUnit ?? series.timeUnit.flatMap(TimeUnit.init(written:))
    if unit == nil {
      let found = try TimeUnit.inferred(from: last - first, plausible: 20...20_000, "times")
      if found != .milliseconds {
        diagnostics.warn("times state no unit: \(found.rawValue) fits them (--time-unit says it)")
      }
      unit = found
    }
    let scale = unit?.inMilliseconds ?? 1
    return series.times.map { $0 * scale }
  }
}
