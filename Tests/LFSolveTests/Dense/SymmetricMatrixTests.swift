import LFSolve
import Testing

@Suite struct SymmetricMatrixTests {
  /// A positive matrix of any size: a Hilbert matrix with something on its diagonal.
  private func matrix(_ n: Int) -> SymmetricMatrix {
    var m = SymmetricMatrix(n, diagonal: 0)
    for i in 0..<n { for j in 0...i { m[i, j] = 1 / Double(i + j + 1) + (i == j ? 0.3 : 0) } }
    return m
  }

  @Test(arguments: [1, 2, 7, 40]) func inverseTimesMatrixIsTheIdentity(size: Int) throws {
    let m = matrix(size)
    let inverse = try #require(m.inverse())
    for j in 0..<size {
      var unit = [Double](repeating: 0, count: size)
      unit[j] = 1
      let back = m.times(inverse.times(unit))
      for i in 0..<size { #expect(abs(back[i] - unit[i]) < 1e-10) }
    }
  }

  @Test func aMatrixThatIsNotPositiveHasNoInverse() {
    var m = SymmetricMatrix(2, diagonal: 1)
    m[1, 0] = 2
    #expect(!m.isPositive && m.inverse() == nil && m.solve([1, 1]) == nil)
  }

  @Test func jacobiTakesAMatrixApart() {
    let m = matrix(12)
    let (values, vectors) = m.jacobi()
    for k in 0..<12 {
      let v = (0..<12).map { vectors[$0 * 12 + k] }
      let image = m.times(v)
      for i in 0..<12 { #expect(abs(image[i] - values[k] * v[i]) < 1e-10) }
    }
  }

  @Test func subspaceIterationFindsTheLargest() {
    let m = matrix(60)
    let all = m.jacobi().values.sorted(by: >)
    let found = m.largestEigenpairs(5, rounds: 200)
    // The spectrum is close to its floor of 0.3, where iterations tell neighbours apart slowly.
    for k in 0..<5 { #expect(abs(found[k].value - all[k]) < 1e-4) }
  }
}
