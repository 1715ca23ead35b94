import LFCore
import Synchronization
import Testing

@Suite("Making one thing while the one before is used")
struct AheadTests {
  @Test("hands things over in order, all of them")
  func order() throws {
    var taken: [Int] = []
    try Ahead.run(50) { (i) throws(LFError) in
      i * i
    } take: { (x) throws(LFError) in
      taken.append(x)
    }
    #expect(taken == (0..<50).map { $0 * $0 })
    try Ahead.run(0) { (i) throws(LFError) in
      i
    } take: { (_) throws(LFError) in
      Issue.record("nothing to take")
    }
  }

  @Test("is never more than one ahead")
  func bounded() throws {
    let made = Mutex(0)
    var taken = 0
    try Ahead.run(20) { (i) throws(LFError) in
      made.withLock { $0 += 1 }
      return i
    } take: { (_) throws(LFError) in
      taken += 1
      #expect(made.withLock { $0 } <= taken + 1)
    }
  }

  @Test("ends with the first error of either side")
  func errors() {
    var taken = 0
    #expect(throws: LFError.self) {
      try Ahead.run(10) { (i) throws(LFError) in
        guard i < 3 else { throw LFError(.badData, "the fourth cannot be made") }
        return i
      } take: { (_) throws(LFError) in
        taken += 1
      }
    }
    #expect(taken == 3)
    #expect(throws: LFError.self) {
      try Ahead.run(10) { (i) throws(LFError) in
        i
      } take: { (i) throws(LFError) in
        if i == 2 { throw LFError(.cannotCreate, "the disk is full") }
      }
    }
  }
}
