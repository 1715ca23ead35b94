public import LFAnatomy
public import LFLeadField
import LFSolve

/// A latent code of heart and torso from a heart alone, or from a heart and skin electrodes.
///
/// The heart is found by ``HeartInference``. The prior's Gaussian then carries what the heart says to skin and
/// lungs, and joins what electrodes say: labelled ones as landmarks, each of them as a place where the skin is.
public struct CodeInference: Sendable {
  /// What electrodes tell the inference.
  public enum Use: String, CaseIterable, Sendable {
    /// Nothing: the heart alone.
    case none
    /// That the skin is there.
    case unlabelled
    /// That the skin is there, and which landmark it is.
    case labelled
  }

  /// How far a labelled electrode is from its anatomical rule beyond what the prior holds, one standard deviation, mm.
  public var placement: Double
  /// How far the decoded skin is off at an electrode, one standard deviation, mm.
  public var skin: Double
  /// How far off the heart's base and lowest point are found, one standard deviation, mm.
  public var placing = 1.5
  /// How far a decoded surface of the torso is off a segmented one, one standard deviation, mm: real bodies have what the
  /// population's have not.
  public var misfit = 3.0
  /// The area in which that is one error, not several, mm²: 5 cm square.
  public var patch = 2500.0
  /// Lungs nearer to the heart than this tell nothing, mm.
  public var besideHeart: Float = 15
  /// The heart's inference.
  public var heart: HeartInference

  private let decoder: any ShapeDecoder
  private let prior: CodePrior
  private let precision: SymmetricMatrix

  /// Inference with a decoder and a prior; `nil` when the prior's covariance is not positive.
  ///
  /// - Parameters:
  ///   - decoder: The decoder.
  ///   - prior: How codes and electrodes are spread.
  public init?(_ decoder: any ShapeDecoder, _ prior: CodePrior) {
    guard let heart = HeartInference(decoder, prior), let precision = prior.covariance.inverse() else {
      return nil
    }
    self.heart = heart
    placement = decoder.landmarkDeviation
    skin = decoder.skinDeviation
    self.decoder = decoder
    self.prior = prior
    self.precision = precision
  }

  /// The most probable code of heart and torso.
  ///
  /// - Parameters:
  ///   - found: The heart.
  ///   - electrodes: Electrodes on the skin, in the frame of the heart's places, mm.
  ///   - use: What they tell.
  ///   - surfaces: What of the torso was segmented, in the same frame.
  ///   - place: Where the heart's base and lowest point were found, in the same frame.
  ///   - centre: Where that frame's origin lies, LPS, mm.
  /// - Returns: The code; `nil` when the equations cannot be solved.
  public func code(
    _ found: HeartInference.Result, electrodes: [Electrode], use: Use, surfaces: [TorsoPlaces] = [],
    place: TorsoBody.HeartPlace? = nil, centre: SIMD3<Double> = .zero
  ) -> AnatomyCode? {
    let known = place.map { decoder.coded($0.moved(by: -found.origin)) } ?? []
    let lungsAndSkin = surfaces.flatMap { touches(of: $0, found) }
    return code(
      told(by: found), known, electrodes.map { $0.moved(by: -found.origin) }, use, lungsAndSkin,
      origin: centre + found.origin)
  }

  /// The most probable code when electrodes join what a code holds already.
  ///
  /// - Parameters:
  ///   - code: A code that no electrode has told of: then all that is known of electrodes is what the prior says, given it.
  ///   - electrodes: Electrodes on the skin, LPS, mm.
  ///   - use: What they tell.
  /// - Returns: The code; `nil` when the equations cannot be solved.
  public func code(_ code: AnatomyCode, electrodes: [Electrode], use: Use) -> AnatomyCode? {
    guard let told = told(by: code) else { return nil }
    return self.code(told, [], electrodes.map { $0.moved(by: -code.origin) }, use, [], origin: code.origin)
  }

