extension TorsoAnatomy {
  /// The closed surfaces of all parts, none of which runs through another.
  ///
  /// Each is made on a lattice of its own. A coarse one leaves more of a thin part's or a narrow gap's shape out than lies
  /// between two surfaces (lungs keep 3 mm from the heart), so those that cross are made anew, finer, down to a third of
  /// their width.
  ///
  /// - Parameters:
  ///   - resolution: All usual widths are divided by this.
  ///   - muscle: The muscle's surface, mm: that of the heart's mesh.
  /// - Returns: One surface a part, mm.
  public func surfaces(
    resolution: Double = 1, muscle: TriangleSurface
  ) -> [(part: Part, surface: TriangleSurface)] {
    var widths: [Part: Double] = [:]
    var surfaces: [Part: TriangleSurface] = [.muscle: muscle]
    for part in Part.allCases where part != .muscle {
      let width = part.usualSpacing / resolution
      widths[part] = width
      surfaces[part] = surface(of: part, spacing: width)
    }
    // The outer surfaces of heart and muscle are one, and so are the walls of muscle and cavities.
    let pairs: [(Part, Part)] = [
      (.lungs, .muscle), (.lungs, .epicardium), (.lungs, .skin), (.epicardium, .skin), (.muscle, .skin),
      (.leftCavity, .epicardium), (.rightCavity, .epicardium), (.leftCavity, .rightCavity),
    ]
    let coarsest = widths
    var suspects = pairs
    while true {
      var finer: Set<Part> = []
      for (one, other) in suspects {
        guard let a = surfaces[one], let b = surfaces[other], SelfIntersection.between(a, b) != nil else {
          continue
        }
        for part in [one, other] {
          guard let width = widths[part], let widest = coarsest[part], width > widest / 3 else { continue }
          finer.insert(part)
        }
      }
      guard !finer.isEmpty else { break }
      for part in finer {
        let width = (widths[part] ?? part.usualSpacing) * 0.8
        widths[part] = width
        surfaces[part] = surface(of: part, spacing: width)
      }
      suspects = pairs.filter { finer.contains($0.0) || finer.contains($0.1) }
    }
    return Part.allCases.compactMap { part in surfaces[part].map { (part, $0) } }
  }
}
