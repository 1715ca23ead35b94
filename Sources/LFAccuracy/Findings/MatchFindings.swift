import LFCore

/// Which golden field each predicted one is: signs, exchanges, and those that are none of them.
struct MatchFindings {
  /// What the fields are.
  enum Subject: String {
    case electrode
    case lead
    /// The potentials of electrodes.
    case potential
  }

  /// What an explanation leaves of the squared error at most. No honest prediction of the golden anatomies is nearer to
  /// another field, or to its own turned over, at all, those without a torso included.
  private static let nearer = 0.5
  /// The squared error of an exchanged field, over the golden one's squared size, at most: a cosine of 0.8.
  private static let alike = 0.4
  /// Below this cosine to the golden ones all fields together are them turned over.
  private static let opposite = -0.5

  /// A field that is as good as the others has at most so many times the squared error of their median, over its size:
  /// 10 is the most that an honest prediction of the golden anatomies has, of a small error.
  private static let outlier = 8.0
  /// And at most so much of it, unless a scale explains it.
  private static let strange = 0.2
  /// A size this many times another, or one over it, is another scale.
  private static let otherScale = 2.0
  /// Of fewer fields nobody can tell whether one is off or the reference of all.
  private static let fewest = 5

  private let what: Subject
  private let names: [String]
  private let errors: MatchErrors

  /// Names what is wrong with fields of the golden names.
  ///
  /// - Parameters:
  ///   - what: What the fields are.
  ///   - names: The fields' names.
  ///   - errors: How near they are to one another.
  /// - Returns: One defect each; the whole field turned over is one.
  static func find(_ what: Subject, _ names: [String], _ errors: MatchErrors) -> [Finding] {
    MatchFindings(what: what, names: names, errors: errors).all
  }

  private var all: [Finding] {
    let rings = rings
    guard !isAllFlipped(rings) else {
      return [
        Finding(
          .sign, .fault,
          "the sign of all \(what.rawValue)s is flipped: the whole field has a cosine of \(errors.cosine.fixed(3)) to the golden"
            + " one")
      ]
    }
    var findings: [Finding] = []
    var done: Set<Int> = []
    for ring in rings {
      done.formUnion(ring)
      findings.append(exchange(ring))
    }
    for e in names.indices where !done.contains(e) && isFlipped(e) {
      findings.append(
        Finding(
          .sign, .fault,
          "the sign of \(what.rawValue) \(names[e].singleLine) is flipped: without that"
            + " \((errors.flipped[e] / errors.own(e)).percent()) of its squared error would be left"))
    }
    // Each lead has measures of its own, an electrode that is in none has not.
    return what == .lead || !findings.isEmpty ? findings : strays
  }

  /// Whether turning everything over explains more than exchanges do: of few fields they look alike.
  private func isAllFlipped(_ rings: [[Int]]) -> Bool {
    let exchanged = rings.reduce(0) { $0 + left($1) }
    let others = names.indices.filter { e in !rings.contains { $0.contains(e) } }
    return errors.cosine < Self.opposite
      && errors.allFlipped < exchanged + others.reduce(0) { $0 + errors.own($1) }
  }

  /// Fields each of which is the golden next one, the last the first.
  private var rings: [[Int]] {
    let next = names.indices.map { e in
      names.indices.min { errors.cross[e][$0] < errors.cross[e][$1] } ?? e
    }
    var rings: [[Int]] = []
    var done: Set<Int> = []
    for e in names.indices where !done.contains(e) {
      var ring = [e]
      while let last = ring.last, !ring.contains(next[last]) { ring.append(next[last]) }
      guard ring.count > 1, next[ring[ring.count - 1]] == e, explains(ring, next) else { continue }
      done.formUnion(ring)
      rings.append(ring)
    }
    return rings
  }

  /// Whether an exchange explains what is wrong with its members, and better than turned signs do: fields resemble one
  /// another, and one that is turned over resembles others.
  private func explains(_ ring: [Int], _ next: [Int]) -> Bool {
    let isNear = ring.allSatisfy { e in
      errors.cross[e][next[e]] < errors.own(e) && errors.cross[e][next[e]] < Self.alike * errors.size[next[e]]
    }
    return isNear
      && left(ring) < ring.reduce(0) { $0 + min(Self.nearer * errors.own($1), errors.flipped[$1]) }
  }

  /// The squared error that is left when a ring's members are put right.
  private func left(_ ring: [Int]) -> Double {
    ring.indices.reduce(0) { $0 + errors.cross[ring[$1]][ring[($1 + 1) % ring.count]] }
  }

  private func exchange(_ ring: [Int]) -> Finding {
    let all = ring.map { names[$0].singleLine }
    let own = ring.reduce(0) { $0 + errors.own($1) }
    let how = ring.count == 2 ? "each is nearer to the golden other" : "each is nearer to the golden next one"
    return Finding(
      .exchanged, .fault,
      "the \(what.rawValue)s \(all.dropLast().joined(separator: ", ")) and \(all.last ?? "") are exchanged: \(how), with"
        + " \((left(ring) / own).percent()) of the squared error that it has to its own")
  }

  /// Fields that are far off where the others are not. A model that misses the scale of all is coarse: that they are good
  /// but for it is chance.
  private var strays: [Finding] {
    guard !errors.isScaled, names.count >= Self.fewest else { return [] }
    let shares = names.indices.map { errors.own($0) / max(errors.size[$0], .leastNormalMagnitude) }
    let median = shares.sorted()[shares.count / 2]
    return names.indices.filter { shares[$0] > Self.outlier * median }.compactMap { e in
      let factor = 1 / errors.scales[e]
      let isScale = errors.scales[e] > 0 && errors.scaled[e] < min(errors.own(e), errors.size[e]) / 4
      if isScale, factor >= Self.otherScale || factor <= 1 / Self.otherScale {
        return Finding(
          .scale, .fault,
          "the \(what.rawValue) \(names[e].singleLine) is \(factor.fixed(3)) times the golden one")
      }
      guard shares[e] > Self.strange else { return nil }
      return Finding(
        .strayElectrode, .fault,
        "the \(what.rawValue) \(names[e].singleLine) is another field than the golden one, with an error of"
          + " \(shares[e].squareRoot().percent(0)) of its size where others have \(median.squareRoot().percent(0))"
      )
    }
  }

  private func isFlipped(_ e: Int) -> Bool {
    errors.flipped[e] < Self.nearer * errors.own(e) && errors.flipped[e] < errors.size[e]
  }
}