  /// The most probable code.
  ///
  /// - Parameters:
  ///   - told: What the heart, or a code, makes of the prior.
  ///   - known: Numbers of the torso's code that were found in the heart itself.
  ///   - electrodes: Electrodes, from the code's origin, mm.
  ///   - use: What they tell.
  ///   - surfaces: Where segmented surfaces pass, from the code's origin.
  ///   - origin: The code's origin, LPS, mm.
  /// - Returns: The code; `nil` when the equations cannot be solved.
  private func code(
    _ told: Gaussian, _ known: [(number: Int, value: Double, unit: Double)], _ electrodes: [Electrode],
    _ use: Use,
    _ surfaces: [SurfacePassing.Touch], origin: SIMD3<Double>
  ) -> AnatomyCode? {
    let layout = prior.layout
    let torso = layout.torso
    let places = use == .none ? [] : electrodes.map(\.position)
    var (matrix, right) = (told.precision, told.pull)
    if use == .labelled {
      for (electrode, place) in zip(electrodes, places) {
        guard let number = Electrode.standardNames.firstIndex(of: electrode.name) else { continue }
        for (axis, i) in layout.electrode(number).enumerated() {
          matrix[i, i] += 1 / (placement * placement)
          right[i] += place[axis] / (placement * placement)
        }
      }
    }
    for known in known {
      let i = torso.lowerBound + known.number
      let weight = known.unit * known.unit / (placing * placing)
      matrix[i, i] += weight
      right[i] += weight * known.value
    }
    guard var values = matrix.solve(right) else { return nil }
    var whole = matrix
    let touches = touches(of: places) + surfaces
    if !touches.isEmpty {
      let passing = SurfacePassing(decoder, torso, touches)
      guard
        let precision = surfaces.isEmpty
          ? passing.solve(matrix, right, &values, rounds: 4)
          : passing.minimise(matrix, right, &values, rounds: 20)
      else { return nil }
      whole = precision
    }
    guard let covariance = whole.inverse() else { return nil }
    var tell = SIMD2<Double>()
    if !surfaces.isEmpty {
      guard let left = left(matrix, right, self.touches(of: places)) else { return nil }
      for part in Set(surfaces.map(\.part)) {
        let numbers = decoder.numbers(of: part).map { torso.lowerBound + $0 }
        let (now, before) = numbers.reduce((0.0, 0.0)) { ($0.0 + covariance[$1, $1], $0.1 + left[$1, $1]) }
        tell[part.rawValue] = before > 0 ? min(max(1 - now / before, 0), 1) : 0
      }
    }
    let part = Array(0..<layout.count)
    let rest = torso.reduce(0.0) { $0 + covariance[$1, $1] }
    let all = torso.reduce(0.0) { $0 + prior.covariance[$1, $1] }
    var code = AnatomyCode(
      layout: layout, values: Array(values[..<layout.count]), covariance: covariance.part(part),
      origin: origin, torsoUncertainty: rest / all)
    code.surfacesTell = tell
    for number in 0..<10 {
      let range = layout.electrode(number)
      let at = range.lowerBound
      code.landmarks.append(code.origin + SIMD3(values[at], values[at + 1], values[at + 2]))
      code.landmarkDeviations.append((range.reduce(0) { $0 + covariance[$1, $1] } / 3).squareRoot())
    }
    return code
  }

  /// The covariance that is left without segmented surfaces.
  private func left(
    _ matrix: SymmetricMatrix, _ right: [Double], _ electrodes: [SurfacePassing.Touch]
  ) -> SymmetricMatrix? {
    guard !electrodes.isEmpty else { return matrix.inverse() }
    guard var values = matrix.solve(right) else { return nil }
    return SurfacePassing(decoder, prior.layout.torso, electrodes).solve(matrix, right, &values, rounds: 4)?
      .inverse()
  }

  /// How far labelled electrodes lie from where a heart like this one has them.
  ///
  /// - Parameters:
  ///   - electrodes: Electrodes on the skin, in the frame of the heart's places, mm; those of other names than the
  ///     standard ones are left out.
  ///   - found: The heart.
  /// - Returns: How far; `nil` when no electrode is a standard one.
  public func strangeness(of electrodes: [Electrode], _ found: HeartInference.Result) -> ElectrodeStrangeness?
  {
    strangeness(told(by: found), electrodes.map { $0.moved(by: -found.origin) })
  }

