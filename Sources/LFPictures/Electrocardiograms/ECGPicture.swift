public import LFCore
public import LFRecording

/// A twelve-lead ECG as it is printed: 3 × 4 leads and a rhythm strip of II, 25 mm/s, 10 mm/mV; one recording, or a
/// prediction over its golden recording.
public struct ECGPicture: Sendable {
  private static let prediction = SVGDrawing.Stroke("#c8102e", 0.3)
  private static let alone = SVGDrawing.Stroke("#1a1a1a", 0.3)
  private static let golden = SVGDrawing.Stroke("#3b6fb6", 0.45)
  private static let margin = (left: 5.0, top: 20.0, bottom: 10.0)
  private static let pulseWidth = 10.0

  private let recording: ECGRecording
  private let golden: ECGRecording?
  private let title: String
  private let caption: String
  private let paper: ECGPaper

  /// Prepares a picture.
  ///
  /// - Parameters:
  ///   - recording: The ECG; leads that it lacks stay blank.
  ///   - golden: Another to draw beneath, at its own sampling rate.
  ///   - title: The head line.
  ///   - caption: What else to say, the error for instance.
  ///   - paper: The scales.
  /// - Throws: `LFError` with code `usage` when none of the twelve leads is there.
  public init(
    _ recording: ECGRecording, over golden: ECGRecording? = nil, title: String, caption: String = "",
    paper: ECGPaper = .standard
  )
    throws(LFError)
  {
    for one in [recording] + (golden.map { [$0] } ?? []) {
      guard LeadName.standard.contains(where: { one[$0]?.isVoltage == true }), one.samplingRate > 0 else {
        throw LFError(
          .usage, "has none of the twelve leads to draw",
          hint: "name its leads I, II, III, aVR, aVL, aVF, V1…V6")
      }
    }
    self.recording = recording
    self.golden = golden
    self.title = title
    self.caption = caption
    self.paper = paper
  }

  /// What the picture leaves out, one line each.
  public var omissions: [String] {
    var lines: [String] = []
    let seconds = Double(recording.sampleCount) / recording.samplingRate
    if seconds > 10 + 1 / recording.samplingRate {
      lines.append("the picture shows the first 10 s of \(seconds.fixed(1)) s")
    }
    let others = recording.leads.map(\.name).filter { !LeadName.standard.contains($0) }
    if !others.isEmpty {
      lines.append("the picture shows the twelve leads only, without \(others.joined(separator: ", "))")
    }
    return lines
  }

  /// The picture as a file: `width` and `height` in mm, one user unit a millimetre.
  public var svg: String { drawing.file(title: title) }

  /// The picture as an element to stand in a page.
  public var element: String { drawing.element(title: title) }

  private var drawing: SVGDrawing {
    let seconds = Double(recording.sampleCount) / recording.samplingRate
    let layout = ECGLayout(seconds: seconds, paper)
    let baselines = baselines(layout)
    let height = ((baselines.last ?? 0) + lowest(layout.rows.last ?? []) + 5).roundedUp(to: 5)
    let width = ECGLayout.width + Self.pulseWidth
    var drawing = SVGDrawing(
      width: width + 2 * Self.margin.left, height: Self.margin.top + height + Self.margin.bottom, unit: "mm")
    drawing.rectangle(
      x: 0, y: 0, width: width + 2 * Self.margin.left, height: Self.margin.top + height + Self.margin.bottom,
      fill: "#fff")
    ECGPaper.grid(x: Self.margin.left, y: Self.margin.top, width: width, height: height, in: &drawing)
    head(&drawing)
    for (row, baseline) in zip(layout.rows, baselines) {
      let y = Self.margin.top + baseline
      drawing.lines(
        [paper.pulse(x: Self.margin.left + 1, baseline: y)], Self.alone, name: "calibration")
      for strip in row { draw(strip, baseline: y, in: &drawing) }
    }
    let order = layout.isContinuous ? "columns follow one another in time" : "every lead from its beginning"
    drawing.text(
      "\(paper.speed.fixed(0)) mm/s · \(paper.gain.fixed(0)) mm/mV · \(recording.samplingRate.fixed(0)) Hz · \(order)"
        + (recording.isSynthetic ? " · computed" : ""), x: Self.margin.left,
      y: Self.margin.top + height + 6, size: 3.2)
    return drawing
  }

