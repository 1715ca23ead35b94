public import LFCore
public import LFMesh

/// One array at the points of one mesh in time, read step by step: memory is that of a step, however many there are.
public struct PointSeries {
  /// The array's name.
  public let array: String
  /// How many values a step has.
  public let pointCount: Int
  /// The mesh of the first step; `nil` when the file knows none.
  public let mesh: Mesh?
  /// The steps' times, in the file's unit, in file order.
  public let times: [Double]
  /// The unit of times that the file states.
  public let timeUnit: String?
  /// The unit of values that the file states.
  public let unit: String?

  private let source: any PointSeriesSource

  init(
    _ source: any PointSeriesSource, array: String, pointCount: Int, mesh: Mesh?, times: [Double],
    timeUnit: String? = nil, unit: String? = nil
  ) {
    self.source = source
    self.array = array
    self.pointCount = pointCount
    self.mesh = mesh
    self.times = times
    self.timeUnit = timeUnit
    self.unit = unit
  }

  /// Opens a file that holds a series: a collection of several files, a VTK file with several steps, an .igb.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - array: The point array; the usual names of transmembrane voltages when not given.
  /// - Returns: The series; `nil` when the file is of another kind, or has one step.
  /// - Throws: `LFError` with the file named; `badData` when the first step lacks the array.
  public static func open(_ path: String, array: String?) throws(LFError) -> PointSeries? {
    do throws(LFError) {
      let file = try MappedFile(path)
      if file.count == 0 { return nil }
      let head = file.head(4096)
      if VTKXMLFormat().recognises(head) {
        let parsed = try VTKXMLFile(file)
        if parsed.kind == "Collection" {
          guard parsed.content.children("DataSet").count > 1 else { return nil }
          return try CollectionSeries.open(IndexReader(parsed), array)
        }
        guard let times = try parsed.timeValues(), times.count > 1 else { return nil }
        return try TimeStepsSeries.open(parsed, times, array)
      }
      let isIGB = FormatRegistry.pathExtension(of: path) == "igb" || IGBFormat().recognises(head)
      return isIGB ? try IGBFile(file).series : nil
    } catch { throw error.inFile(path) }
  }

  /// Reads the steps one after another.
  ///
  /// - Parameter body: Takes a step's number and its values, one a point.
  /// - Throws: `LFError` with code `badData` when a step lacks the array or its mesh is not the first one, `noInput`
  ///   when its file is missing; what `body` throws.
  public func forEachStep(
    _ body: (Int, UnsafeBufferPointer<Float>) throws(LFError) -> Void
  ) throws(LFError) {
    try source.forEachStep(of: self, body)
  }
}

/// Where a series comes from.
protocol PointSeriesSource {
  func forEachStep(
    of series: PointSeries, _ body: (Int, UnsafeBufferPointer<Float>) throws(LFError) -> Void
  ) throws(LFError)
}

extension ArrayValues {
  /// Gives the values as single precision, without a copy where they are.
  func withFloats(
    _ body: (UnsafeBufferPointer<Float>) throws(LFError) -> Void
  ) throws(LFError) {
    if case .float32 = self {
      return try withBytes { (bytes) throws(LFError) in try body(bytes.assumingMemoryBound(to: Float.self)) }
    }
    let floats: [Float]
    if case .float64(let values) = self {
      floats = values.map { Float($0) }
    } else {
      guard let values = doubles() else {
        throw LFError(.badData, "holds no numbers", hint: "name another array")
      }
      floats = values.map { Float($0) }
    }
    try ArrayValues.float32(floats).withFloats(body)
  }
}
