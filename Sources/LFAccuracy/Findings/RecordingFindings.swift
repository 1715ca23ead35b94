import LFCore
import LFElectrocardiogram

/// Systematic defects of an ECG: signs, exchanged electrodes, a scale, a delay.
enum RecordingFindings {
  private static let left = 0.5
  /// What leads do when two limb electrodes are exchanged: which golden lead, and with which sign, each shows.
  private static let exchanges: [(electrodes: String, leads: [String: (lead: String, sign: Double)])] = [
    (
      "RA and LA", ["I": ("I", -1), "II": ("III", 1), "III": ("II", 1), "aVR": ("aVL", 1), "aVL": ("aVR", 1)]
    ),
    (
      "RA and LL",
      ["I": ("III", -1), "II": ("II", -1), "III": ("I", -1), "aVR": ("aVF", 1), "aVF": ("aVR", 1)]
    ),
    (
      "LA and LL", ["I": ("II", 1), "II": ("I", 1), "III": ("III", -1), "aVL": ("aVF", 1), "aVF": ("aVL", 1)]
    ),
  ]

  static func find(
    _ comparison: ElectrocardiogramComparison, _ a: Electrocardiogram, _ b: Electrocardiogram, step: Double
  ) -> [Finding] {
    let flat = a.leads.indices.filter { isFlat(a.voltages[$0]) && !isFlat(b.voltages[$0]) }
    if !flat.isEmpty {
      let names = flat.map { a.leads[$0].singleLine }.joined(separator: ", ")
      return [
        Finding(
          .zero, .fault,
          "lead\(flat.count > 1 ? "s" : "") \(names) \(flat.count > 1 ? "are" : "is") constant where the golden ECG is not"
        )
      ]
    }
    if let exchange = limbs(a, b) ?? chest(a, b) { return [exchange] }
    let signs = a.leads.indices.filter { cosine(a.voltages[$0], b.voltages[$0]) < -0.5 }
    if !signs.isEmpty {
      let names = signs.map { a.leads[$0].singleLine }.joined(separator: ", ")
      return [Finding(.sign, .fault, "the sign of lead\(signs.count > 1 ? "s" : "") \(names) is flipped")]
    }
    var findings: [Finding] = []
    let factor = 1 / comparison.bestScale
    if comparison.bestScale > 0, abs(factor - 1) > 0.008,
      comparison.pooledScaled < left * left * comparison.pooled
    {
      let isUnit = abs(factor / 1000 - 1) < 0.2 || abs(factor / 0.001 - 1) < 0.2
      findings.append(
        Finding(
          isUnit ? .unit : .scale, .fault,
          "the whole ECG is \(factor < 0.01 ? factor.fixed(6) : factor.fixed(4)) times the golden one"
            + (isUnit ? ": another unit of voltage" : "")
            + "; without that a relative MSE of \(comparison.pooledScaled.percent()) would be left instead of"
            + " \(comparison.pooled.percent())"))
    }
    if findings.isEmpty, let delay = delay(a, b, comparison.pooled) {
      findings.append(
        Finding(
          .timing, .fault,
          "the ECG comes \(abs(Double(delay) * step).fixed(1)) ms \(delay > 0 ? "later" : "earlier") than the golden one"
        ))
    }
    return findings
  }

  private static func limbs(_ a: Electrocardiogram, _ b: Electrocardiogram) -> Finding? {
    for exchange in exchanges {
      var (direct, exchanged, flipped, count) = (0.0, 0.0, 0.0, 0)
      for (name, look) in exchange.leads {
        guard let mine = a.leads.firstIndex(of: name), let own = b.leads.firstIndex(of: name),
          let other = b.leads.firstIndex(of: look.lead)
        else { continue }
        direct += error(a.voltages[mine], b.voltages[own], 1)
        exchanged += error(a.voltages[mine], b.voltages[other], look.sign)
        flipped += error(a.voltages[mine], b.voltages[own], -1)
        count += 1
      }
      // Leads are alike: turned over they resemble each other's exchange too.
      if count >= 3, exchanged < min(0.25 * direct, flipped) {
        return Finding(
          .exchanged, .fault, "the electrodes \(exchange.electrodes) are exchanged, as the limb leads show")
      }
    }
    return nil
  }

  private static func chest(_ a: Electrocardiogram, _ b: Electrocardiogram) -> Finding? {
    for i in a.leads.indices {
      for j in a.leads.indices where j > i {
        let direct = error(a.voltages[i], b.voltages[i], 1) + error(a.voltages[j], b.voltages[j], 1)
        let crossed = error(a.voltages[i], b.voltages[j], 1) + error(a.voltages[j], b.voltages[i], 1)
        let flipped = error(a.voltages[i], b.voltages[i], -1) + error(a.voltages[j], b.voltages[j], -1)
        let size = error(b.voltages[i], b.voltages[j], 1)
        guard direct > 0.5 * size, crossed < min(0.1 * direct, flipped) else { continue }
        return Finding(
          .exchanged, .fault, "the leads \(a.leads[i].singleLine) and \(a.leads[j].singleLine) are exchanged")
      }
    }
    return nil
  }

  /// The delay in samples that explains most of the error, when it explains three quarters of it.
  private static func delay(_ a: Electrocardiogram, _ b: Electrocardiogram, _ pooled: Double) -> Int? {
    guard pooled > 1e-3, a.times.count > 20 else { return nil }
    let reach = min(a.times.count / 4, 200)
    var best: (shift: Int, error: Double) = (0, .infinity)
    for shift in -reach...reach {
      let range = max(0, shift)..<min(a.times.count, a.times.count + shift)
      var (gap, size) = (0.0, 0.0)
      for lead in a.leads.indices {
        for t in range {
          let d = a.voltages[lead][t] - b.voltages[lead][t - shift]
          gap += d * d
          size += b.voltages[lead][t - shift] * b.voltages[lead][t - shift]
        }
      }
      if size > 0, gap / size < best.error { best = (shift, gap / size) }
    }
    return best.shift != 0 && best.error < 0.25 * pooled ? best.shift : nil
  }

  /// Whether a lead is the same voltage at all times, but for rounding.
  private static func isFlat(_ v: [Double]) -> Bool {
    guard let least = v.min(), let most = v.max() else { return true }
    return most - least <= 1e-9 * max(abs(least), abs(most))
  }

  private static func error(_ a: [Double], _ b: [Double], _ sign: Double) -> Double {
    zip(a, b).reduce(0) { $0 + ($1.0 - sign * $1.1) * ($1.0 - sign * $1.1) }
  }

  private static func cosine(_ a: [Double], _ b: [Double]) -> Double {
    let (ab, aa, bb) = zip(a, b).reduce((0.0, 0.0, 0.0)) {
      ($0.0 + $1.0 * $1.1, $0.1 + $1.0 * $1.0, $0.2 + $1.1 * $1.1)
    }
    return aa > 0 && bb > 0 ? ab / (aa * bb).squareRoot() : 0
  }
}
