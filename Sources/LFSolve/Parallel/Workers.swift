import LFCore

/// Splits rows into pieces that the cores share. How they are split depends on the number of rows only, so sums
/// taken piece by piece do not depend on how many cores a machine has.
enum Workers {
  /// Below this many rows a piece, starting work on another core costs more than it saves.
  private static let smallestPiece = 1024
  /// The most pieces, hence the most cores that are used.
  static let mostPieces = 16

  /// How many pieces `rows` rows are split into.
  static func pieces(_ rows: Int) -> Int { max(1, min(mostPieces, rows / smallestPiece)) }

  /// The rows of one piece.
  static func range(_ piece: Int, of pieces: Int, rows: Int) -> Range<Int> {
    (rows * piece / pieces)..<(rows * (piece + 1) / pieces)
  }

  /// Calls `body` for every piece, on all cores.
  static func run(rows: Int, _ body: (_ piece: Int, _ rows: Range<Int>) -> Void) {
    let pieces = pieces(rows)
    Parallel.run(pieces) { piece in body(piece, range(piece, of: pieces, rows: rows)) }
  }
}
