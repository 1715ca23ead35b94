import LFRecording

/// What files without a place for it say in a comment.
enum RecordingComment {
  static let synthetic = "synthetic ECG"
  static let filter = "filter: "
  static let firstTime = "time of the first sample: "
  /// No first sample has a time beyond this, s.
  static let latest = 1e12
}

extension ECGRecording {
  /// Makes a recording from a file that says all else in comments.
  init(leads: [Lead], samplingRate: Double, start: RecordingTime?, _ comments: [String]) {
    let filter = comments.first { $0.hasPrefix(RecordingComment.filter) }.flatMap { text in
      Filter(text: String(text.dropFirst(RecordingComment.filter.count)))
    }
    let firstTime = comments.first { $0.hasPrefix(RecordingComment.firstTime) }.flatMap { text in
      Double(text.dropFirst(RecordingComment.firstTime.count).prefix { $0 != " " }).flatMap {
        abs($0) < RecordingComment.latest ? $0 : nil
      }
    }
    self.init(
      leads: leads, samplingRate: samplingRate, start: start, firstTime: firstTime, filter: filter,
      isSynthetic: comments.contains { $0.lowercased().contains("synthetic") },
      comments: comments.filter {
        $0 != RecordingComment.synthetic && !(filter != nil && $0.hasPrefix(RecordingComment.filter))
          && !(firstTime != nil && $0.hasPrefix(RecordingComment.firstTime))
      })
  }

  /// The comments of a file without a place for the time of the first sample.
  var notes: [String] {
    guard let firstTime else { return comments }
    return [RecordingComment.firstTime + "\(firstTime) s"] + comments
  }

  /// The comments of a file that has no place for whether a recording was computed, either.
  var allNotes: [String] { (isSynthetic ? [RecordingComment.synthetic] : []) + notes }
}

extension ECGRecording.Filter {
  /// `HP:0.05Hz LP:150Hz N:50Hz`, as EDF+ has it.
  var text: String {
    func part(_ name: String, _ value: Double?) -> String? {
      value.map { "\(name):\($0 == $0.rounded() && abs($0) < 1e9 ? "\(Int($0))" : "\($0)")Hz" }
    }
    return [part("HP", highPass), part("LP", lowPass), part("N", notch)].compactMap { $0 }.joined(
      separator: " ")
  }

  /// Reads what `text` gives; `nil` when there is nothing of the kind.
  init?(text: String) {
    self.init()
    for part in text.split(separator: " ") {
      let pair = part.split(separator: ":", maxSplits: 1)
      guard pair.count == 2, let value = Double(pair[1].prefix { $0.isNumber || $0 == "." }), value > 0 else {
        continue
      }
      let scaled = pair[1].lowercased().hasSuffix("khz") ? value * 1000 : value
      switch pair[0].uppercased() {
      case "HP": highPass = scaled
      case "LP": lowPass = scaled
      case "N": notch = scaled
      default: continue
      }
    }
    if highPass == nil, lowPass == nil, notch == nil { return nil }
  }
}
