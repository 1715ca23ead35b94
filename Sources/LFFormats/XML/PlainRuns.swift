import CKernels
import LFCore

/// Long plain text in array elements, which need not go through the XML parser: it stays where it is in the file, and
/// the parser sees a processing instruction in its place.
struct PlainRuns {
  /// A run of text that stands for itself.
  struct Run {
    let bytes: UnsafeRawBufferPointer
    /// Line ends inside.
    let lines: Int
  }

  /// The target of the instruction. One in the file itself ends the search, and so never finds a run that waits.
  static let target = "lf-text"
  static let instruction: StaticString = "<?lf-text?>"
  /// Shorter text is parsed.
  static let shortest = 4096

  private let document: UnsafeRawBufferPointer
  private var position = 0
  private var ended = false

  init(_ document: UnsafeRawBufferPointer) { self.document = document }

  /// The next run behind the last one, and where it begins; `nil` when there is no more.
  mutating func next() throws(LFError) -> (start: Int, run: Run)? {
    while !ended, let open = document.firstIndex(of: "<", from: position) {
      if document.holds("<!--", at: open) {
        guard let end = document.firstIndex(of: "-->", from: open + 4) else { break }
        position = end + 3
      } else if open > 0, document.holds("<?", at: open) || document.holds("<!", at: open) {
        break
      } else if document.holds("<DataArray", at: open) || document.holds("<Array", at: open) {
        guard let start = try XMLTags.tagEnd(document, from: open) else { break }
        position = start
        guard document[start - 2] != UInt8(ascii: "/") else { continue }
        let end = document.firstIndex(of: "<", from: start) ?? start
        position = end
        if let run = run(start..<end) { return (start, run) }
      } else {
        position = open + 1
      }
    }
    ended = true
    return nil
  }

  private func run(_ range: Range<Int>) -> Run? {
    guard range.count >= Self.shortest else { return nil }
    let bytes = UnsafeRawBufferPointer(rebasing: document[range])
    var lines = 0
    guard lf_is_plain_text(bytes.assumingMemoryBound(to: UInt8.self).baseAddress, bytes.count, &lines) != 0
    else { return nil }
    return Run(bytes: bytes, lines: lines)
  }
}
