import LFCore
import LFElectrocardiogram
import LFMesh
import LFTestSupport
import Testing

@Suite("Activation times that meshes carry")
struct ActivationArraysTests {
  /// A small box with times at its points.
  private func mesh(_ arrays: [String: [Double]], unit: String? = nil) -> Mesh {
    var mesh = BoxMesh.tetrahedra(cells: [1, 1, 1], side: 10)
    for (name, values) in arrays.sorted(by: { $0.key < $1.key }) {
      mesh.pointData.arrays.append(DataArray(name, .float64(values)))
    }
    if let unit { mesh.fieldData = [DataArray(ActivationArrays.unitName, .string([unit]))] }
    return mesh
  }

  private let times = [0, 10, 20, 30, 40, 50, 60, 70.0]

  @Test("are found by their usual names in any case, or by the name told")
  func names() throws {
    #expect(try ActivationArrays(of: mesh(["LAT": times]), .init(), unit: nil).depolarisation == times)
    let odd = mesh(["mine": times, "LAT": times.map { $0 + 1 }])
    #expect(try ActivationArrays(of: odd, .init(depolarisation: "mine"), unit: nil).depolarisation == times)
    #expect(!ActivationArrays.carried(by: mesh(["mine": times])))
    let error = #expect(throws: LFError.self) {
      try ActivationArrays(of: odd, .init(depolarisation: "none"), unit: nil)
    }
    #expect(error?.code == .badData && error?.message.contains("none") == true)
  }

  @Test("come in any unit: told, stated, or the only one possible")
  func units() throws {
    let seconds = mesh(["activation": times.map { $0 / 1000 }])
    let guessed = try ActivationArrays(of: seconds, .init(), unit: nil)
    #expect(guessed.assumed == .seconds)
    for (a, b) in zip(guessed.depolarisation, times) { #expect(abs(a - b) < 1e-9) }
    let stated = try ActivationArrays(of: mesh(["activation": times], unit: "us"), .init(), unit: nil)
    #expect(stated.assumed == nil && abs(stated.depolarisation[7] - 0.07) < 1e-12)
    #expect(
      try ActivationArrays(of: mesh(["activation": times], unit: "us"), .init(), unit: .milliseconds)
        .depolarisation == times)
    #expect(throws: LFError.self) {
      try ActivationArrays(of: mesh(["activation": times], unit: "h"), .init(), unit: nil)
    }
    #expect(throws: LFError.self) {
      try ActivationArrays(of: mesh(["activation": times]), .init(), unit: .seconds)
    }
    // 3 of anything is no time that a heart takes.
    #expect(throws: LFError.self) {
      try ActivationArrays(of: mesh(["activation": times.map { $0 * 3 / 70 }]), .init(), unit: nil)
    }
  }

  @Test("that are never are infinite and counted", arguments: [Double.nan, .infinity, -1])
  func unreached(_ never: Double) throws {
    var some = times
    some[3] = never
    let arrays = try ActivationArrays(of: mesh(["activation": some]), .init(), unit: nil)
    #expect(arrays.unreached == 1 && arrays.depolarisation[3] == .infinity && arrays.depolarisation[4] == 40)
    let error = #expect(throws: LFError.self) {
      try ActivationArrays(of: mesh(["activation": times.map { _ in never }]), .init(), unit: nil)
    }
    #expect(error?.message == "activates no point")
  }

  @Test("must come before repolarisation")
  func repolarisation() throws {
    let good = mesh(["activation": times, "rep": times.map { $0 + 250 }])
    #expect(try ActivationArrays(of: good, .init(), unit: nil).repolarisation?[2] == 270)
    var ends = times.map { $0 + 250 }
    ends[5] = 49
    let error = #expect(throws: LFError.self) {
      try ActivationArrays(of: mesh(["activation": times, "rep": ends]), .init(), unit: nil)
    }
    #expect(error?.message.contains("point 5") == true)
  }

  @Test(
    "that no beat has are refused by array, point and value, however large",
    arguments: [1e5, 1e10, 1e20, 1e300])
  func garbage(_ value: Double) throws {
    var (late, ends) = (times, times.map { $0 + 250 })
    (late[6], ends[5]) = (value, value)
    for (arrays, point) in [
      (["activation": times, "repolarisation": ends], 5), (["activation": late, "repolarisation": late], 6),
    ] {
      let array = point == 5 ? "repolarisation" : "activation"
      let source = mesh(arrays)
      for read in [
        { _ = try ActivationArrays(of: source, .init(), unit: .milliseconds) },
        { _ = try Activation(of: source) },
      ] {
        let error = #expect(throws: LFError.self) { try read() }
        #expect(error?.code == .badData && error?.place.element == "point array \"\(array)\"")
        #expect(error?.message.contains("has \(value) at point \(point), ") == true)
      }
    }
  }

  @Test(
    "may be anything in points of no tetrahedron and ends in points never activated: a beat is no longer for them"
  )
  func unused() throws {
    let box = mesh([:])
    guard case .unstructured(var grid) = box.geometry else { throw LFError(.internalFault, "no grid") }
    grid.points = DataArray(
      "Points", components: 3, .float64(try #require(grid.points.values.doubles()) + [50, 50, 50]))
    var source = Mesh(.unstructured(grid))
    var (starts, ends) = (times + [-1e12], times.map { $0 + 250 } + [1e20])
    source.pointData.arrays = [
      DataArray("activation", .float64(starts)), DataArray("repolarisation", .float64(ends)),
    ]
    func length(_ activation: Activation) -> Int { activation.beat(step: 1, ActionPotential()).count }
    let rest = Activation(depolarisation: times, repolarisation: times.map { $0 + 250 })
    #expect(length(try #require(try Activation(of: source))) == length(rest))
    var diagnostics = Diagnostics()
    var muscle = try HeartMuscle(source, fibres: .none, beside: nil, diagnostics: &diagnostics)
    func beat() throws -> HeartBeat {
      try HeartBeat(
        carriedBy: source, .init(), unit: .milliseconds, on: &muscle, .init(), diagnostics: &diagnostics)
    }
    #expect(length(try beat().activation) == length(rest))
    #expect(diagnostics.warnings.isEmpty)
    // The last point of the box is never activated: it never repolarises either, whatever is written there.
    (starts[7], ends[7]) = (.nan, 1e20)
    source.pointData.arrays = [
      DataArray("activation", .float64(starts)), DataArray("repolarisation", .float64(ends)),
    ]
    #expect(length(try beat().activation) == length(rest) - 10)
    #expect(diagnostics.warnings == ["1 of 8 points are never activated: they stay at rest"])
  }

  @Test("are negative where they say so: only −1 alone is openCARP's never")
  func negative() throws {
    var some = times
    (some[0], some[3]) = (-2, -1)
    let arrays = try ActivationArrays(of: mesh(["activation": some]), .init(), unit: nil)
    #expect(arrays.unreached == 0 && arrays.depolarisation == some)
    some[3] = -3
    #expect(try ActivationArrays(of: mesh(["activation": some]), .init(), unit: nil).unreached == 0)
  }
}
