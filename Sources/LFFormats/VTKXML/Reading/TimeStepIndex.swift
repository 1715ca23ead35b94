/// The arrays inside an element by time step: sorted once, since each step of a file asks.
struct TimeStepIndex {
  /// What stands for one array, in file order: the elements of its name, each with a step from which it holds.
  private var groups: [[(since: Int, array: XMLElement)]] = []

  init(_ parent: XMLElement) {
    var places: [String?: Int] = [:]
    for array in parent.children where TimeStepChoice.isArray(array) {
      guard let text = array["TimeStep"] else {
        groups.append([(-1, array)])
        continue
      }
      let steps = text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }.map { ($0, array) }
      let name = array["Name"]
      if let place = places[name] {
        groups[place] += steps
      } else {
        places[name] = groups.count
        groups.append(steps)
      }
    }
    // The sort is stable: of two elements of one step the later one in the file comes last, and is chosen.
    for group in groups.indices { groups[group].sort { $0.since < $1.since } }
  }

  /// Of each array the latest element up to a step.
  func arrays(at step: Int) -> [XMLElement] {
    groups.compactMap { group in
      var (low, high) = (0, group.count)
      while low < high {
        let middle = (low + high) / 2
        if group[middle].since <= step { low = middle + 1 } else { high = middle }
      }
      return low > 0 ? group[low - 1].array : nil
    }
  }
}