  /// How far labelled electrodes lie from where an anatomy of a code has them.
  ///
  /// - Parameters:
  ///   - electrodes: Electrodes on the skin, LPS, mm; those of other names than the standard ones are left out.
  ///   - code: A code that no electrode has told of.
  /// - Returns: How far; `nil` when no electrode is a standard one.
  public func strangeness(of electrodes: [Electrode], _ code: AnatomyCode) -> ElectrodeStrangeness? {
    told(by: code).flatMap { strangeness($0, electrodes.map { $0.moved(by: -code.origin) }) }
  }

  private func strangeness(_ told: Gaussian, _ electrodes: [Electrode]) -> ElectrodeStrangeness? {
    let known = electrodes.compactMap { electrode in
      Electrode.standardNames.firstIndex(of: electrode.name).map { (electrode, $0) }
    }
    guard !known.isEmpty, let mean = told.precision.solve(told.pull),
      let covariance = told.precision.inverse()
    else {
      return nil
    }
    let indices = known.flatMap { Array(prior.layout.electrode($0.1)) }
    var spread = covariance.part(indices)
    for i in indices.indices { spread[i, i] += placement * placement }
    let gaps = known.flatMap { electrode, _ -> [Double] in
      [electrode.position.x, electrode.position.y, electrode.position.z]
    }.enumerated().map { $1 - mean[indices[$0]] }
    return ElectrodeStrangeness(names: known.map(\.0.name), gaps: gaps, spread: spread)
  }

  private func touches(of electrodes: [SIMD3<Double>]) -> [SurfacePassing.Touch] {
    electrodes.map { SurfacePassing.Touch(place: $0, part: .skin, weight: 1 / (skin * skin)) }
  }

  private func touches(
    of surface: TorsoPlaces, _ found: HeartInference.Result
  ) -> [SurfacePassing.Touch] {
    let independent = min(surface.area / patch, Double(surface.places.count))
    let weight = independent / Double(max(surface.places.count, 1)) / (misfit * misfit)
    let places = surface.places.map { $0 - found.origin }
    return (surface.part == .lungs ? apart(places, found) : places).map {
      SurfacePassing.Touch(place: $0, part: surface.part, weight: weight)
    }
  }

  /// The places that are not beside the heart: there lungs end where it begins, and the code is of lungs without it.
  private func apart(_ places: [SIMD3<Double>], _ found: HeartInference.Result) -> [SIMD3<Double>] {
    let distances = decoder.heart(DecodedAnatomy.own(places, found.orientation.axes), found.shape)
    return places.indices.filter { distances[3 * $0] > besideHeart }.map { places[$0] }
  }

  /// A Gaussian of codes and electrodes.
  private struct Gaussian {
    /// The inverse of its covariance.
    var precision: SymmetricMatrix
    /// The right-hand side that its mean solves.
    var pull: [Double]
  }

  /// The prior with a code in the place of what it holds of codes; what it holds of electrodes, given the code, stays.
  private func told(by code: AnatomyCode) -> Gaussian? {
    let n = prior.layout.count
    let part = Array(0..<n)
    guard let here = code.covariance.inverse(), let before = prior.covariance.part(part).inverse() else {
      return nil
    }
    var told = Gaussian(precision: precision, pull: precision.times(prior.mean))
    let (mine, usual) = (here.times(code.values), before.times(Array(prior.mean[..<n])))
    for i in 0..<n {
      told.pull[i] += mine[i] - usual[i]
      for j in 0...i { told.precision[i, j] += here[i, j] - before[i, j] }
    }
    return told
  }

  /// The prior, given the heart as the Gaussian that its surface makes of it.
  private func told(by found: HeartInference.Result) -> Gaussian {
    var matrix = precision
    var right = precision.times(prior.mean)
    let pull = found.information.times(found.values)
    for i in 0..<found.values.count {
      right[i] += pull[i]
      for j in 0...i { matrix[i, j] += found.information[i, j] }
    }
    return Gaussian(precision: matrix, pull: right)
  }
}

extension Electrode {
  fileprivate func moved(by way: SIMD3<Double>) -> Electrode {
    Electrode(name, at: position + way, origin: origin)
  }
}
