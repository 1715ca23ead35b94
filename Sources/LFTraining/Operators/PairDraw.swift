import LFAnatomy
import LFLeadField
import LFSurrogate

/// Draws the pairs of place and electrode that operators learn from.
struct PairDraw {
  /// One pair, and the code that goes with it.
  struct Pair {
    /// Which case.
    let number: Int
    /// Which of its variants.
    let variant: Int
    let place: Int
    let electrode: Int
    /// From electrode to place, mm.
    let distance: Double
    /// ∇Z, (ohm/m).
    let gradient: SIMD3<Double>
    /// What the square of an error of ∇Z weighs, (ohm/m)⁻²: half relative to the place, with a floor, half relative to
    /// the electrode's mean.
    let weight: Double
  }

  let cases: [OperatorCase]
  /// Noise on codes, in deviations of the prior.
  let noise: Double
  /// No pair is nearer, mm.
  let nearest: Double
  /// Of each case and electrode the mean square of the gradient in the heart and elsewhere, (ohm/m)².
  private let sizes: [[SIMD2<Float>]]

  init(_ cases: [OperatorCase], noise: Double, nearest: Double) {
    self.cases = cases
    self.noise = noise
    self.nearest = nearest
    sizes = cases.map { item in
      let n = item.places.count
      return item.electrodes.indices.map { e in
        func mean(_ range: Range<Int>) -> Float {
          var sum: Float = 0
          for i in range {
            let at = 3 * (e * n + i)
            let (x, y, z) = (item.gradient[at], item.gradient[at + 1], item.gradient[at + 2])
            sum += x * x + y * y + z * z
          }
          return sum / Float(max(range.count, 1))
        }
        return SIMD2(mean(0..<item.heartPlaces), mean(item.heartPlaces..<n))
      }
    }
  }

  /// Draws pairs.
  ///
  /// - Parameters:
  ///   - rows: How many.
  ///   - random: Where chance comes from.
  ///   - take: Takes the row, its pair and the numbers of its code, noise in them.
  func callAsFunction(_ rows: Int, _ random: inout RandomSource, _ take: (Int, Pair, [Float]) -> Void) {
    var code: [Float] = []
    var (current, chosen) = (0, 0)
    for row in 0..<rows {
      if row % 64 == 0 {
        current = Int(random.next() % UInt64(cases.count))
        // Labelled electrodes and none at all are the two ways that matter most.
        let dice = random.uniform()
        chosen = dice < 0.35 ? 0 : dice < 0.65 ? 1 : dice < 0.8 ? 2 : dice < 0.9 ? 3 : 4
        chosen = min(chosen, cases[current].variants.count - 1)
        code = cases[current].variants[chosen].features.code
        // The last number says how uncertain the code is.
        for i in code.indices.dropLast() { code[i] += Float(noise * random.normal()) }
      }
      let item = cases[current]
      let n = item.places.count
      var (place, e, r) = (0, 0, 0.0)
      repeat {
        place =
          random.uniform() < 0.6
          ? Int(random.next() % UInt64(item.heartPlaces))
          : item.heartPlaces + Int(random.next() % UInt64(n - item.heartPlaces))
        e =
          random.uniform() < 0.5
          ? Int(random.next() % 10) : Int(random.next() % UInt64(item.electrodes.count))
        let gap = item.places[place] - item.electrodes[e].position
        r = (gap * gap).sum().squareRoot()
      } while r < nearest
      let at = 3 * (e * n + place)
      let g = SIMD3(
        Double(item.gradient[at]), Double(item.gradient[at + 1]), Double(item.gradient[at + 2]))
      let mean = Double(sizes[current][e][place < item.heartPlaces ? 0 : 1])
      take(
        row,
        Pair(
          number: current, variant: chosen, place: place, electrode: e, distance: r, gradient: g,
          weight: 0.5 / ((g * g).sum() + 0.05 * mean) + 0.5 / mean),
        code)
    }
  }
}
