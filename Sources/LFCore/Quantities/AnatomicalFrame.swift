/// A patient frame: the direction that each axis points to, as three letters such as `LPS`.
///
/// Inside the tool coordinates are LPS (x to the patient's Left, y to Posterior, z to Superior).
public struct AnatomicalFrame: Hashable, Sendable {
  /// Three letters, one of each pair L/R, P/A, S/I, in axis order.
  public let letters: String
  /// Row i, column j: the LPS component i of the frame's axis j; a signed permutation.
  public let toLPS: [[Double]]

  /// The frame of DICOM, ITK and VTK users, and of this tool.
  public static let lps = AnatomicalFrame(uncheckedLetters: "LPS")
  /// The frame of NIfTI.
  public static let ras = AnatomicalFrame(uncheckedLetters: "RAS")

  /// Makes a frame from its three letters, in either case; `nil` when they are not such a triple.
  ///
  /// - Parameter letters: One letter of each of the pairs L/R, P/A, S/I.
  public init?(_ letters: String) {
    let upper = letters.uppercased()
    guard upper.count == 3, Set(upper.compactMap { Self.axis(of: $0)?.row }).count == 3 else { return nil }
    self.init(uncheckedLetters: upper)
  }

  private init(uncheckedLetters letters: String) {
    self.letters = letters
    var matrix = [[Double]](repeating: [0, 0, 0], count: 3)
    for (column, letter) in letters.enumerated() {
      if let axis = Self.axis(of: letter) { matrix[axis.row][column] = axis.sign }
    }
    toLPS = matrix
  }

  private static func axis(of letter: Character) -> (row: Int, sign: Double)? {
    switch letter {
    case "L": (0, 1)
    case "R": (0, -1)
    case "P": (1, 1)
    case "A": (1, -1)
    case "S": (2, 1)
    case "I": (2, -1)
    default: nil
    }
  }

  /// Whether converting to LPS mirrors the axes (an odd permutation or an odd number of flips).
  public var isLeftHanded: Bool {
    let m = toLPS
    let a = m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
    let b = m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
    let c = m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    return a - b + c < 0
  }
}
