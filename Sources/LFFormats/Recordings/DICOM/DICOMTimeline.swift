import LFCore
import LFRecording

/// Puts groups of channels of one rate on one axis of samples; a lead is invalid where no group has it.
struct DICOMTimeline {
  private var leads: [ECGRecording.Lead] = []
  /// The first sample of each lead.
  private var starts: [Int] = []
  private var places: [String: Int] = [:]
  private var range: Range<Int>
  private let bytes: Int

  /// Begins with a group, whose leads may share names.
  ///
  /// - Parameters:
  ///   - group: The leads; at least one.
  ///   - start: Their first sample.
  ///   - bytes: Bytes of the samples of all groups: memory grows with them, not with what offsets claim.
  init(_ group: [ECGRecording.Lead], at start: Int, bytes: Int) {
    self.bytes = bytes
    range = start..<(start + (group.first?.samples.count ?? 0))
    for lead in group { append(lead, at: start) }
  }

  private mutating func append(_ lead: ECGRecording.Lead, at start: Int) {
    if places[lead.name] == nil { places[lead.name] = leads.count }
    leads.append(lead)
    starts.append(start)
  }

  /// Adds a group. A lead that is there already goes on, if the samples are the same where both have one.
  ///
  /// - Parameters:
  ///   - group: The leads; at least one.
  ///   - start: Their first sample.
  /// - Returns: `false` when they have no place, and nothing is added.
  mutating func add(_ group: [ECGRecording.Lead], at start: Int) -> Bool {
    let known = group.map { places[$0.name] }
    guard known.allSatisfy({ $0 == nil }) || Set(group.map(\.name)).count == group.count else { return false }
    guard zip(group, known).allSatisfy({ lead, at in at.map { agrees(lead, at: start, with: $0) } ?? true })
    else { return false }
    let end = start + (group.first?.samples.count ?? 0)
    let wider = min(range.lowerBound, start)..<max(range.upperBound, end)
    do throws(LFError) {
      try RecordingChecks.allow(samples: wider.count, leads: leads.count + group.count, bytes: bytes)
    } catch { return false }
    range = wider
    for (lead, at) in zip(group, known) {
      if let at { unite(lead, at: start, with: at) } else { append(lead, at: start) }
    }
    return true
  }

  /// All leads from the first sample of any to the last, and which sample that first one is.
  func aligned() -> (leads: [ECGRecording.Lead], first: Int) {
    let all = zip(leads, starts).map { lead, start -> ECGRecording.Lead in
      guard start > range.lowerBound || lead.samples.count < range.count else { return lead }
      var whole = lead
      whole.samples = [Double](repeating: .nan, count: start - range.lowerBound) + lead.samples
      whole.samples += [Double](repeating: .nan, count: range.count - whole.samples.count)
      return whole
    }
    return (all, range.lowerBound)
  }

  private func agrees(_ lead: ECGRecording.Lead, at start: Int, with index: Int) -> Bool {
    let (other, begin) = (leads[index], starts[index])
    guard lead.unit == other.unit else { return false }
    let step = max(lead.grid?.step ?? 0, other.grid?.step ?? 0)
    let common =
      max(
        start, begin)..<max(
        min(start + lead.samples.count, begin + other.samples.count), max(start, begin))
    return common.allSatisfy {
      let difference = lead.samples[$0 - start] - other.samples[$0 - begin]
      return difference.isNaN || abs(difference) <= step
    }
  }

  private mutating func unite(_ lead: ECGRecording.Lead, at start: Int, with index: Int) {
    if lead.grid != leads[index].grid { leads[index].grid = nil }
    let before = starts[index] - start
    if before > 0 {
      leads[index].samples.insert(contentsOf: repeatElement(.nan, count: before), at: 0)
      starts[index] = start
    }
    let shift = start - starts[index]
    let missing = shift + lead.samples.count - leads[index].samples.count
    if missing > 0 { leads[index].samples.append(contentsOf: repeatElement(.nan, count: missing)) }
    for (i, value) in lead.samples.enumerated() where leads[index].samples[shift + i].isNaN {
      leads[index].samples[shift + i] = value
    }
  }
}
