/// Two ventricles where they lie: a shape in its own axes, turned and moved into the heart-centred LPS frame.
///
/// The origin is the centre of the muscle's volume.
public struct HeartShape: Equatable, Sendable {
  /// The ventricles in their own axes.
  public let ventricles: Biventricular
  /// How they are turned.
  public let orientation: HeartOrientation
  /// The centre of the muscle's volume in the ventricles' own axes, mm.
  public let centre: SIMD3<Double>

  private let x: SIMD3<Double>
  private let y: SIMD3<Double>
  private let z: SIMD3<Double>
  private let ownBase: SIMD3<Double>

  /// Ventricles that lie in a given way.
  ///
  /// - Parameters:
  ///   - ventricles: The ventricles.
  ///   - orientation: How they are turned.
  public init(_ ventricles: Biventricular, _ orientation: HeartOrientation) {
    self.init(ventricles, orientation, centre: ventricles.muscleCentre())
  }

  /// Ventricles with a given centre: fits know it.
  init(_ ventricles: Biventricular, _ orientation: HeartOrientation, centre: SIMD3<Double>) {
    self.ventricles = ventricles
    self.orientation = orientation
    self.centre = centre
    (x, y, z) = orientation.axes
    ownBase = ventricles.baseNormal
  }

  /// The heart of an anatomy's parameters.
  ///
  /// - Parameter parameters: The parameters.
  public init(_ parameters: AnatomyParameters) {
    self.init(Biventricular(parameters), HeartOrientation(parameters))
  }

  /// A place in the ventricles' own axes.
  func own(_ p: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3((x * p).sum(), (y * p).sum(), (z * p).sum()) + centre
  }

  /// A place of the ventricles' own axes in LPS.
  func placed(_ p: SIMD3<Double>) -> SIMD3<Double> {
    let q = p - centre
    return x * q.x + y * q.y + z * q.z
  }

  /// A direction out of the heart through its base, LPS.
  var baseNormal: SIMD3<Double> {
    let n = ventricles.baseNormal
    return x * n.x + y * n.y + z * n.z
  }

  /// The middle of the left ventricle's opening, LPS, mm.
  var baseCentre: SIMD3<Double> { placed(SIMD3(0, 0, ventricles.baseHeight)) }

  /// The left ventricle's apex, outside, LPS, mm.
  var apex: SIMD3<Double> {
    placed(ventricles.leftCavity.center - SIMD3(0, 0, ventricles.leftCavity.semiAxes.z + ventricles.leftWall))
  }

  /// Signed distances to epicardium, left and right cavity, mm.
  ///
  /// - Parameter p: A place, heart-centred LPS, mm.
  /// - Returns: The three distances.
  public func distances(_ p: SIMD3<Double>) -> (epicardium: Double, left: Double, right: Double) {
    ventricles.borders(own(p), base: ownBase)
  }
}

extension Biventricular {
  /// The ventricles of an anatomy's parameters.
  ///
  /// - Parameter p: The parameters.
  public init(_ p: AnatomyParameters) {
    let length = p[.leftLength]
    let radius = p[.leftRadius]
    let round = p[.leftRoundness].squareRoot()
    leftCavity = Ellipsoid(
      center: SIMD3(0, 0, 0), semiAxes: SIMD3(radius / round, radius * round, length * (1 - p[.baseShare])))
    leftWall = p[.leftWall]
    rightCavity = Ellipsoid(
      center: SIMD3(p[.rightShift], p[.rightSideShift], p[.rightRise]),
      semiAxes: SIMD3(p[.rightDepth], p[.rightBreadth], p[.rightLength]))
    rightWall = p[.rightWall]
    baseHeight = length * p[.baseShare]
    baseTilt = p[.baseTilt] * degree
    baseLean = p[.baseLean] * degree
  }

  /// Signed distances to the outer surface, closed by the base, and to both cavities, closed a little below it, own
  /// axes, mm.
  ///
  /// - Parameters:
  ///   - p: A place.
  ///   - baseNormal: The base's normal, which is dear to make for every place.
  /// - Returns: The three distances.
  func borders(_ p: SIMD3<Double>, base baseNormal: SIMD3<Double>) -> (
    epicardium: Double, left: Double, right: Double
  ) {
    let left = leftCavity.signedDistance(p)
    let right = rightCavity.signedDistance(p)
    let outside = SmoothSet.union(left - leftWall, right - rightWall, width: fillet)
    let rightRoom = SmoothSet.intersection(right, leftWall - left, width: fillet / 2)
    let base = (baseNormal * (p - SIMD3(0, 0, baseHeight))).sum()
    let valves = base + Self.valveDepth
    return (max(outside, base), max(left, valves), max(rightRoom, valves))
  }

  /// The centre of the muscle's volume, by counting on a grid, own axes, mm.
  func muscleCentre(spacing: Double = 4) -> SIMD3<Double> {
    let (low, high) = box
    let n = ((high - low) / spacing).rounded(.up)
    var sum = SIMD3<Double>()
    var count = 0.0
    for k in 0..<Int(n.z) {
      for j in 0..<Int(n.y) {
        for i in 0..<Int(n.x) {
          let p = low + (SIMD3(Double(i), Double(j), Double(k)) + 0.5) * spacing
          // Partial cells count by how deep their middle lies.
          let share = min(max(0.5 - probe(p).muscle / spacing, 0), 1)
          sum += p * share
          count += share
        }
      }
    }
    return count > 0 ? sum / count : sum
  }
}

extension HeartOrientation {
  /// The orientation of an anatomy's parameters.
  ///
  /// - Parameter p: The parameters.
  public init(_ p: AnatomyParameters) {
    self.init()
    azimuth = p[.azimuth]
    elevation = p[.elevation]
    roll = p[.roll]
  }
}
