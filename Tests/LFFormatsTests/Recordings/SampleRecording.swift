import LFRecording
import LFTestSupport

/// Recordings to write and read again.
enum SampleRecording {
  /// Twelve leads of waves as a computation gives them, I and II free and the others as they follow.
  static func twelve(samples: Int = 250, rate: Double = 500, seed: UInt64 = 1) -> ECGRecording {
    var random = SplitMix(seed: seed)
    let one = (0..<samples).map { _ in random.number(-1.5...1.5) }
    let two = (0..<samples).map { _ in random.number(-1.5...1.5) }
    func from(_ f: (Double, Double) -> Double) -> [Double] { zip(one, two).map(f) }
    var leads = [
      ECGRecording.Lead("I", samples: one), .init("II", samples: two),
      .init("III", samples: from { $1 - $0 }), .init("aVR", samples: from { -($0 + $1) / 2 }),
      .init("aVL", samples: from { $0 - $1 / 2 }), .init("aVF", samples: from { $1 - $0 / 2 }),
    ]
    for i in 1...6 { leads.append(.init("V\(i)", samples: (0..<samples).map { _ in random.number(-3...3) })) }
    return ECGRecording(leads: leads, samplingRate: rate)
  }

  /// Leads of random number, integers, rates and invalid samples.
  static func random(_ seed: UInt64) -> ECGRecording {
    var random = SplitMix(seed: seed)
    let rate = [100.0, 250, 360, 500, 512, 977, 1000][Int(random.next() % 7)]
    let samples = 1 + Int(random.next() % 700)
    let names = LeadName.standard + ["MLII", "X", "Resp"]
    let count = 1 + Int(random.next() % 12)
    let start = Int(random.next() % 4)
    let step = [0.001, 0.005, 0.0025, 0.00488][Int(random.next() % 4)]
    return ECGRecording(
      leads: (0..<count).map { i in
        let values = (0..<samples).map { _ -> Double in
          random.next() % 50 == 0 ? .nan : Double(Int(random.next() % 4001) - 2000) * step
        }
        return .init(names[start + i], samples: values, grid: SampleGrid(step: step))
      }, samplingRate: rate)
  }
}
