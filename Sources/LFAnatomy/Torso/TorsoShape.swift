/// A torso without arms and head: stacked sections, each two halves of superellipses, rounded at both ends.
///
/// In the chest frame (see ``AnatomyParameter``), mm.
public struct TorsoShape: Sendable {
  /// One horizontal section.
  struct Section {
    /// The middle, to the left.
    var middle: Double
    /// Where the section is widest, front to back.
    var widest: Double
    var halfWidth: Double
    /// From the widest place to the front.
    var front: Double
    /// From the widest place to the back.
    var back: Double
    var frontExponent: Double
    var backExponent: Double
  }

  /// The lower end.
  public let bottom: Double
  /// The upper end.
  public let top: Double
  /// The radius of the rounded ends.
  static let rounding = 18.0
  /// The height of the breasts' centres.
  let breastLevel: Double

  private let middle: MonotoneCurve
  private let halfWidth: MonotoneCurve
  private let front: MonotoneCurve
  private let back: MonotoneCurve
  private let frontExponent: MonotoneCurve
  private let backExponent: Double
  private let widestShare: Double
  private let breast: Double
  private let groove: Double
  private let breastAside: Double

  /// A torso of given parameters.
  ///
  /// - Parameter p: The parameters.
  public init(_ p: AnatomyParameters) {
    let height = p[.torsoHeight]
    let half = p[.chestDepth] / 2
    let (armpit, shoulder) = (p[.armpitLevel], p[.shoulderLevel])
    let waist = -p[.waistShare] * height
    let neck = max(0.46 * height, shoulder + 40)
    bottom = waist - 0.22 * height
    top = neck + 0.04 * height
    let slope = (shoulder + neck) / 2
    let waistFront = -half - p[.bellyForward]
    let hipDepth = p[.waistDepth] + p[.hipDepthGain]
    let hipFront = waistFront + 0.35 * (p[.waistDepth] - hipDepth)
    let widthOnSlope = p[.neckWidth] + p[.shoulderSquareness] * (p[.shoulderWidth] - p[.neckWidth])
    halfWidth = MonotoneCurve([
      (bottom, p[.hipWidth] / 2), (waist, p[.waistWidth] / 2), (0, p[.chestWidth] / 2),
      (armpit, p[.armpitShare] * p[.chestWidth] / 2), (shoulder, p[.shoulderWidth] / 2),
      (slope, widthOnSlope / 2), (neck, p[.neckWidth] / 2),
    ])
    let neckFront = -half * p[.neckFront] - p[.kyphosis]
    let neckBack = half * p[.neckBack] - p[.kyphosis]
    let share = shoulder / neck
    front = MonotoneCurve([
      (bottom, hipFront), (waist, waistFront), (0, -half),
      (shoulder, -half + p[.upperFront] * (neckFront + half)),
      (neck, neckFront),
    ])
    back = MonotoneCurve([
      (bottom, hipFront + hipDepth), (waist, waistFront + p[.waistDepth]), (0, half),
      (shoulder, half + share * share * share * (neckBack - half)), (neck, neckBack),
    ])
    middle = MonotoneCurve([
      (bottom, p[.lowerLean] * bottom), (waist, p[.lowerLean] * waist), (0, 0), (top, p[.upperLean] * top),
    ])
    frontExponent = MonotoneCurve([
      (waist, p[.bellyExponent]), (0, p[.chestExponent]), (shoulder, p[.chestExponent]), (neck, 2.2),
    ])
    backExponent = p[.backExponent]
    widestShare = p[.widestShare]
    breast = p[.breast]
    groove = p[.sternumGroove]
    breastAside = 0.235 * p[.chestWidth]
    breastLevel = 0.015 * height
  }

  /// The section at a height.
  func section(_ z: Double) -> Section {
    let (front, back) = (front(z), back(z))
    let widest = front + widestShare * (back - front)
    return Section(
      middle: middle(z), widest: widest, halfWidth: halfWidth(z), front: widest - front, back: back - widest,
      frontExponent: frontExponent(z), backExponent: backExponent)
  }

  /// How far the front stands out at a place, mm: breasts less the groove over the sternum.
  func relief(_ x: Double, _ z: Double, _ halfWidth: Double) -> Double {
    let u = (abs(x) - breastAside) / 48
    let v = (z - breastLevel) / (z < breastLevel ? 34 : 55)
    let s = x / 24
    let t = (z - 30) / 75
    let bump = breast == 0 ? 0 : breast * Trigonometry.exponential(-u * u - v * v)
    return bump - groove * Trigonometry.exponential(-s * s - t * t)
  }

  /// The section's gauge: below 1 inside, 1 on the outline, growing along every ray from the widest place's middle.
  func gauge(_ x: Double, _ y: Double, _ z: Double, _ section: Section) -> Double {
    let u = abs(x - section.middle) / section.halfWidth
    let dy = y - section.widest
    if dy < 0 {
      let v = -dy / (section.front + relief(x - section.middle, z, section.halfWidth))
      let n = section.frontExponent
      return Trigonometry.power(Trigonometry.power(u, n) + Trigonometry.power(v, n), 1 / n)
    }
    let n = section.backExponent
    return Trigonometry.power(
      Trigonometry.power(u, n) + Trigonometry.power(dy / section.back, n), 1 / n)
  }

  /// Distance to the sides to first order near them, mm: the ends are left out. What fits are made with.
  func sideDistance(_ p: SIMD3<Double>) -> Double {
    let section = section(p.z)
    let value = gauge(p.x, p.y, p.z, section)
    let h = 0.5
    let gx = gauge(p.x + h, p.y, p.z, section) - value
    let gy = gauge(p.x, p.y + h, p.z, section) - value
    let gz = gauge(p.x, p.y, p.z + h, self.section(p.z + h)) - value
    let slope = (gx * gx + gy * gy + gz * gz).squareRoot() / h
    return (value - 1) / max(slope, 1e-3)
  }
}
