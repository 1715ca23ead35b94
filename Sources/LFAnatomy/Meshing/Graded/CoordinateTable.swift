/// Numbers the lattice places that occur, in the order of their first occurrence.
///
/// A place is three integer coordinates below 2²⁰, packed 21 bits each.
struct CoordinateTable {
  private(set) var places: [UInt64] = []
  private var slots: [Int32]
  private var mask: Int

  init(capacity: Int = 1 << 12) {
    var size = 16
    while size < 2 * capacity { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    mask = size - 1
  }

  private static func hash(_ place: UInt64) -> Int {
    var z = place &* 0x9E37_79B9_7F4A_7C15
    z ^= z >> 32
    return Int(truncatingIfNeeded: z & 0x7FFF_FFFF)
  }

  /// The number of a place, given now if it is new.
  mutating func number(_ place: UInt64) -> Int32 {
    var slot = Self.hash(place) & mask
    while true {
      let entry = slots[slot]
      if entry < 0 { break }
      if places[Int(entry)] == place { return entry }
      slot = (slot + 1) & mask
    }
    let number = Int32(places.count)
    slots[slot] = number
    places.append(place)
    if 2 * places.count > slots.count { grow() }
    return number
  }

  /// Whether a place has a number.
  func contains(_ place: UInt64) -> Bool {
    var slot = Self.hash(place) & mask
    while slots[slot] >= 0 {
      if places[Int(slots[slot])] == place { return true }
      slot = (slot + 1) & mask
    }
    return false
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: 2 * slots.count)
    mask = slots.count - 1
    for (number, place) in places.enumerated() {
      var slot = Self.hash(place) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(number)
    }
  }
}
