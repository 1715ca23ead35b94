import CKernels
import LFCore

/// A tree of boxes over the triangles of a surface, for the nearest triangle of a point.
///
/// Each node has up to four children, and triangles lie in fours too, so that a kernel looks at four at once.
struct SurfaceTree: Sendable {
  /// The triangles by their numbers in the surface, four by four; where one of four is missing, the one before it again.
  private(set) var order: [Int32] = []
  private var boxes: [lf_boxes] = []
  private var fours: [lf_triangles] = []

  /// Makes the tree.
  ///
  /// - Parameter surface: The surface.
  init(_ surface: TriangleSurface) {
    guard !surface.triangles.isEmpty else { return }
    let count = surface.triangles.count
    order.reserveCapacity(count + count / 8)
    fours.reserveCapacity(count / 4 + 1)
    boxes.reserveCapacity(count / 12 + 1)
    let centres = surface.triangles.map { triangle in
      let (a, b, c) = surface.corners(triangle)
      return (a + b + c) / 3
    }
    var numbers = Array(0..<Int32(count))
    numbers.withUnsafeMutableBufferPointer { numbers in
      boxes.append(Self.empty)
      build(0, numbers[...], centres, surface)
    }
  }

  private static let empty: lf_boxes = {
    let (far, near) = (Four(repeating: .infinity), Four(repeating: -.infinity))
    return lf_boxes(
      low: (far.tuple, far.tuple, far.tuple), high: (near.tuple, near.tuple, near.tuple), child: (0, 0, 0, 0))
  }()

  /// Fills a node with four parts of some triangles.
  private mutating func build(
    _ node: Int, _ numbers: Slice<UnsafeMutableBufferPointer<Int32>>, _ centres: [SIMD3<Double>],
    _ surface: TriangleSurface
  ) {
    for (place, part) in Self.quarters(numbers, centres).enumerated() where !part.isEmpty {
      let (low, high) = Self.box(part, surface)
      let child: Int32
      if part.count <= 4 {
        child = ~Int32(fours.count)
        append(part, surface)
      } else {
        child = Int32(boxes.count)
        boxes.append(Self.empty)
        build(Int(child), part, centres, surface)
      }
      boxes[node].set(place, low, high, child)
    }
  }

  /// Triangles halved twice, each time along the longest side of their centres' box.
  private static func quarters(
    _ numbers: Slice<UnsafeMutableBufferPointer<Int32>>, _ centres: [SIMD3<Double>]
  ) -> [Slice<UnsafeMutableBufferPointer<Int32>>] {
    guard numbers.count > 4 else { return [numbers] }
    return halves(numbers, centres).flatMap { $0.count > 4 ? halves($0, centres) : [$0] }
  }

  private static func halves(
    _ numbers: Slice<UnsafeMutableBufferPointer<Int32>>, _ centres: [SIMD3<Double>]
  ) -> [Slice<UnsafeMutableBufferPointer<Int32>>] {
    var low = SIMD3(repeating: Double.infinity)
    var high = -low
    for number in numbers {
      low = pointwiseMin(low, centres[Int(number)])
      high = pointwiseMax(high, centres[Int(number)])
    }
    let extent = high - low
    let axis = extent.x >= extent.y && extent.x >= extent.z ? 0 : (extent.y >= extent.z ? 1 : 2)
    // Full fours: the first half takes whole ones.
    let middle = (numbers.count / 2 + 3) / 4 * 4
    let part = UnsafeMutableBufferPointer(rebasing: numbers)
    centres.withUnsafeBytes { keys in
      lf_split(
        part.baseAddress, part.count, middle,
        keys.baseAddress?.assumingMemoryBound(to: Double.self).advanced(by: axis))
    }
    let cut = numbers.startIndex + middle
    return [numbers[..<cut], numbers[cut...]]
  }

  private static func box(
    _ numbers: Slice<UnsafeMutableBufferPointer<Int32>>, _ surface: TriangleSurface
  ) -> (low: SIMD3<Double>, high: SIMD3<Double>) {
    var low = SIMD3(repeating: Double.infinity)
    var high = -low
    for number in numbers {
      let (a, b, c) = surface.corners(surface.triangles[Int(number)])
      low = pointwiseMin(low, pointwiseMin(a, pointwiseMin(b, c)))
      high = pointwiseMax(high, pointwiseMax(a, pointwiseMax(b, c)))
    }
    return (low, high)
  }

