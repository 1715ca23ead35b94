/// Signed distances from one place to the surfaces of an anatomy, mm, negative inside.
public struct TissueDistances: Equatable, Sendable {
  /// To the skin.
  public var skin: Double
  /// To the outer surface of the ventricles, base included.
  public var epicardium: Double
  /// To the left cavity.
  public var leftCavity: Double
  /// To the right cavity.
  public var rightCavity: Double
  /// To the nearer lung.
  public var lungs: Double

  /// Makes a set of distances.
  ///
  /// - Parameters:
  ///   - skin: To the skin.
  ///   - epicardium: To the outer surface of the ventricles.
  ///   - leftCavity: To the left cavity.
  ///   - rightCavity: To the right cavity.
  ///   - lungs: To the nearer lung.
  public init(skin: Double, epicardium: Double, leftCavity: Double, rightCavity: Double, lungs: Double) {
    self.skin = skin
    self.epicardium = epicardium
    self.leftCavity = leftCavity
    self.rightCavity = rightCavity
    self.lungs = lungs
  }

  /// The tissue here, taken to be inside the skin.
  public var tissue: Tissue {
    if epicardium <= 0 {
      if leftCavity <= 0 { return .leftBlood }
      return rightCavity <= 0 ? .rightBlood : .myocardium
    }
    return lungs <= 0 ? .lungs : .torso
  }

  /// The distance to the nearest border between two tissues inside the skin, mm; the base is one too.
  var nearestInterface: Double {
    min(min(abs(epicardium), abs(lungs)), min(abs(leftCavity), abs(rightCavity)))
  }
}

/// What gives the tissues of a conductor: the population's anatomies, and surfaces that a user brings.
public protocol TissueMap: Sendable {
  /// The skin: closed.
  var skin: SurfaceDistance { get }

  /// Signed distances to all surfaces.
  ///
  /// - Parameters:
  ///   - points: Places in the heart-centred LPS frame, mm.
  ///   - skin: The signed distances to the skin there, mm: what is dear and often known already.
  /// - Returns: One set of distances a place.
  func distances(at points: [SIMD3<Double>], skin: [Double]) -> [TissueDistances]

  /// Distances to the heart that meshes are graded by: of slope 1 at most, mm; they need not be exact.
  ///
  /// - Parameter points: Places in the heart-centred LPS frame, mm.
  /// - Returns: One distance a place.
  func heartDistances(at points: [SIMD3<Double>]) -> [Double]
}

extension TissueMap {
  /// Signed distances to all surfaces.
  ///
  /// - Parameter points: Places in the heart-centred LPS frame, mm.
  /// - Returns: One set of distances a place.
  public func distances(at points: [SIMD3<Double>]) -> [TissueDistances] {
    distances(at: points, skin: skin.signedDistances(at: points))
  }
}
