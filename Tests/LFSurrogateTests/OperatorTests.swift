import Foundation
import LFAnatomy
import LFCore
import LFLeadField
import LFNetwork
import LFShapeCode
import LFSolve
import LFSurrogate
import Testing

@Suite struct OperatorTests {
  private let shape: ShapeModel
  private let features: AnatomyFeatures

  init() throws {
    let model = try SurrogateModel.embedded()
    shape = try #require(model.shapes[model.operatorShape])
    let n = shape.prior.layout.count
    let code = AnatomyCode(
      layout: shape.prior.layout, values: Array(shape.prior.mean[..<n]),
      covariance: SymmetricMatrix(n, diagonal: 1),
      origin: SIMD3(3, -2, 5), torsoUncertainty: 0.4)
    features = AnatomyFeatures(DecodedAnatomy(shape.decoder, code), shape.prior)
  }

  /// An operator of random weights.
  private func random() -> LeadFieldOperator {
    var source = RandomSource(seed: 1, stream: 9)
    let network = DenseNetwork(
      widths: [AnatomyFeatures.count(shape.prior.layout), 24, 20, LeadFieldOperator.outputs],
      normal: { source.normal() })
    let n = AnatomyFeatures.placeCount + AnatomyFeatures.codeCount(shape.prior.layout)
    let tensor = DenseNetwork(widths: [n, 12, 9], normal: { source.normal() })
    return LeadFieldOperator(
      network: network, tensor: tensor, profile: RadialProfile(shares: [1, 2, 4], conductivity: 0.2),
      conductivity: .standard, calibration: SIMD2(1.5, 2.5))
  }

  @Test func deviationsAreCalibratedByWhatTold() {
    var alone = features.anatomy.code
    alone.torsoUncertainty = 0.9
    let ofHeart = AnatomyFeatures(DecodedAnatomy(shape.decoder, alone), shape.prior)
    var plain = random()
    plain.calibration = SIMD2(1, 1)
    for (known, factor) in [(features, Float(1.5)), (ofHeart, 2.5)] {
      let at = ([SIMD3(10.0, 5, -20)], [SIMD3(20.0, -110, 30)])
      let found = random().predict(known, at: at.0, electrodes: at.1)
      let raw = plain.predict(known, at: at.0, electrodes: at.1)
      #expect(abs(found.deviation[0] / raw.deviation[0] - factor) < 1e-5)
      #expect(found.gradient == raw.gradient)
    }
  }

  @Test func theFirstLayerTakenApartIsTheWholeNetwork() {
    let item = random()
    let places = (0..<500).map { i -> SIMD3<Double> in
      let x = Double(i % 50) - 20
      let y = Double(i % 7) * 6 - 15
      return SIMD3(x, y, Double(i) / 10 - 20)
    }
    let electrodes = [SIMD3(20.0, -110, 30), SIMD3(-150.0, 20, 200)]
    let found = item.predict(features, at: places, electrodes: electrodes)
    let ofPlaces = features.places(places)
    let ofElectrodes = features.electrodes(electrodes)
    let (p, e) = (AnatomyFeatures.placeCount, AnatomyFeatures.electrodeCount)
    for (j, electrode) in electrodes.enumerated() {
      for i in stride(from: 0, to: places.count, by: 37) {
        var pair = [Float](repeating: 0, count: AnatomyFeatures.pairCount)
        let normal = SIMD3(ofElectrodes[e * j + 11], ofElectrodes[e * j + 12], ofElectrodes[e * j + 13])
        let place = Array(ofPlaces[(p * i)..<(p * (i + 1))])
        let r = features.pair(places[i], electrode, normal: normal, place, into: &pair)
        let row =
          place + Array(ofElectrodes[(e * j)..<(e * (j + 1))]) + features.code + pair
        let output = item.network(row)
        let vector = LeadFieldOperator.vector(output, pair: pair, place: place)
        let pseudo = item.profile.pseudo(r)
        let tensor = item.tensor(place + features.code)
        let smooth = (0..<3).map { item.profile.share(r) * Double(vector[$0]) - Double(pair[$0]) }
        for axis in 0..<3 {
          let turned = (0..<3).reduce(smooth[axis]) { $0 + Double(tensor[3 * axis + $1]) * smooth[$1] }
          let wanted = pseudo * turned
          #expect(abs(Double(found.gradient[3 * (j * places.count + i) + axis]) - wanted) < 1e-3 * pseudo)
        }
        let ofPoint = 1000 / (4 * Double.pi * 0.2 * r)
        let potential = ofPoint * (1 + Double(output[LeadFieldOperator.outputs - 2]))
        #expect(abs(Double(found.potential[j * places.count + i]) - potential) < 1e-3 * ofPoint)
        #expect(found.deviation[j * places.count + i] > 0)
      }
    }
  }

