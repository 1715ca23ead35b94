import LFCore
import Synchronization

/// The faces of tetrahedra, and which of them one tetrahedron has alone: the boundary of what they fill.
public enum TetrahedronFaces {
  /// The corners of the four faces by VTK's order of a tetrahedron's points, normals outwards.
  public static let corners = [SIMD3(0, 1, 3), SIMD3(1, 2, 3), SIMD3(2, 0, 3), SIMD3(0, 2, 1)]

  /// What was found; a face is four times its tetrahedron's number and its own.
  public struct Found: Sendable {
    /// The faces that one tetrahedron has alone, in order.
    public var single: [Int] = []
    /// The first of the faces that more than two tetrahedra share; `nil` where none is.
    public var crowded: Int?
  }

  /// The faces that one tetrahedron has alone.
  ///
  /// - Parameters:
  ///   - tetrahedra: Their corners by VTK's order.
  ///   - pointCount: How many points there are.
  /// - Returns: Each face's tetrahedron and its three points, in the tetrahedra's order; normals outwards where the
  ///   tetrahedron's volume is positive.
  public static func outer(
    of tetrahedra: [SIMD4<Int32>], pointCount: Int
  ) -> [(cell: Int, points: SIMD3<Int32>)] {
    let faces = tetrahedra.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: Int32.self) { unpaired($0, pointCount: pointCount).single }
    }
    return faces.map { face in
      let (cell, f) = (tetrahedra[face / 4], corners[face % 4])
      return (face / 4, SIMD3(cell[f.x], cell[f.y], cell[f.z]))
    }
  }

  /// The faces that are not shared by two tetrahedra.
  ///
  /// Faces are put together by their smallest point: few share one, so that each need only be held against those. Where
  /// many do they are sorted.
  ///
  /// - Parameters:
  ///   - tetrahedra: Four points each.
  ///   - pointCount: How many points there are.
  /// - Returns: The faces.
  public static func unpaired(_ tetrahedra: UnsafeBufferPointer<Int32>, pointCount: Int) -> Found {
    func sorted(_ cell: Int, _ f: SIMD3<Int>) -> (low: Int, rest: UInt64) {
      let (a, b, c) = (
        tetrahedra[4 * cell + f.x], tetrahedra[4 * cell + f.y], tetrahedra[4 * cell + f.z]
      )
      let (low, high) = (min(a, min(b, c)), max(a, max(b, c)))
      return (
        Int(low),
        UInt64(UInt32(bitPattern: a ^ b ^ c ^ low ^ high)) << 32 | UInt64(UInt32(bitPattern: high))
      )
    }
    let count = tetrahedra.count / 4
    let corners = (corners[0], corners[1], corners[2], corners[3])
    // Each part of the tetrahedra has room of its own behind every point: parts are filled side by side.
    let parts = max(1, min(4, count / 4096))
    func part(_ number: Int, of count: Int) -> Range<Int> {
      (count * number / parts)..<(count * (number + 1) / parts)
    }
    var next = [Int](repeating: 0, count: parts * pointCount)
    var keys = [UInt64](repeating: 0, count: 4 * count)
    var faces = [Int](repeating: 0, count: 4 * count)
    let found = Mutex(Found())
    next.withUnsafeMutableBufferPointer { next in
      keys.withUnsafeMutableBufferPointer { keys in
        faces.withUnsafeMutableBufferPointer { faces in
          nonisolated(unsafe) let (next, keys, faces) = (next, keys, faces)
          Parallel.run(parts) { number in
            for cell in part(number, of: count) {
              next[parts * sorted(cell, corners.0).low + number] += 1
              next[parts * sorted(cell, corners.1).low + number] += 1
              next[parts * sorted(cell, corners.2).low + number] += 1
              next[parts * sorted(cell, corners.3).low + number] += 1
            }
          }
          var sum = 0
          for i in next.indices { (next[i], sum) = (sum, sum + next[i]) }
          Parallel.run(parts) { number in
            func fill(_ face: Int, _ key: (low: Int, rest: UInt64)) {
              let place = next[parts * key.low + number]
              next[parts * key.low + number] += 1
              keys[place] = key.rest
              faces[place] = face
            }
            for cell in part(number, of: count) {
              fill(4 * cell, sorted(cell, corners.0))
              fill(4 * cell + 1, sorted(cell, corners.1))
              fill(4 * cell + 2, sorted(cell, corners.2))
              fill(4 * cell + 3, sorted(cell, corners.3))
            }
          }
          // Every room is full now: it ends where it was filled to, and begins where the one before ends.
          Parallel.run(parts) { number in
            var own = Found()
            for point in part(number, of: pointCount) {
              let range = (point > 0 ? next[parts * point - 1] : 0)..<next[parts * point + parts - 1]
              let (keys, faces) = (keys.extracting(range), faces.extracting(range))
              if range.count > fewest { own.sort(keys, faces) } else { own.compare(keys, faces) }
            }
            found.withLock { all in
              all.single += own.single
              if let face = own.crowded { all.crowded = min(all.crowded ?? .max, face) }
            }
          }
        }
      }
    }
    return found.withLock { Found(single: $0.single.sorted(), crowded: $0.crowded) }
  }

  /// As many faces of one point are compared each with each; to sort that few takes longer.
  private static let fewest = 256
}

extension TetrahedronFaces.Found {
  /// Adds what faces of one smallest point tell, with keys by their other points; gives up the faces.
  fileprivate mutating func compare(
    _ keys: UnsafeMutableBufferPointer<UInt64>, _ faces: UnsafeMutableBufferPointer<Int>
  ) {
    // A face that was met already is marked by its complement.
    for i in faces.indices where faces[i] >= 0 {
      var others = 0
      for j in (i + 1)..<faces.count where keys[j] == keys[i] {
        others += 1
        faces[j] = ~faces[j]
      }
      add(faces[i], others)
    }
  }

  /// As `compare`, in no more time than sorting takes.
  fileprivate mutating func sort(
    _ keys: UnsafeMutableBufferPointer<UInt64>, _ faces: UnsafeMutableBufferPointer<Int>
  ) {
    let order = faces.indices.sorted { (keys[$0], faces[$0]) < (keys[$1], faces[$1]) }
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, keys[order[end]] == keys[order[start]] { end += 1 }
      add(faces[order[start]], end - start - 1)
      start = end
    }
  }

  private mutating func add(_ face: Int, _ others: Int) {
    if others == 0 { single.append(face) }
    if others > 1 { crowded = min(crowded ?? .max, face) }
  }
}
