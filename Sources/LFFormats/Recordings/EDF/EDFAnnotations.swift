import LFCore

/// Reads the annotations of EDF+: when each record begins, and what is noted.
struct EDFAnnotations {
  private let bytes: UnsafeRawBufferPointer
  private let header: EDFHeader
  /// Notes beyond this are passed over.
  private static let noteLimit = 10_000

  init(_ bytes: UnsafeRawBufferPointer, _ header: EDFHeader) {
    self.bytes = bytes
    self.header = header
  }

  /// When each record begins, s after the file's start; `nil` for a file that is not EDF+.
  ///
  /// - Parameter notes: Gets the texts of all annotations, with their time after the first record's unless it is 0.
  /// - Returns: An onset a record.
  /// - Throws: `LFError` when a record does not say.
  func onsets(_ notes: inout [String]) throws(LFError) -> [Double]? {
    let lists = header.signals.filter(\.isAnnotations)
    guard header.isPlus, let first = lists.first else {
      guard !header.isDiscontinuous else {
        throw LFError(.badData, "has gaps and no annotations that say where", hint: "the file is damaged")
      }
      return nil
    }
    var onsets: [Double] = []
    for record in 0..<header.records {
      let start = header.headerBytes + record * header.recordBytes
      for list in lists {
        let range = (start + list.offset)..<(start + list.offset + list.samplesPerRecord * header.width)
        var isFirst = list.offset == first.offset
        for note in bytes[range].split(separator: 0) {
          let (onset, texts) = try parse(note, record)
          if isFirst {
            guard bytes[note.startIndex..<note.endIndex].contains(0x14), texts.first?.isEmpty ?? true else {
              throw wrong(record, note.startIndex)
            }
            onsets.append(onset)
            isFirst = false
          }
          for text in texts where !text.isEmpty && notes.count < Self.noteLimit {
            // The header's time is a whole second; the recording begins with its first record. No noise of the difference.
            let time = ((onset - onsets[0]) * 1e9).rounded() / 1e9
            notes.append(time == 0 ? text : "at \(time) s: \(text)")
          }
        }
        if isFirst { throw wrong(record, range.lowerBound) }
      }
    }
    return onsets
  }

  /// `+onset[<21>duration]<20>text<20>…`.
  private func parse(
    _ note: Slice<UnsafeRawBufferPointer>, _ record: Int
  ) throws(LFError) -> (onset: Double, texts: [String]) {
    let parts = note.split(separator: 0x14, omittingEmptySubsequences: false)
    let times = parts[0].split(separator: 0x15, omittingEmptySubsequences: false)
    let text = String(decoding: times[0], as: UTF8.self)
    guard parts.count > 1, let sign = text.first, sign == "+" || sign == "-", let onset = Double(text),
      onset.isFinite, abs(onset) < 1e12
    else { throw wrong(record, note.startIndex) }
    return (onset, parts.dropFirst().map { String(decoding: $0, as: UTF8.self) })
  }

  private func wrong(_ record: Int, _ byte: Int) -> LFError {
    LFError(
      .badData, "does not say when it begins",
      at: .init(element: "annotations of record \(record)", byte: byte),
      hint: "the file is damaged")
  }
}
