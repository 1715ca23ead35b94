import Testing

@testable import LFAnatomy

@Suite("The population")
struct PopulationTests {
  /// FNV-1a over the parameters in micrometres (or millionths).
  private func digest(_ p: AnatomyParameters) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for parameter in AnatomyParameter.allCases {
      var value = UInt64(bitPattern: Int64((p[parameter] * 1e6).rounded()))
      for _ in 0..<8 {
        hash = (hash ^ (value & 0xFF)) &* 0x100_0000_01B3
        value >>= 8
      }
    }
    return hash
  }

  @Test("gives a seed the same parameters on every machine")
  func reproducible() {
    #expect(digest(Population.parameters(seed: 1)) == 6_723_502_975_619_172_751)
    #expect(digest(Population.parameters(seed: 2_000_000, kind: .dilatedHeart)) == 9_916_835_062_558_969_194)
    #expect(Population.parameters(seed: 1) != Population.parameters(seed: 2))
  }

  @Test("keeps the seeds for training, validation and golden data apart")
  func seedRanges() {
    let ranges = SeedRange.allCases.map(\.seeds)
    for i in ranges.indices {
      for j in ranges.indices where i < j { #expect(!ranges[i].overlaps(ranges[j])) }
      #expect(SeedRange(containing: ranges[i].lowerBound) == SeedRange.allCases[i])
    }
    #expect(SeedRange(containing: .max) == nil)
  }

  @Test("has the spread and the correlations that it states")
  func statistics() {
    let people = (0..<2000).map { Population.parameters(seed: $0) }
    func correlation(_ a: AnatomyParameter, _ b: AnatomyParameter) -> Double {
      let pairs = people.map { ($0.deviation(a), $0.deviation(b)) }
      let n = Double(pairs.count)
      let (ma, mb) = (pairs.reduce(0) { $0 + $1.0 } / n, pairs.reduce(0) { $0 + $1.1 } / n)
      let cross = pairs.reduce(0) { $0 + ($1.0 - ma) * ($1.1 - mb) }
      let (va, vb) = (
        pairs.reduce(0) { $0 + ($1.0 - ma) * ($1.0 - ma) }, pairs.reduce(0) { $0 + ($1.1 - mb) * ($1.1 - mb) }
      )
      return cross / (va * vb).squareRoot()
    }
    // ANSUR II: .57 for men, .66 for women.
    #expect(abs(correlation(.chestWidth, .chestDepth) - 0.6) < 0.08)
    #expect(correlation(.chestWidth, .leftLength) > 0.1)
    #expect(abs(correlation(.roll, .chestWidth)) < 0.08)
    #expect(correlation(.elevation, .waistDepth) < -0.2)
    for parameter in AnatomyParameter.allCases {
      let range = parameter.distribution.range
      #expect(people.allSatisfy { range.contains($0[parameter]) })
      let mean = people.reduce(0) { $0 + $1.deviation(parameter) } / Double(people.count)
      #expect(abs(mean) < 0.15, "\(parameter)")
      let d = parameter.distribution
      #expect(d.size * d.size + d.fat * d.fat < 1, "\(parameter)")
    }
    let women = people.filter { $0.sex == .female }.count
    #expect(women > 900 && women < 1100)
  }

  @Test("has extremes that are what their names say")
  func extremes() {
    func mean(_ kind: AnatomyKind, _ parameter: AnatomyParameter) -> Double {
      (0..<10).reduce(0) { $0 + Population.parameters(seed: $1, kind: kind)[parameter] } / 10
    }
    #expect(mean(.smallFemale, .chestWidth) < 310)
    #expect(mean(.largeObese, .waistDepth) > 300)
    #expect(mean(.dilatedHeart, .leftRadius) > 30)
    #expect(mean(.horizontalHeart, .elevation) < 14)
    #expect(mean(.verticalHeart, .elevation) > 48)
  }
}
