import LFLeadField

/// The standard names of electrodes, whichever way a file writes them.
enum ElectrodeNames {
  /// IEC 60601-2-25's codes of the limbs; the American ones stand in files of this tool.
  private static let limbs = ["R": "RA", "L": "LA", "F": "LL", "N": "RL"]

  /// The names with the ten standard ones in their usual form. IEC's chest codes C1…C6 are translated only
  /// beside the limbs R, L and F: alone they may as well number the electrodes of a vest.
  static func standardised(_ names: [String]) -> [String] {
    let upper = names.map { $0.uppercased() }
    let isIEC = Set(["R", "L", "F"]).isSubset(of: upper)
    return zip(names, upper).map { name, upper in
      if Electrode.standardNames.contains(upper) { return upper }
      if let limb = limbs[upper] { return limb }
      if isIEC, upper.count == 2, upper.first == "C", let digit = upper.last, ("1"..."6").contains(digit) {
        return "V\(digit)"
      }
      return name
    }
  }
}
