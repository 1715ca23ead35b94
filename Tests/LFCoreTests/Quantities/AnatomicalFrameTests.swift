import LFCore
import Testing

@Suite("Frames and units")
struct AnatomicalFrameTests {
  /// All 48: three axes in any order, each in one of two directions.
  static let all: [String] = {
    let pairs = [["L", "R"], ["P", "A"], ["S", "I"]]
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    return orders.flatMap { order in
      (0..<8).map { bits in (0..<3).map { pairs[order[$0]][bits >> $0 & 1] }.joined() }
    }
  }()

  @Test("a frame's axes point where its letters say", arguments: all)
  func axes(_ letters: String) throws {
    let frame = try #require(AnatomicalFrame(letters.lowercased()))
    #expect(frame.letters == letters)
    let directions: [Character: [Double]] = [
      "L": [1, 0, 0], "R": [-1, 0, 0], "P": [0, 1, 0], "A": [0, -1, 0], "S": [0, 0, 1], "I": [0, 0, -1],
    ]
    for (axis, letter) in letters.enumerated() {
      #expect((0..<3).map { frame.toLPS[$0][axis] } == directions[letter])
    }
  }

  @Test("handedness: half of the frames mirror, RAS does not")
  func handedness() throws {
    let mirrored = Self.all.compactMap { AnatomicalFrame($0) }.filter(\.isLeftHanded)
    #expect(mirrored.count == 24)
    #expect(!AnatomicalFrame.ras.isLeftHanded && !AnatomicalFrame.lps.isLeftHanded)
    #expect(try #require(AnatomicalFrame("LAS")).isLeftHanded)
    #expect(try #require(AnatomicalFrame("PLS")).isLeftHanded)
  }

  @Test(
    "what names no three axes is refused", arguments: ["", "L", "LPSX", "LRS", "LLS", "XYZ", "LP", "L P"])
  func refused(_ letters: String) { #expect(AnatomicalFrame(letters) == nil) }

  @Test("a metre is 1000 mm by every unit")
  func units() {
    let perMetre: [LengthUnit: Double] = [.micrometre: 1e6, .millimetre: 1e3, .centimetre: 100, .metre: 1]
    for unit in LengthUnit.allCases { #expect(unit.millimetres * (perMetre[unit] ?? 0) == 1000) }
    #expect(LengthUnit.allCases.map(\.rawValue) == ["um", "mm", "cm", "m"])
  }
}
