/// A small symmetric matrix, dense.
public struct SymmetricMatrix: Equatable, Sendable {
  /// Rows and columns.
  public let size: Int
  /// All entries, row by row.
  public var values: [Double]

  /// A multiple of the identity.
  ///
  /// - Parameters:
  ///   - size: Rows and columns.
  ///   - diagonal: What stands on the diagonal.
  public init(_ size: Int, diagonal: Double = 0) {
    self.size = size
    values = [Double](repeating: 0, count: size * size)
    for i in 0..<size { values[i * size + i] = diagonal }
  }

  /// An entry; setting one sets its mirror image too.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - column: The column.
  public subscript(row: Int, column: Int) -> Double {
    get { values[row * size + column] }
    set {
      values[row * size + column] = newValue
      values[column * size + row] = newValue
    }
  }

  /// The rows and columns of some indices.
  ///
  /// - Parameter indices: The indices.
  /// - Returns: A matrix of their size.
  public func part(_ indices: [Int]) -> SymmetricMatrix {
    var result = SymmetricMatrix(indices.count)
    for (i, row) in indices.enumerated() {
      for (j, column) in indices.enumerated() {
        result.values[i * indices.count + j] = values[row * size + column]
      }
    }
    return result
  }

  /// The sum of the diagonal.
  public var trace: Double { (0..<size).reduce(0) { $0 + self[$1, $1] } }

  /// The matrix times a vector.
  ///
  /// - Parameter x: The vector.
  /// - Returns: The product.
  public func times(_ x: [Double]) -> [Double] {
    (0..<size).map { i in
      var sum = 0.0
      for j in 0..<size { sum += values[i * size + j] * x[j] }
      return sum
    }
  }

  /// Whether it is positive.
  public var isPositive: Bool { Cholesky(values, size: size) != nil }

  /// The solution of A x = b; `nil` when the matrix is not positive.
  ///
  /// - Parameter b: The right-hand side.
  /// - Returns: x.
  public func solve(_ b: [Double]) -> [Double]? {
    Cholesky(values, size: size)?.solve(b)
  }

  /// The inverse; `nil` when the matrix is not positive.
  public func inverse() -> SymmetricMatrix? {
    guard let factor = Cholesky(values, size: size) else { return nil }
    var result = SymmetricMatrix(size)
    for j in 0..<size {
      let column = factor.inverseColumn(j)
      for i in 0..<size { result.values[i * size + j] = column[i] }
    }
    return result
  }
}

extension SymmetricMatrix {
  /// The largest eigenvalues and their eigenvectors, by subspace iteration.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - rounds: Iterations; a few dozen suffice for spectra that fall.
  /// - Returns: Eigenvalues, falling, and unit vectors.
  public func largestEigenpairs(_ count: Int, rounds: Int = 60) -> [(value: Double, vector: [Double])] {
    let extra = min(size, count + 8)
    var vectors = (0..<extra).map { k in
      // Any start that is not orthogonal to the wanted space will do: a fixed one keeps results the same.
      (0..<size).map { i -> Double in
        let number = (i * 2_654_435_761 + k * 40_503 + 12_345) % 1_000_003
        return Double(number) / 1_000_003 - 0.5
      }
    }
    var values = [Double](repeating: 0, count: extra)
    for _ in 0..<rounds {
      let products = vectors.map(times)
      vectors = Self.orthonormal(products)
      // Rayleigh and Ritz: the small problem's eigenvectors turn the basis.
      let images = vectors.map(times)
      var small = SymmetricMatrix(extra)
      for i in 0..<extra { for j in 0...i { small[i, j] = Self.dot(vectors[i], images[j]) } }
      let (w, u) = small.jacobi()
      let order = w.indices.sorted { w[$0] > w[$1] }
      values = order.map { w[$0] }
      vectors = order.map { column in
        var sum = [Double](repeating: 0, count: size)
        for i in 0..<extra {
          let c = u[i * extra + column]
          for n in 0..<size { sum[n] += c * vectors[i][n] }
        }
        return sum
      }
    }
    return (0..<min(count, extra)).map { (values[$0], vectors[$0]) }
  }

  /// All eigenvalues and, as columns, eigenvectors, by Jacobi's rotations.
  public func jacobi() -> (values: [Double], vectors: [Double]) {
    let n = size
    var a = values
    var v = SymmetricMatrix(n, diagonal: 1).values
    for _ in 0..<50 {
      var off = 0.0
      for i in 0..<n { for j in 0..<i { off += a[i * n + j] * a[i * n + j] } }
      let scale = (0..<n).reduce(0.0) { $0 + a[$1 * n + $1] * a[$1 * n + $1] }
      if off <= 1e-24 * scale { break }
      for p in 0..<n {
        for q in (p + 1)..<max(n, p + 1) where a[p * n + q] != 0 {
          let theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q])
          let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
          let c = 1 / (t * t + 1).squareRoot()
          let s = t * c
          for k in 0..<n {
            let (x, y) = (a[k * n + p], a[k * n + q])
            a[k * n + p] = c * x - s * y
            a[k * n + q] = s * x + c * y
          }
          for k in 0..<n {
            let (x, y) = (a[p * n + k], a[q * n + k])
            a[p * n + k] = c * x - s * y
            a[q * n + k] = s * x + c * y
            let (g, h) = (v[k * n + p], v[k * n + q])
            v[k * n + p] = c * g - s * h
            v[k * n + q] = s * g + c * h
          }
        }
      }
    }
    return ((0..<n).map { a[$0 * n + $0] }, v)
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }

  private static func orthonormal(_ given: [[Double]]) -> [[Double]] {
    var result: [[Double]] = []
    for vector in given {
      var v = vector
      // Twice is enough (Kahan).
      for _ in 0..<2 {
        for other in result {
          let c = dot(other, v)
          for i in v.indices { v[i] -= c * other[i] }
        }
      }
      let length = dot(v, v).squareRoot()
      if length > 0 { for i in v.indices { v[i] /= length } }
      result.append(v)
    }
    return result
  }
}
