import LFCore
import Testing

@Suite("Things made on another thread")
struct LaterTests {
  @Test("are there for everybody who asks")
  func value() throws {
    let later = Later { (0..<1000).reduce(0, +) }
    for _ in 0..<3 { #expect(try later.value() == 499_500) }
  }

  @Test("throw what making them threw, to everybody who asks")
  func fault() {
    let later = Later<Int> { () throws(LFError) in throw LFError(.badData, "is broken") }
    for _ in 0..<2 {
      let error = #expect(throws: LFError.self) { try later.value() }
      #expect(error?.code == .badData)
    }
  }
}
