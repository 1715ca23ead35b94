import LFCore

/// Which of several arrays of one name belong to a time step of a file.
struct TimeStepChoice {
  /// The step, from 0; `nil` in files without steps.
  let step: Int?

  /// Whether there are steps before.
  var isLater: Bool { step ?? 0 > 0 }

  /// Every `TimeStep` must be a list of steps that the file has; else an array would be passed over unread.
  static func check(_ parent: XMLElement, steps: Int) throws(LFError) {
    for element in parent.children {
      if let text = element["TimeStep"] {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard !words.isEmpty, words.allSatisfy({ Int($0).map { (0..<steps).contains($0) } ?? false }) else {
          throw LFError(
            .badData, "has TimeStep \"\(text.shown)\"; the file has \(steps) steps", at: element.place,
            hint: "the file is damaged")
        }
      }
      try check(element, steps: steps)
    }
  }

  static func isArray(_ element: XMLElement) -> Bool {
    element.name == "DataArray" || element.name == "Array"
  }

  /// The array elements of a step: those without `TimeStep`, and of each other name the latest up to the step.
  func arrays(in parent: XMLElement) -> [XMLElement] {
    guard let step else { return parent.children.filter(Self.isArray) }
    return parent.timeSteps.arrays(at: step)
  }

  /// The array elements of a piece's geometry.
  func geometry(of piece: XMLElement) -> [XMLElement] {
    ["Points", "Coordinates", "Cells", "Verts", "Lines", "Strips", "Polys"].flatMap { name in
      piece.children(name).flatMap(arrays)
    }
  }
}
