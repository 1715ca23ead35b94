import LFCore
import Testing

@Suite("Work on all cores")
struct ParallelTests {
  @Test("makes things in order of their numbers", arguments: [0, 1, 2, 1000])
  func map(count: Int) {
    #expect(Parallel.map(count) { $0 * $0 } == (0..<count).map { $0 * $0 })
  }

  @Test("makes two things of two kinds, also within another piece of work")
  func both() {
    let made = Parallel.map(8) { i in
      let (number, text) = Parallel.both {
        i
      } _: {
        "\(i)"
      }
      return "\(number) \(text)"
    }
    #expect(made == (0..<8).map { "\($0) \($0)" })
  }

  @Test("does each piece once, in work within work within work")
  func nested() {
    let counts = Parallel.map(5) { i in
      Parallel.map(40) { j in Parallel.map(3) { k in i * 120 + j * 3 + k } }
    }
    #expect(counts.flatMap(\.self).flatMap(\.self) == Array(0..<600))
  }
}
