import LFAccuracy
import LFCore
import LFRecording

/// What pictures need, beside the numbers, in a record of a case.
enum PictureRecord {
  static func json(_ report: AccuracyReport) -> JSONValue {
    var entries: [String: JSONValue] = ["traces": .list(report.traces.map(json))]
    if let view = report.view {
      entries["view"] = .object([
        "points": .list(view.points.flatMap { [rounded($0.x), rounded($0.y), rounded($0.z)] }),
        "triangles": .list(view.triangles.flatMap { t in (0..<3).map { .integer(Int64(t[$0])) } }),
        "golden": .list(view.golden.map { .number(Double(Float($0))) }),
        "prediction": .list(view.prediction.map { .number(Double(Float($0))) }),
        "angle": .list(view.angle.map(rounded)),
      ])
    }
    return .object(entries)
  }

  static func take(_ node: JSONNode, into report: inout AccuracyReport) {
    report.traces = (node["traces"]?.list ?? []).compactMap(recording)
    guard let view = node["view"], let points = numbers(view["points"], count: nil),
      let corners = numbers(view["triangles"], count: nil), points.count % 3 == 0, corners.count % 3 == 0
    else { return }
    let count = points.count / 3
    guard corners.allSatisfy({ $0 >= 0 && $0 < Double(count) }),
      let golden = numbers(view["golden"], count: count),
      let prediction = numbers(view["prediction"], count: count),
      let angle = numbers(view["angle"], count: count)
    else { return }
    var places: [SIMD3<Double>] = []
    for i in 0..<count { places.append(SIMD3(points[3 * i], points[3 * i + 1], points[3 * i + 2])) }
    var triangles: [SIMD3<Int32>] = []
    for i in stride(from: 0, to: corners.count, by: 3) {
      triangles.append(SIMD3(Int32(corners[i]), Int32(corners[i + 1]), Int32(corners[i + 2])))
    }
    report.view = FieldView(
      points: places, triangles: triangles, golden: golden, prediction: prediction, angle: angle)
  }

  private static func json(_ recording: ECGRecording) -> JSONValue {
    var leads: [JSONValue] = []
    for lead in recording.leads {
      // A hundredth of a microvolt.
      let samples = lead.samples.map { JSONValue.number(($0 * 1e5).rounded() / 1e5) }
      leads.append(
        .object(["name": .text(lead.name), "unit": .text(lead.unit), "samples": .list(samples)]))
    }
    return .object([
      "samplingRate": .number(recording.samplingRate), "synthetic": .bool(recording.isSynthetic),
      "leads": .list(leads),
    ])
  }

  private static func recording(_ node: JSONNode) -> ECGRecording? {
    guard let rate = node["samplingRate"]?.number, rate > 0, let leads = node["leads"]?.list else {
      return nil
    }
    var isSynthetic = false
    if case .bool(let value)? = node["synthetic"]?.value { isSynthetic = value }
    return ECGRecording(
      leads: leads.compactMap { lead in
        guard let name = lead["name"]?.text, let unit = lead["unit"]?.text, let list = lead["samples"]?.list
        else { return nil }
        return ECGRecording.Lead(name, unit: unit, samples: list.map { $0.number ?? .nan })
      }, samplingRate: rate, isSynthetic: isSynthetic)
  }

  private static func numbers(_ node: JSONNode?, count: Int?) -> [Double]? {
    guard let list = node?.list, count == nil || list.count == count else { return nil }
    return list.map { $0.number ?? .nan }
  }

  private static func rounded(_ value: Double) -> JSONValue { .number((value * 100).rounded() / 100) }
}
