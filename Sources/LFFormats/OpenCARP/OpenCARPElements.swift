import LFCore
import LFMesh

/// The elements of an .elem: a count, then a line each with a kind, point numbers from 0 and a region.
struct OpenCARPElements {
  private(set) var offsets: [Int64] = [0]
  private(set) var connectivity: [Int64] = []
  private(set) var types: [UInt8] = []
  private(set) var regions: [Int32] = []

  /// Kinds whose order of points is VTK's.
  private static func kind(_ a: UInt8, _ b: UInt8) -> (type: CellType, count: Int)? {
    switch (a, b) {
    case (UInt8(ascii: "T"), UInt8(ascii: "t")): (.tetra, 4)
    case (UInt8(ascii: "T"), UInt8(ascii: "r")): (.triangle, 3)
    case (UInt8(ascii: "L"), UInt8(ascii: "n")): (.line, 2)
    default: nil
    }
  }

  init(_ text: UnsafeRawBufferPointer, points: Int) throws(LFError) {
    var at = 0
    var line = 1
    func fail(_ message: String, _ hint: String = "the file is damaged") -> LFError {
      LFError(.badData, message, at: .init(line: line), hint: hint)
    }
    /// Passes blanks of a line.
    func skip() { while at < text.count, text[at] == 32 || text[at] == 9 || text[at] == 13 { at += 1 } }
    /// A whole number; `nil` where none stands.
    func number() -> Int? {
      skip()
      let start = at
      let isNegative = at < text.count && text[at] == UInt8(ascii: "-")
      if isNegative { at += 1 }
      var value = 0
      var digits = 0
      while at < text.count, text[at] >= 48, text[at] <= 57, digits < 18 {
        value = 10 * value + Int(text[at]) - 48
        digits += 1
        at += 1
      }
      guard digits > 0 else {
        at = start
        return nil
      }
      return isNegative ? -value : value
    }
    func endLine() -> Bool {
      skip()
      guard at < text.count else { return true }
      guard text[at] == 10 else { return false }
      at += 1
      line += 1
      return true
    }
    // An element takes nine characters at least.
    guard let count = number(), count >= 0, count <= text.count / 9 + 1, endLine() else {
      throw fail("states no number of elements that it can hold")
    }
    types.reserveCapacity(count)
    connectivity.reserveCapacity(4 * count)
    for _ in 0..<count {
      skip()
      guard at + 2 < text.count else { throw fail("states \(count) elements but has \(types.count)") }
      guard let (type, corners) = Self.kind(text[at], text[at + 1]) else {
        let word = String(decoding: [text[at], text[at + 1]], as: UTF8.self)
        throw fail("has an element \"\(word.shown)\"", "Tt, Tr and Ln are read: make a mesh of tetrahedra")
      }
      at += 2
      for _ in 0..<corners {
        guard let corner = number() else { throw fail("lacks a point of an element") }
        guard (0..<points).contains(corner) else { throw fail("has point \(corner) of \(points)") }
        connectivity.append(Int64(corner))
      }
      let region = number() ?? 0
      guard let short = Int32(exactly: region) else { throw fail("has region \(region)") }
      guard endLine() else { throw fail("has more on the line than an element") }
      regions.append(short)
      types.append(type.rawValue)
      offsets.append(Int64(connectivity.count))
    }
    while at < text.count {
      guard endLine() else { throw fail("has more than the \(count) elements that it states") }
    }
  }
}