  private func head(_ drawing: inout SVGDrawing) {
    drawing.text(title, x: Self.margin.left, y: 8, size: 4.5, bold: true)
    drawing.text(caption, x: Self.margin.left, y: 15, size: 3.4)
    guard golden != nil else { return }
    let right = Self.margin.left + ECGLayout.width + Self.pulseWidth
    for (name, stroke, y) in [("prediction", Self.prediction, 8.0), ("golden", Self.golden, 14.0)] {
      drawing.lines([[SIMD2(right - 32, y - 1.2), SIMD2(right - 24, y - 1.2)]], stroke)
      drawing.text(name, x: right - 22, y: y, size: 3.4, colour: stroke.colour)
    }
  }

  private func draw(_ strip: ECGLayout.Strip, baseline: Double, in drawing: inout SVGDrawing) {
    let x = Self.margin.left + Self.pulseWidth
    let start = SIMD2(x + strip.left, baseline)
    drawing.lines([[start - SIMD2(0, 3), start + SIMD2(0, 3)]], SVGDrawing.Stroke("#888", 0.2))
    for (one, stroke, name) in [
      (golden, Self.golden, "golden"),
      (recording, golden == nil ? Self.alone : Self.prediction, "prediction"),
    ] {
      guard let one, let lead = one[strip.lead], lead.isVoltage else { continue }
      drawing.lines(
        ECGTrace.lines(lead.samples, rate: one.samplingRate, strip, x: x, baseline: baseline, paper), stroke,
        name: "\(name) \(strip.lead)")
    }
    // The name stands above what the traces do below it.
    let near = ECGLayout.Strip(lead: strip.lead, from: strip.from, seconds: 15 / paper.speed, left: 0)
    let isThere = recording[strip.lead]?.isVoltage == true
    drawing.text(
      isThere ? strip.lead : "\(strip.lead) (missing)", x: start.x + 1.5,
      y: baseline - max(8, extent(near).up + 1.5), size: 4,
      colour: isThere ? "#222" : "#999", bold: isThere)
  }

  /// Where each row's 0 mV lies, mm below the grid's top, on strong lines: at least 30 mm apart, more where traces
  /// would touch.
  private func baselines(_ layout: ECGLayout) -> [Double] {
    var baselines: [Double] = []
    for (i, row) in layout.rows.enumerated() {
      let up = max((row.map { extent($0).up }.max() ?? 0) + 6, paper.gain + 3)
      if i == 0 {
        baselines.append(max(up + 5, 20).roundedUp(to: 5))
      } else {
        baselines.append(baselines[i - 1] + max(lowest(layout.rows[i - 1]) + up + 2, 30).roundedUp(to: 5))
      }
    }
    return baselines
  }

  private func lowest(_ row: [ECGLayout.Strip]) -> Double { max(row.map { extent($0).down }.max() ?? 0, 10) }

  private func extent(_ strip: ECGLayout.Strip) -> (up: Double, down: Double) {
    var result = (up: 0.0, down: 0.0)
    for one in [recording, golden] {
      guard let one, let lead = one[strip.lead], lead.isVoltage else { continue }
      let own = ECGTrace.extent(lead.samples, rate: one.samplingRate, strip, paper)
      result = (max(result.up, own.up), max(result.down, own.down))
    }
    return result
  }
}

extension Double {
  fileprivate func roundedUp(to step: Double) -> Double { (self / step).rounded(.up) * step }
}
