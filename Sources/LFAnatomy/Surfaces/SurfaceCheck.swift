public import LFCore

/// What a surface must be before it bounds a volume: closed, evenly turned, free of self-intersections.
public enum SurfaceCheck {
  /// Checks a surface and turns its normals outwards: those of a part that lies inside another one, as a cavity's wall
  /// does in a muscle, into the hole that it bounds.
  ///
  /// - Parameters:
  ///   - surface: The surface.
  ///   - name: What it is, for the message: `torso surface`.
  /// - Returns: The surface, its normals pointing out of what it bounds.
  /// - Throws: `LFError` with code `badData` that says what is wrong and where.
  public static func closed(_ surface: TriangleSurface, name: String) throws(LFError) -> TriangleSurface {
    let place = LFError.Place(element: name)
    guard surface.triangles.count >= 4 else {
      throw LFError(.badData, "has no triangles to enclose a volume with", at: place)
    }
    for (number, triangle) in surface.triangles.enumerated() {
      let (a, b, c) = surface.corners(triangle)
      guard triangle.x != triangle.y, triangle.y != triangle.z, triangle.z != triangle.x,
        (b - a).cross(c - a).length > 0
      else {
        throw LFError(
          .badData, "triangle \(number) at \(text(a)) has no area", at: place,
          hint: "clean the surface first")
      }
    }
    try checkEdges(surface, place)
    if let (one, other, at) = SelfIntersection.first(in: surface) {
      throw LFError(
        .badData, "cuts itself: triangles \(one) and \(other) cross at \(text(at))", at: place,
        hint: "repair or smooth the surface there")
    }
    return surface.turnedOutwards()
  }

  /// Whether every edge belongs to two triangles that walk it in opposite directions.
  ///
  /// - Parameter surface: The surface.
  /// - Returns: Whether it is closed and nowhere touches itself along an edge.
  public static func isClosed(_ surface: TriangleSurface) -> Bool {
    do throws(LFError) {
      try checkEdges(surface, LFError.Place())
      return !surface.triangles.isEmpty
    } catch { return false }
  }

  /// Whether a surface bounds a volume: every edge is walked as often one way as the other, as the boundary of any set of
  /// tetrahedra does, also where two of its parts touch along an edge.
  ///
  /// - Parameter surface: The surface.
  /// - Returns: Whether it bounds a volume.
  public static func bounds(_ surface: TriangleSurface) -> Bool { defect(of: surface) == nil }

  /// Why a surface does not bound a volume, if so: which edges are walked more often one way than the other.
  ///
  /// - Parameter surface: The surface.
  /// - Returns: An error with code `badData` that says what is wrong and where; `nil` when it bounds one.
  static func defect(of surface: TriangleSurface) -> LFError? {
    var edges: [(key: UInt64, way: Int)] = []
    edges.reserveCapacity(3 * surface.triangles.count)
    for triangle in surface.triangles {
      for m in 0..<3 {
        let (i, j) = (triangle[m], triangle[(m + 1) % 3])
        let key = UInt64(UInt32(bitPattern: min(i, j))) << 32 | UInt64(UInt32(bitPattern: max(i, j)))
        edges.append((key, i < j ? 1 : -1))
      }
    }
    guard !edges.isEmpty else { return LFError(.badData, "has no triangles to enclose a volume with") }
    edges.sort { $0.key < $1.key }
    // How many such edges have one triangle, two or more, and where the first is.
    var count = [0, 0, 0]
    var first = [0, 0, 0]
    var i = 0
    while i < edges.count {
      let start = i
      var sum = 0
      while i < edges.count, edges[i].key == edges[start].key {
        sum += edges[i].way
        i += 1
      }
      guard sum != 0 else { continue }
      let kind = min(i - start, 3) - 1
      if count[kind] == 0 { first[kind] = Int(edges[start].key >> 32) }
      count[kind] += 1
    }
    func place(_ kind: Int) -> String { text(surface.points[first[kind]]) }
    if count[1] > 0 {
      return LFError(
        .badData, "has triangles turned opposite ways beside \(count[1]) edges, the first at \(place(1))",
        hint: "orient its normals consistently")
    }
    if count[2] > 0 {
      return LFError(
        .badData, "has three or more triangles on \(count[2]) edges, the first at \(place(2))",
        hint: "take inner walls and doubled triangles out")
    }
    if count[0] > 0 {
      return LFError(
        .badData, "is not closed: \(count[0]) open edges, the first at \(place(0))",
        hint: "fill its holes, and merge points that coincide")
    }
    return nil
  }

  /// Every edge must belong to two triangles that walk it in opposite directions.
  private static func checkEdges(_ surface: TriangleSurface, _ place: LFError.Place) throws(LFError) {
    var edges: [(key: UInt64, forward: Bool, triangle: Int)] = []
    edges.reserveCapacity(3 * surface.triangles.count)
    for (number, triangle) in surface.triangles.enumerated() {
      for m in 0..<3 {
        let (i, j) = (triangle[m], triangle[(m + 1) % 3])
        let key = UInt64(UInt32(bitPattern: min(i, j))) << 32 | UInt64(UInt32(bitPattern: max(i, j)))
        edges.append((key, i < j, number))
      }
    }
    edges.sort { $0.key != $1.key ? $0.key < $1.key : $0.triangle < $1.triangle }
    var open = 0
    var firstOpen = ""
    var i = 0
    while i < edges.count {
      var j = i + 1
      while j < edges.count, edges[j].key == edges[i].key { j += 1 }
      let a = surface.points[Int(edges[i].key >> 32)]
      if j - i == 1 {
        open += 1
        if firstOpen.isEmpty { firstOpen = text(a) }
      } else if j - i > 2 {
        throw LFError(
          .badData, "has \(j - i) triangles on one edge at \(text(a))", at: place,
          hint: "take inner walls and doubled triangles out")
      } else if edges[i].forward == edges[i + 1].forward {
        throw LFError(
          .badData, "has triangles \(edges[i].triangle) and \(edges[i + 1].triangle) turned opposite ways",
          at: place, hint: "orient its normals consistently")
      }
      i = j
    }
    guard open == 0 else {
      throw LFError(
        .badData, "is not closed: \(open) open edges, the first at \(firstOpen)", at: place,
        hint: "fill its holes, and merge points that coincide")
    }
  }

  static func text(_ p: SIMD3<Double>) -> String {
    "(\(Int(p.x.rounded())), \(Int(p.y.rounded())), \(Int(p.z.rounded()))) mm"
  }
}
