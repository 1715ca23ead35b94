#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Regular solid harmonics: the homogeneous polynomials of degree 1 to L that Laplace's equation holds for.
///
/// Real, orthonormal on the unit sphere: r^l Y_lm(x/r), m from −l to l, degree by degree. Coordinates are divided by
/// `scale` first.
public struct SolidHarmonics: Sendable {
  /// The highest degree L.
  public let degree: Int
  /// What coordinates are divided by, in their unit.
  public let scale: Double

  /// One polynomial: its terms' exponents and coefficients.
  private struct Polynomial {
    var terms: [(x: Int, y: Int, z: Int, factor: Double)]
  }

  private let polynomials: [Polynomial]
  /// The degree of each function.
  public let degrees: [Int]

  /// How many functions there are: (L + 1)² − 1.
  public var count: Int { polynomials.count }

  /// The functions up to a degree.
  ///
  /// Recurrences of the associated Legendre functions (Abramowitz and Stegun 1964, 8.5.3) times powers of r.
  ///
  /// - Parameters:
  ///   - degree: L, 1 or more.
  ///   - scale: What coordinates are divided by.
  public init(degree: Int, scale: Double) {
    self.degree = degree
    self.scale = scale
    let n = degree + 1
    typealias Table = [Double]
    func at(_ i: Int, _ j: Int, _ k: Int) -> Int { i + n * (j + n * k) }
    func times(_ a: Table, _ shift: (Int, Int, Int), _ factor: Double, into sum: inout Table) {
      for k in 0..<n {
        for j in 0..<n {
          for i in 0..<n where a[at(i, j, k)] != 0 {
            let (x, y, z) = (i + shift.0, j + shift.1, k + shift.2)
            if x < n, y < n, z < n { sum[at(x, y, z)] += factor * a[at(i, j, k)] }
          }
        }
      }
    }
    let zero = Table(repeating: 0, count: n * n * n)
    // (x + iy)^m: real parts and imaginary parts.
    var cosines = [zero]
    var sines = [zero]
    cosines[0][0] = 1
    for m in 0..<degree {
      var (c, s) = (zero, zero)
      times(cosines[m], (1, 0, 0), 1, into: &c)
      times(sines[m], (0, 1, 0), -1, into: &c)
      times(sines[m], (1, 0, 0), 1, into: &s)
      times(cosines[m], (0, 1, 0), 1, into: &s)
      cosines.append(c)
      sines.append(s)
    }
    func product(_ a: Table, _ b: Table) -> Table {
      var sum = zero
      for k in 0..<n {
        for j in 0..<n {
          for i in 0..<n where b[at(i, j, k)] != 0 { times(a, (i, j, k), b[at(i, j, k)], into: &sum) }
        }
      }
      return sum
    }
    var found: [Int: [(order: Int, table: Table)]] = [:]
    for m in 0...degree {
      var previous = zero
      var current = zero
      current[0] = (0..<m).reduce(1.0) { $0 * Double(2 * $1 + 1) }
      for l in m...degree {
        if l >= 1 {
          let ratio = (l - m + 1..<l + m + 1).reduce(1.0) { $0 / Double($1) }
          let norm = (Double(2 * l + 1) / (4 * .pi) * (m == 0 ? 1 : 2) * ratio).squareRoot()
          found[l, default: []].append((m, product(cosines[m], current).map { $0 * norm }))
          if m > 0 { found[l, default: []].append((-m, product(sines[m], current).map { $0 * norm })) }
        }
        guard l < degree else { break }
        var next = zero
        let below = Double(l + 1 - m)
        times(current, (0, 0, 1), Double(2 * l + 1) / below, into: &next)
        for shift in [(2, 0, 0), (0, 2, 0), (0, 0, 2)] {
          times(previous, shift, -Double(l + m) / below, into: &next)
        }
        (previous, current) = (current, next)
      }
    }
    var polynomials: [Polynomial] = []
    var degrees: [Int] = []
    for l in 1...max(degree, 1) {
      for (_, table) in (found[l] ?? []).sorted(by: { $0.order < $1.order }) {
        var terms: [(Int, Int, Int, Double)] = []
        for k in 0..<n {
          for j in 0..<n {
            for i in 0..<n where abs(table[at(i, j, k)]) > 1e-12 {
              terms.append((i, j, k, table[at(i, j, k)]))
            }
          }
        }
        polynomials.append(Polynomial(terms: terms))
        degrees.append(l)
      }
    }
    self.polynomials = polynomials
    self.degrees = degrees
  }

  /// The functions and their gradients at a place.
  ///
  /// - Parameters:
  ///   - place: The place, from the functions' centre, in the unit of the scale.
  ///   - take: Takes each function's number, its value, and its gradient per unit of the place.
  public func evaluate(
    at place: SIMD3<Double>, _ take: (_ number: Int, _ value: Double, _ gradient: SIMD3<Double>) -> Void
  ) {
    let p = place / scale
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 3 * (degree + 1)) { powers in
      for axis in 0..<3 {
        let row = axis * (degree + 1)
        powers[row] = 1
        for i in 1..<(degree + 1) { powers[row + i] = powers[row + i - 1] * p[axis] }
      }
      let (y0, z0) = (degree + 1, 2 * (degree + 1))
      for number in polynomials.indices {
        var value = 0.0
        var gradient = SIMD3<Double>()
        for term in polynomials[number].terms {
          let (x, y, z) = (powers[term.x], powers[y0 + term.y], powers[z0 + term.z])
          value += term.factor * x * y * z
          if term.x > 0 { gradient.x += term.factor * Double(term.x) * powers[term.x - 1] * y * z }
          if term.y > 0 { gradient.y += term.factor * Double(term.y) * x * powers[y0 + term.y - 1] * z }
          if term.z > 0 { gradient.z += term.factor * Double(term.z) * x * y * powers[z0 + term.z - 1] }
        }
        take(number, value, gradient / scale)
      }
    }
  }

  /// The functions' values at a place.
  ///
  /// - Parameter place: The place, from the functions' centre, in the unit of the scale.
  /// - Returns: One value a function.
  public func values(at place: SIMD3<Double>) -> [Double] {
    var result = [Double](repeating: 0, count: count)
    evaluate(at: place) { number, value, _ in result[number] = value }
    return result
  }
}
