import LFCore
import LFMesh

/// A series in one VTK XML file with several time steps: of each step the one array is decoded.
struct TimeStepsSeries: PointSeriesSource {
  private let file: VTKXMLFile

  static func open(_ file: VTKXMLFile, _ array: String?) throws(LFError) -> PointSeries {
    var times: [Double] = []
    for word in (file.content["TimeValues"] ?? "").split(whereSeparator: \.isWhitespace) {
      guard let time = Double(word), time.isFinite else {
        throw LFError(
          .badData, "has TimeValues with \"\(word.shown)\"", at: file.content.place, hint: "times are numbers"
        )
      }
      times.append(time)
    }
    try TimeStepChoice.check(file.content, steps: times.count)
    let geometry = MeshIdentity.arrays(of: file, TimeStepChoice(step: 0)).map(ObjectIdentifier.init)
    for step in times.indices {
      let others = MeshIdentity.arrays(of: file, TimeStepChoice(step: step)).map(ObjectIdentifier.init)
      guard others == geometry else {
        throw LFError(
          .badData, "changes its mesh at step \(step)", at: file.content.place,
          hint: "all steps must be on one mesh")
      }
    }
    // Reading takes texts away, so the first step is read from markup of its own.
    let again = try VTKXMLFile(file.file, file.allowance)
    var reader = SerialReader(again)
    var mesh = try reader.readStep(0)
    let name = try StepArray.name(array, in: mesh)
    mesh.pointData.arrays.removeAll { $0.name == name }
    return PointSeries(
      TimeStepsSeries(file: file), array: name, pointCount: mesh.pointCount, mesh: mesh, times: times)
  }

  func forEachStep(
    of series: PointSeries, _ body: (Int, UnsafeBufferPointer<Float>) throws(LFError) -> Void
  ) throws(LFError) {
    var last: (elements: [XMLElement], values: ArrayValues)?
    for step in series.times.indices {
      let elements = try StepArray.elements(series.array, TimeStepChoice(step: step), in: file)
      let values: ArrayValues
      if let last, last.elements.elementsEqual(elements, by: ===) {
        values = last.values
      } else {
        values = try StepArray.values(elements, of: file, count: series.pointCount)
      }
      last = (elements, values)
      try values.withFloats { (floats) throws(LFError) in try body(step, floats) }
    }
  }
}
