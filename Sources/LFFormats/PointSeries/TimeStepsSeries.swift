import LFCore
import LFMesh

/// A series in one VTK XML file with several time steps: of each step the one array is decoded.
struct TimeStepsSeries: PointSeriesSource {
  private let file: VTKXMLFile

  static func open(_ file: VTKXMLFile, _ times: [Double], _ array: String?) throws(LFError) -> PointSeries {
    var first = FirstStepMesh(file)
    for step in times.indices.dropFirst() {
      guard try first.isSame(at: step) else {
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
    try expectChange(of: name, in: file, times)
    return PointSeries(
      TimeStepsSeries(file: file), array: name, pointCount: mesh.pointCount, mesh: mesh, times: times)
  }

  /// Without appended data VTK's writer makes each step a piece of the first one.
  private static func expectChange(
    of name: String, in file: VTKXMLFile, _ times: [Double]
  ) throws(LFError) {
    let extent = EncodedExtent(file)
    let first = try StepArray(name, TimeStepChoice(step: 0), in: extent)
    for step in times.indices.dropFirst() {
      if try !first.isSame(as: StepArray(name, TimeStepChoice(step: step), in: extent)) { return }
    }
    throw LFError(
      .badData, "has the same array \"\(name.shown)\" at all \(times.count) steps", at: file.content.place,
      hint: "VTK writes steps apart in appended mode only")
  }

  func forEachStep(
    of series: PointSeries, _ body: (Int, UnsafeBufferPointer<Float>) throws(LFError) -> Void
  ) throws(LFError) {
    let extent = EncodedExtent(file)
    var last: (array: StepArray, values: ArrayValues)?
    for step in series.times.indices {
      let array = try StepArray(series.array, TimeStepChoice(step: step), in: extent)
      let values: ArrayValues
      if let last, last.array.isSame(as: array) {
        values = last.values
      } else {
        values = try StepArray.values([array], count: series.pointCount)
      }
      last = (array, values)
      try values.withFloats { (floats) throws(LFError) in try body(step, floats) }
    }
  }
}
