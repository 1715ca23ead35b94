import LFCore
import LFLeadField
import Testing

@testable import LFAnatomy

@Suite("Electrodes on a torso of the population")
struct PlacementTests {
  @Test("lie on the skin, the chest's in order and near the heart", arguments: [21 as UInt64, 22, 23, 24])
  func standard(seed: UInt64) {
    let anatomy = TorsoAnatomy(seed: seed)
    let electrodes = anatomy.standardElectrodes()
    #expect(electrodes.map(\.name) == Electrode.standardNames)
    #expect(electrodes.allSatisfy { $0.origin == .placed })
    for d in anatomy.skin.signedDistances(at: electrodes.map(\.position)) { #expect(abs(d) < 0.01) }
    let x = Dictionary(uniqueKeysWithValues: electrodes.map { ($0.name, $0.position) })
    let order = ["V1", "V2", "V3", "V4", "V5", "V6"].compactMap { x[$0] }
    for (a, b) in zip(order, order.dropFirst()) { #expect(a.x < b.x) }
    guard let ra = x["RA"], let la = x["LA"], let ll = x["LL"], let rl = x["RL"], let v4 = x["V4"],
      let v2 = x["V2"]
    else { return }
    #expect(ra.x < rl.x + 80 && la.x > ll.x - 80 && ra.x < la.x && rl.x < ll.x)
    #expect(ra.z > v2.z + 80 && ll.z < v4.z - 80 && v4.z < v2.z)
    for place in order.prefix(4) {
      #expect(anatomy.heartDistances(at: [place])[0] < 110)
    }
  }

  @Test("for training are as many as asked for, on the skin, apart from each other, and the seed's own")
  func training() {
    let anatomy = TorsoAnatomy(seed: 25)
    let electrodes = anatomy.trainingElectrodes(count: 40, seed: 25)
    #expect(electrodes.count == 40)
    #expect(Set(electrodes.map(\.name)).count == 40)
    #expect(electrodes == anatomy.trainingElectrodes(count: 40, seed: 25))
    #expect(electrodes != anatomy.trainingElectrodes(count: 40, seed: 26))
    for d in anatomy.skin.signedDistances(at: electrodes.map(\.position)) { #expect(abs(d) < 0.01) }
    let spread = electrodes.dropFirst(10)
    for a in spread {
      for b in electrodes where a.name != b.name { #expect((a.position - b.position).length > 25) }
    }
    let gaps = zip(electrodes, anatomy.standardElectrodes()).map { ($0.position - $1.position).length }
    #expect(gaps.contains { $0 > 3 } && gaps.allSatisfy { $0 < 60 })
  }
}
