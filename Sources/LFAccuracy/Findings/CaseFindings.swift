import LFCore
import LFLeadField

/// What the two files say of themselves, and what is left when nothing simple explains an error.
enum CaseFindings {
  /// A prediction with its own electrodes may be so far off, on average, mm.
  private static let electrodeGap = 10.0
  /// A mean angle beyond this is no model's error that anybody would ship, degrees.
  private static let strange = 14.0

  static func find(
    _ prediction: LeadField, _ golden: LeadField, _ overall: FieldMeasures, isExplained: Bool
  ) -> [Finding] {
    var findings: [Finding] = []
    if prediction.conductivity.tissues != golden.conductivity.tissues {
      findings.append(
        Finding(
          .conductivities, .notice,
          "the prediction is for the conductivities \"\(prediction.conductivity.name)\", the golden lead field for"
            + " \"\(golden.conductivity.name)\""))
    }
    let gaps = golden.electrodes.compactMap { electrode in
      prediction.electrodes.first { $0.name == electrode.name }.map {
        ($0, ($0.position - electrode.position).length)
      }
    }
    let mean = gaps.reduce(0) { $0 + $1.1 } / Double(max(gaps.count, 1))
    if let worst = gaps.max(by: { $0.1 < $1.1 }), worst.1 > 1 {
      let isPlaced = gaps.contains { $0.0.origin == .placed }
      let text =
        "electrode \(worst.0.name.singleLine) is \(worst.1.fixed(1)) mm from where the golden case has it"
        + " (mean of all \(mean.fixed(1)) mm)"
      let isOther = mean > electrodeGap && !isPlaced
      findings.append(
        Finding(.otherPatient, isOther ? .fault : .notice, isOther ? text + ": another patient's?" : text))
    }
    if overall.angleMean > strange, !isExplained, findings.isSound {
      findings.append(
        Finding(
          .otherPatient, .notice,
          "no sign, exchange, scale or turn explains a mean angle of \(overall.angleMean.fixed(1))°: another patient's"
            + " field, or a coarse model"))
    }
    return findings
  }
}
