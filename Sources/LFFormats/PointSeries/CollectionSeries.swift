import LFCore
import LFMesh

/// A series in a .pvd collection: a file a step, or a file that names the parts of one. Of each step but the first the
/// one array is decoded, and its mesh is compared with the first one's, part by part.
struct CollectionSeries: PointSeriesSource {
  private let index: IndexReader

  static func open(_ index: IndexReader, _ array: String?) throws(LFError) -> PointSeries {
    let times = try times(index)
    var first: Mesh?
    try index.forEachStep(limit: 1) { (step) throws(LFError) in first = try step.mesh() }
    guard var mesh = first else { throw LFError(.badData, "is an empty collection") }
    let name = try StepArray.name(array, in: mesh)
    // Voltages of the first step are read again in their turn.
    mesh.pointData.arrays.removeAll { $0.name == name }
    return PointSeries(
      CollectionSeries(index: index), array: name, pointCount: mesh.pointCount, mesh: mesh, times: times)
  }

  private static func times(_ index: IndexReader) throws(LFError) -> [Double] {
    var (times, seen): ([Double], Set<Double>) = ([], [])
    try index.forEachReference { (_, time, _) throws(LFError) in
      guard seen.insert(time).inserted else {
        throw LFError(
          .badData, "has several files at time \(time)",
          hint: "put the parts of a step into one file, or into a .pvtu")
      }
      times.append(time)
    }
    return times
  }

  func forEachStep(
    of series: PointSeries, _ body: (Int, UnsafeBufferPointer<Float>) throws(LFError) -> Void
  ) throws(LFError) {
    var number = 0
    var first: [MeshIdentity] = []
    try index.forEachStep(limit: nil) { (step) throws(LFError) in
      let extents = try step.parts().map { EncodedExtent($0) }
      if number == 0 {
        first = extents.map { MeshIdentity($0) }
      } else if try !Self.isSame(first, extents) {
        throw LFError(
          .badData, "has another mesh than the first step", at: step.file.content.place,
          hint: "all steps must be on one mesh")
      }
      var arrays: [StepArray] = []
      for extent in extents {
        arrays.append(try StepArray(series.array, TimeStepChoice(step: nil), in: extent))
      }
      let values = try StepArray.values(arrays, count: series.pointCount)
      try values.withFloats { (floats) throws(LFError) in try body(number, floats) }
      number += 1
    }
  }

  private static func isSame(_ first: [MeshIdentity], _ parts: [EncodedExtent]) throws(LFError) -> Bool {
    guard first.count == parts.count else { return false }
    for (identity, part) in zip(first, parts) where try !identity.isSame(as: part) { return false }
    return true
  }
}
