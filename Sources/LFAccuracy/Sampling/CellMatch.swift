import LFLeadField
import LFMesh

/// The cells of a prediction that are those of the golden mesh.
enum CellMatch {
  /// The prediction's samples at its cells, by the numbers of the golden mesh's.
  ///
  /// - Parameters:
  ///   - field: The prediction.
  ///   - golden: The golden mesh.
  ///   - order: For each golden point the prediction's.
  /// - Returns: The samples; `nil` when the two do not have the same tetrahedra, or a value is no number.
  static func samples(of field: LeadField, at golden: Mesh, _ order: [Int]) -> FieldSamples? {
    guard let own = field.atCells else { return nil }
    let (corners, numbers) = field.mesh.tetrahedra
    var cell: [SIMD4<Int32>: Int] = [:]
    cell.reserveCapacity(corners.count)
    for (c, number) in zip(corners, numbers) { cell[sorted(c)] = number }
    let truth = golden.tetrahedra
    var source = [Int?](repeating: nil, count: golden.cellCount)
    for (c, number) in zip(truth.corners, truth.cells) {
      let mapped = SIMD4<Int32>(
        Int32(order[Int(c.x)]), Int32(order[Int(c.y)]), Int32(order[Int(c.z)]), Int32(order[Int(c.w)]))
      guard let found = cell[sorted(mapped)] else { return nil }
      source[number] = found
    }
    let electrodes = field.electrodes.count
    var values = [Float](repeating: 0, count: 3 * electrodes * source.count)
    for e in 0..<electrodes {
      for (to, from) in source.enumerated() {
        guard let from else { continue }
        for axis in 0..<3 {
          let value = own.gradient[3 * (e * own.count + from) + axis]
          guard value.isFinite else { return nil }
          values[3 * (e * source.count + to) + axis] = value
        }
      }
    }
    return FieldSamples(count: source.count, potential: nil, gradient: values)
  }

  private static func sorted(_ c: SIMD4<Int32>) -> SIMD4<Int32> {
    let s = [c.x, c.y, c.z, c.w].sorted()
    return SIMD4(s[0], s[1], s[2], s[3])
  }
}
