import LFElectrocardiogram
import Testing

@Suite("Voltages of an activation")
struct TemplateVoltagesTests {
  @Test("follow the action potential at every point, also where there is none")
  func course() {
    // More points than the kernel does at a time.
    let up = (0..<1500).map { $0 % 97 == 5 ? Double.infinity : Double($0 % 120) }
    let down = up.map { $0 + 250 }
    let potential = ActionPotential()
    let source = TemplateVoltages(Activation(depolarisation: up, repolarisation: down), potential)
    for time in [-300, -16, 0, 33.3, 120, 251, 400, 2000.0] {
      let found = [Float](unsafeUninitializedCapacity: 1500) { buffer, count in
        source.fill(buffer, at: time)
        count = 1500
      }
      for p in up.indices {
        let expected =
          up[p].isFinite
          ? potential.voltage(at: time, depolarisation: up[p], repolarisation: down[p]) : potential.rest
        #expect(abs(Double(found[p]) - expected) < 1e-3)
      }
    }
  }
}
