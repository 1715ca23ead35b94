import LFAnatomy
import LFCore
import LFShapeCode

/// Whether a heart that fits badly would fit far better in another frame: read in the wrong one it lies turned round or
/// mirrored, and the inference finds some pose for it all the same.
struct FrameDoubt {
  /// The axes in which the heart fits far better.
  let frame: String
  /// The mean distance of its surface then, mm.
  let residual: Double

  /// Hearts within this of the decoded one are not doubted, mm.
  private static let questionable = 1.4
  /// What is left of the distance in the right frame, at most.
  private static let share = 0.7
  /// The signs of x and y that files' frames differ by: RAS, RPS, LAS for LPS.
  private static let others = [SIMD3(-1.0, -1, 1), SIMD3(-1.0, 1, 1), SIMD3(1.0, -1, 1)]

  /// Looks at a heart in other frames when it fits badly.
  ///
  /// - Parameters:
  ///   - sample: Places of its surface, its centre at the origin, mm.
  ///   - found: What was inferred of it.
  ///   - inference: What inferred it.
  ///   - read: The frame that it was read in.
  init?(
    _ sample: [SIMD3<Double>], _ found: HeartInference.Result, _ inference: HeartInference,
    read: AnatomicalFrame
  ) {
    guard found.meanResidual > Self.questionable else { return nil }
    // A third of the places is enough to tell turned hearts apart.
    let few = stride(from: 0, to: sample.count, by: 3).map { sample[$0] }
    let residuals = Parallel.map(Self.others.count) { i in
      inference.infer(few.map { $0 * Self.others[i] }).meanResidual
    }
    guard let best = residuals.indices.min(by: { residuals[$0] < residuals[$1] }),
      residuals[best] < Self.share * found.meanResidual
    else { return nil }
    residual = residuals[best]
    let signs = Self.others[best]
    frame = String(
      read.letters.map { letter in
        switch letter {
        case "L" where signs.x < 0: "R"
        case "R" where signs.x < 0: "L"
        case "P" where signs.y < 0: "A"
        case "A" where signs.y < 0: "P"
        default: letter
        }
      })
  }
}
