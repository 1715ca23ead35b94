import LFCore

/// Which of several arrays of one name belong to a time step of a file.
struct TimeStepChoice {
  /// The step, from 0; `nil` in files without steps.
  let step: Int?

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

  /// The array elements of a step: those without `TimeStep`, and of each other name the latest up to the step.
  func arrays(in parent: XMLElement) -> [XMLElement] {
    let arrays = parent.children.filter { $0.name == "DataArray" || $0.name == "Array" }
    guard let step else { return arrays }
    var chosen: [(element: XMLElement, since: Int)] = []
    var places: [String?: Int] = [:]
    for array in arrays {
      guard array["TimeStep"] != nil else {
        chosen.append((array, -1))
        continue
      }
      guard let since = array.latestStep(upTo: step) else { continue }
      let name = array["Name"]
      if let i = places[name] {
        if since >= chosen[i].since { chosen[i] = (array, since) }
      } else {
        places[name] = chosen.count
        chosen.append((array, since))
      }
    }
    return chosen.map(\.element)
  }
}
