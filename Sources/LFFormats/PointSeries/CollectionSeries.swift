import LFCore
import LFMesh

/// A series in a .pvd collection: a file a step. Of each file but the first the one array is decoded, and its mesh is
/// compared with the first one's.
struct CollectionSeries: PointSeriesSource {
  private let index: IndexReader

  static func open(_ index: IndexReader, _ array: String?) throws(LFError) -> PointSeries {
    var times: [Double] = []
    try index.forEachReference { (_, time, _) throws(LFError) in
      if times.contains(time) {
        throw LFError(
          .badData, "has several files at time \(time)", hint: "put the parts of a step into one file")
      }
      times.append(time)
    }
    var first: Mesh?
    try index.forEachFile(limit: 1) { (file) throws(LFError) in
      var reader = SerialReader(file)
      guard case .mesh(let mesh) = try reader.read() else {
        throw LFError(.badData, "holds several time steps itself", hint: "list files of one step each")
      }
      first = mesh
    }
    guard var mesh = first else { throw LFError(.badData, "is an empty collection") }
    let name = try StepArray.name(array, in: mesh)
    // Voltages of the first step are read again in their turn.
    mesh.pointData.arrays.removeAll { $0.name == name }
    return PointSeries(
      CollectionSeries(index: index), array: name, pointCount: mesh.pointCount, mesh: mesh, times: times)
  }

  func forEachStep(
    of series: PointSeries, _ body: (Int, UnsafeBufferPointer<Float>) throws(LFError) -> Void
  ) throws(LFError) {
    var step = 0
    var identity: MeshIdentity?
    try index.forEachFile(limit: nil) { (file) throws(LFError) in
      if let identity {
        guard try identity.isSame(as: file) else {
          throw LFError(
            .badData, "has another mesh than the first step", at: file.content.place,
            hint: "all steps must be on one mesh")
        }
      } else {
        identity = MeshIdentity(file)
      }
      let elements = try StepArray.elements(series.array, TimeStepChoice(step: nil), in: file)
      let values = try StepArray.values(elements, of: file, count: series.pointCount)
      try values.withFloats { (floats) throws(LFError) in try body(step, floats) }
      step += 1
    }
  }
}
