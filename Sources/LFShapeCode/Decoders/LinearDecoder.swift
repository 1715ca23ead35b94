import LFCore

/// Signed distances as a mean and modes on grids (principal components), linear in the code.
public struct LinearDecoder: ShapeDecoder, Equatable {
  /// A mean and modes on one grid.
  public struct Part: Equatable, Sendable {
    /// The grid.
    public let grid: DistanceGrid
    /// How many surfaces have a distance.
    public let surfaces: Int
    /// How many modes there are.
    public let components: Int
    /// Node by node: the means of all surfaces, then each mode of all surfaces, mm.
    public let values: [Float]

    /// A mean and modes.
    ///
    /// - Parameters:
    ///   - grid: The grid.
    ///   - surfaces: How many surfaces have a distance.
    ///   - components: How many modes there are.
    ///   - values: Node by node: the means of all surfaces, then each mode of all surfaces, mm.
    public init(grid: DistanceGrid, surfaces: Int, components: Int, values: [Float]) {
      precondition(values.count == grid.count * surfaces * (components + 1))
      self.grid = grid
      self.surfaces = surfaces
      self.components = components
      self.values = values
    }

    func distances(_ points: [Float], _ code: [Float]) -> [Float] {
      precondition(code.count == components)
      if components == 0 { return grid.sample(points, of: values, components: surfaces) }
      // Few places: the modes there and then their sum; many: the sum on the grid first.
      if points.count / 3 * 40 < grid.count {
        let all = grid.sample(points, of: values, components: surfaces * (components + 1))
        return Self.sum(all, code, surfaces)
      }
      return grid.sample(points, of: Self.sum(values, code, surfaces), components: surfaces)
    }

    /// The part with its code in it: no modes are left.
    func fixed(_ code: [Float]) -> Part {
      Part(grid: grid, surfaces: surfaces, components: 0, values: Self.sum(values, code, surfaces))
    }

    /// The modes themselves: for each of them one slope a surface and place.
    func slopes(_ points: [Float]) -> [[Float]] {
      let stride = surfaces * (components + 1)
      let all = grid.sample(points, of: values, components: stride)
      return (1..<(components + 1)).map { k in
        (0..<(points.count / 3)).flatMap { i in (0..<surfaces).map { all[i * stride + surfaces * k + $0] } }
      }
    }

    private static func sum(_ values: [Float], _ code: [Float], _ surfaces: Int) -> [Float] {
      let stride = surfaces * (code.count + 1)
      let count = values.count / stride
      let piece = 4096
      return [Float](unsafeUninitializedCapacity: count * surfaces) { result, filled in
        values.withUnsafeBufferPointer { values in
          nonisolated(unsafe) let (values, result) = (values, result)
          Parallel.run((count + piece - 1) / piece) { number in
            for i in (number * piece)..<min((number + 1) * piece, count) {
              for s in 0..<surfaces {
                result.initializeElement(at: i * surfaces + s, to: values[i * stride + s])
              }
              // In the order in which the numbers lie.
              var from = i * stride
              for share in code {
                from += surfaces
                for s in 0..<surfaces { result[i * surfaces + s] += share * values[from + s] }
              }
            }
          }
        }
        filled = count * surfaces
      }
    }
  }

  /// `linear`.
  public let name = "linear"
  /// Epicardium, left and right cavity.
  public let heart: Part
  /// Skin and lungs.
  public let torso: Part

  /// A decoder.
  ///
  /// - Parameters:
  ///   - heart: Epicardium, left and right cavity, in the heart's own axes.
  ///   - torso: Skin and lungs, in the heart-centred LPS frame.
  public init(heart: Part, torso: Part) {
    precondition(heart.surfaces == 3 && torso.surfaces == 2)
    self.heart = heart
    self.torso = torso
  }

  /// The anatomy of a code: the modes are summed up once.
  public func fixed(heart: [Float], torso: [Float]) -> FixedShape {
    let (own, whole) = (self.heart.fixed(heart), self.torso.fixed(torso))
    return FixedShape(
      heart: { own.distances($0, []) }, torso: { points, _ in whole.distances(points, []) }, skin: nil)
  }

  /// How many numbers code the heart's shape.
  public var heartComponents: Int { heart.components }
  /// How many numbers code skin and lungs.
  public var torsoComponents: Int { torso.components }

  /// Signed distances to epicardium, left and right cavity, mm.
  ///
  /// - Parameters:
  ///   - points: Places in the heart's own axes, mm.
  ///   - code: The heart's code.
  /// - Returns: Three distances a place.
  public func heart(_ points: [Float], _ code: [Float]) -> [Float] { heart.distances(points, code) }

  /// Signed distances to skin and lungs, mm.
  ///
  /// - Parameters:
  ///   - points: Places in the heart-centred LPS frame, mm.
  ///   - code: The torso's code.
  /// - Returns: Two distances a place.
  public func torso(_ points: [Float], _ code: [Float]) -> [Float] { torso.distances(points, code) }

  /// The modes themselves.
  ///
  /// - Parameters:
  ///   - points: Places in the heart's own axes, mm.
  ///   - code: The heart's code, which does not matter.
  /// - Returns: For each number of the code three slopes a place.
  public func heartSlopes(_ points: [Float], _ code: [Float]) -> [[Float]] {
    heart.slopes(points)
  }
}