  private mutating func append(
    _ numbers: Slice<UnsafeMutableBufferPointer<Int32>>, _ surface: TriangleSurface
  ) {
    // The same surface always gives the same tree, however a library leaves the order of a part.
    var members = numbers.sorted()
    while members.count < 4 { members.append(members[members.count - 1]) }
    order += members
    var corner = [SIMD3<Double>](), ab = corner, ac = corner
    for number in members {
      let (a, b, c) = surface.corners(surface.triangles[Int(number)])
      corner.append(a)
      ab.append(b - a)
      ac.append(c - a)
    }
    func axes(_ v: [SIMD3<Double>]) -> (Four.Tuple, Four.Tuple, Four.Tuple) {
      func axis(_ k: Int) -> Four.Tuple { Four(v[0][k], v[1][k], v[2][k], v[3][k]).tuple }
      return (axis(0), axis(1), axis(2))
    }
    func four(_ value: (Int) -> Double) -> Four { Four(value(0), value(1), value(2), value(3)) }
    func inverse(_ v: Four) -> Four.Tuple { (1 / v).replacing(with: 0, where: v .<= 0).tuple }
    let (abab, acac, abac) = (
      four { ab[$0].dot(ab[$0]) }, four { ac[$0].dot(ac[$0]) }, four { ab[$0].dot(ac[$0]) }
    )
    fours.append(
      lf_triangles(
        corner: axes(corner), ab: axes(ab), ac: axes(ac), ab_ab: abab.tuple, ac_ac: acac.tuple,
        ab_ac: abac.tuple,
        ab_inverse: inverse(abab), ac_inverse: inverse(acac), bc_inverse: inverse(abab + acac - 2 * abac),
        inverse: inverse(abab * acac - abac * abac)))
  }

  /// The nearest triangles of places, as places in `order`.
  ///
  /// - Parameters:
  ///   - points: Places, mm.
  ///   - result: Takes one number a place.
  func nearest(_ points: UnsafeBufferPointer<SIMD3<Double>>, _ result: UnsafeMutablePointer<Int32>) {
    boxes.withUnsafeBufferPointer { boxes in
      fours.withUnsafeBufferPointer { fours in
        UnsafeRawBufferPointer(points).withMemoryRebound(to: Double.self) { numbers in
          lf_nearest_triangles(
            boxes.baseAddress, fours.baseAddress, points.count, numbers.baseAddress, result)
        }
      }
    }
  }

  /// The numbers of triangles whose boxes, or those of three neighbours with them, touch a box.
  ///
  /// - Parameters:
  ///   - low: The box's lower corner, mm.
  ///   - high: The box's upper corner, mm.
  ///   - found: Takes a triangle's number.
  func triangles(touching low: SIMD3<Double>, _ high: SIMD3<Double>, _ found: (Int) -> Void) {
    guard !order.isEmpty else { return }
    var stack = [0]
    while let index = stack.popLast() {
      for place in 0..<4 {
        let (boxLow, boxHigh, child) = boxes[index].get(place)
        guard all(boxLow .<= high), all(boxHigh .>= low) else { continue }
        if child >= 0 {
          stack.append(Int(child))
        } else {
          let first = 4 * Int(~child)
          for i in first..<(first + 4) where i == first || order[i] != order[i - 1] { found(Int(order[i])) }
        }
      }
    }
  }
}

private typealias Four = SIMD4<Double>

extension SIMD4<Double> {
  fileprivate typealias Tuple = (Double, Double, Double, Double)
  fileprivate var tuple: Tuple { (x, y, z, w) }
}

extension lf_boxes {
  fileprivate mutating func set(_ place: Int, _ low: SIMD3<Double>, _ high: SIMD3<Double>, _ child: Int32) {
    withUnsafeMutableBytes(of: &self.low) { bytes in
      let values = bytes.assumingMemoryBound(to: Double.self)
      for axis in 0..<3 { values[4 * axis + place] = low[axis] }
    }
    withUnsafeMutableBytes(of: &self.high) { bytes in
      let values = bytes.assumingMemoryBound(to: Double.self)
      for axis in 0..<3 { values[4 * axis + place] = high[axis] }
    }
    withUnsafeMutableBytes(of: &self.child) { $0.assumingMemoryBound(to: Int32.self)[place] = child }
  }

  fileprivate func get(_ place: Int) -> (low: SIMD3<Double>, high: SIMD3<Double>, child: Int32) {
    func corner(_ bytes: UnsafeRawBufferPointer) -> SIMD3<Double> {
      let values = bytes.assumingMemoryBound(to: Double.self)
      return SIMD3(values[place], values[4 + place], values[8 + place])
    }
    return (
      withUnsafeBytes(of: low, corner), withUnsafeBytes(of: high, corner),
      withUnsafeBytes(of: child) { $0.assumingMemoryBound(to: Int32.self)[place] }
    )
  }
}
