import LFCore

/// Which golden electrode or lead each predicted one looks like: signs and exchanges.
enum MatchFindings {
  /// Above this two fields are the same but for a model's error.
  private static let alike = 0.8
  /// An exchange leaves less than this share of both squared errors.
  private static let nearer = 0.5

  static func find(
    _ what: String, _ prediction: LeadGradients, _ golden: LeadGradients, _ weights: [Double]
  ) -> [Finding] {
    let names = golden.names
    let own = names.map { prediction.names.firstIndex(of: $0) }
    let cosine = names.indices.map { e in
      names.indices.map { f in own[e].map { Self.cosine(prediction, $0, golden, f, weights) } ?? .nan }
    }
    var findings: [Finding] = []
    var done: Set<Int> = []
    for e in names.indices where !done.contains(e) {
      guard let best = names.indices.max(by: { cosine[e][$0] < cosine[e][$1] }), best != e else { continue }
      let exchanged =
        cosine[e][best] > alike && cosine[best][e] > alike && cosine[e][best] > cosine[e][e] + 0.05
        && cosine[best][e] > cosine[best][best] + 0.05
      guard exchanged else { continue }
      done.formUnion([e, best])
      findings.append(
        Finding(
          .exchanged, .fault,
          "the \(what)s \(names[e].singleLine) and \(names[best].singleLine) are exchanged: each looks like the golden"
            + " other (cosine \(cosine[e][best].fixed(3)), to its own \(cosine[e][e].fixed(3)))"))
    }
    // Electrodes that look alike from the heart, such as those of the legs: only what sets them apart tells.
    for e in names.indices where !done.contains(e) {
      guard
        let other = names.indices.first(where: { f in
          f > e && !done.contains(f) && cosine[e][f] > alike && cosine[f][e] > alike
            && isNearer(prediction, own, golden, (e, f), weights)
        })
      else { continue }
      done.formUnion([e, other])
      findings.append(
        Finding(
          .exchanged, .fault,
          "the \(what)s \(names[e].singleLine) and \(names[other].singleLine) are exchanged: each is nearer to the"
            + " golden other, with less than half of the squared error that it has to its own"))
    }
    for e in names.indices where !done.contains(e) && cosine[e][e] < -0.5 {
      findings.append(
        Finding(
          .sign, .fault,
          "the sign of \(what) \(names[e].singleLine) is flipped (cosine to the golden field \(cosine[e][e].fixed(3)))"
        ))
    }
    return findings
  }

  /// Whether each of two predicted fields has less than half of the squared error to the golden other that it has to its
  /// own. No honest prediction of the golden anatomies is nearer to another at all, those without a torso included.
  private static func isNearer(
    _ prediction: LeadGradients, _ own: [Int?], _ golden: LeadGradients, _ pair: (Int, Int),
    _ weights: [Double]
  ) -> Bool {
    guard let a = own[pair.0], let b = own[pair.1] else { return false }
    let sums = [(a, pair.0), (a, pair.1), (b, pair.1), (b, pair.0)].map { mine, other in
      var sum = 0.0
      for point in 0..<golden.count where weights[point] > 0 {
        let gap = prediction.vector(mine, point) - golden.vector(other, point)
        sum += weights[point] * (gap * gap).sum()
      }
      return sum
    }
    return sums[1] < nearer * sums[0] && sums[3] < nearer * sums[2]
  }

  private static func cosine(
    _ a: LeadGradients, _ i: Int, _ b: LeadGradients, _ j: Int, _ weights: [Double]
  ) -> Double {
    var (ab, aa, bb) = (0.0, 0.0, 0.0)
    for point in 0..<b.count where weights[point] > 0 {
      let (u, v) = (a.vector(i, point), b.vector(j, point))
      ab += weights[point] * (u * v).sum()
      aa += weights[point] * (u * u).sum()
      bb += weights[point] * (v * v).sum()
    }
    return aa > 0 && bb > 0 ? ab / (aa * bb).squareRoot() : 0
  }
}