  @Test func withoutANetworkThePseudoLeadFieldIsLeft() {
    var item = random()
    for i in item.network.parameters.indices { item.network.parameters[i] = 0 }
    for i in item.tensor.parameters.indices { item.tensor.parameters[i] = 0 }
    let found = item.predict(features, at: [SIMD3(10, 0, 0)], electrodes: [SIMD3(10, -100, 0)])
    // 1/(4π · 0.2 S/m · (0.1 m)²), away from the electrode it falls: the gradient points back to it.
    #expect(abs(found.potential[0] - 3.978_873_6) < 1e-4)
    #expect(abs(found.gradient[1] + 39.788_736) < 1e-3)
    #expect(abs(found.gradient[0]) < 1e-4 && abs(found.gradient[2]) < 1e-4)
  }

  @Test func aModelComesBackFromItsFile() throws {
    var model = try SurrogateModel.embedded()
    model.operators["standard"] = random()
    model.expansions["standard"]?.calibration.surfaces = .init(
      skin: 0.75, lungs: 0.5, both: 0.25, wholes: SIMD2(0.5, 0.75))
    model.expansions["homogeneous"]?.calibration.surfaces = nil
    let path = FileManager.default.temporaryDirectory.path + "/model-\(UUID().uuidString).nc"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try model.write(to: path)
    let back = try SurrogateModel(MappedFile(path))
    #expect(back.operators["standard"] == model.operators["standard"])
    #expect(back.operatorShape == model.operatorShape && back.defaultShape == model.defaultShape)
    #expect(back.history == model.history)
    for (name, one) in model.shapes { #expect(back.shapes[name]?.prior == one.prior) }
    #expect(
      back.shapes["parametric"]?.decoder as? ParametricDecoder == model.shapes["parametric"]?.decoder
        as? ParametricDecoder)
    for name in ["standard", "homogeneous"] {
      #expect(back.expansions[name]?.calibration == model.expansions[name]?.calibration)
    }
    let places: [Float] = [10, 20, -5, 0, 0, 0]
    let code = [Float](repeating: 0.5, count: shape.decoder.heartComponents)
    for (a, b) in zip(
      try #require(back.shapes[back.operatorShape]).decoder.heart(places, code),
      shape.decoder.heart(places, code))
    {
      #expect(abs(a - b) < 0.01)
    }
    // Any byte changed behind the header is found out, any cut too.
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    bytes[bytes.count / 2] ^= 1
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: LFError.self) { try SurrogateModel(MappedFile(path)) }
    #expect(error?.code == .badData)
    try Data(bytes[..<(bytes.count / 2)]).write(to: URL(fileURLWithPath: path))
    #expect(throws: LFError.self) { try SurrogateModel(MappedFile(path)) }
  }

  @Test func anotherFileIsNoModel() throws {
    let path = FileManager.default.temporaryDirectory.path + "/model-\(UUID().uuidString).nc"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("CDF\u{5}nothing".utf8).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: LFError.self) { try SurrogateModel(MappedFile(path)) }
    #expect(error?.code == .badData)
  }

  @Test func unknownConductivitiesAreRefused() throws {
    let model = SurrogateModel(shapes: [:], defaultShape: "", operators: ["standard": random()], history: [])
    #expect(try model.leadFieldOperator(for: .standard).conductivity == .standard)
    let odd = ConductivityModel(name: "mine", tissues: ["torso": 0.2, "lungs": 0.1])
    let error = #expect(throws: LFError.self) { try model.leadFieldOperator(for: odd) }
    #expect(error?.message.contains("standard") == true)
  }
}
