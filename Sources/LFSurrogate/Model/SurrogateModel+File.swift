public import LFCore
import LFFormats
import LFLeadField
import LFMesh
import LFNetwork
import LFShapeCode
import LFSolve

extension SurrogateModel {
  /// What a model's file says that it is, and of which version.
  public static let contract = "lfconvert surrogate model 1"
  private static let contractName = "surrogate_contract"

  /// Writes the model by `Formats/surrogate-model`.
  ///
  /// - Parameter path: The file.
  /// - Throws: `LFError` with code `cannotCreate`.
  public func write(to path: String) throws(LFError) {
    var table = NetCDFTable()
    table.attributes = [
      Self.contractName: Self.contract, "title": "Surrogate of the ECG lead field",
      "Conventions": "CF-1.11", "default_shape": defaultShape,
      "operator_shape": operatorShape, "history": history.joined(separator: "\n"),
    ]
    for (name, shape) in shapes {
      table.put(shape.prior, name)
      if let linear = shape.decoder as? LinearDecoder {
        table.put(linear.heart, "\(name)_heart")
        table.put(linear.torso, "\(name)_torso")
      } else if let neural = shape.decoder as? NeuralDecoder {
        table.put(neural.heart, "\(name)_heart")
        table.put(neural.torso, "\(name)_torso")
      } else if let parametric = shape.decoder as? ParametricDecoder {
        table.put(parametric.scales, "\(name)_torso")
      }
    }
    for (name, item) in operators {
      table.put(item.network, "operator_\(name)")
      table.put(item.tensor, "operator_\(name)_tensor")
      table.variables["operator_\(name)_profile"] = .init(
        ["operator_\(name)_knot"], [item.profile.shares.count], .float32(item.profile.shares),
        [
          "long_name": "size of the gradient over that of the pseudo lead field, every 12 mm of distance",
          "units": "1",
        ])
      table.variables["operator_\(name)_calibration"] = .init(
        ["told"], [2], .float64([item.calibration.x, item.calibration.y]),
        ["long_name": "factor on the expected error: electrodes told, heart only", "units": "1"])
      for (tissue, value) in item.conductivity.tissues {
        table.variables["operator_\(name)_conductivity_\(tissue)"] = .init(
          [], [], .float64([value]), ["units": "S m-1"])
      }
    }
    for (name, item) in expansions {
      for (number, member) in item.members.enumerated() { table.put(member, "harmonics_\(name)_\(number)") }
      table.variables["harmonics_\(name)_degree"] = .init(
        [], [], .int32([Int32(item.degree)]), ["long_name": "highest degree of the harmonics"])
      table.variables["harmonics_\(name)_calibration"] = .init(
        ["told"], [2], .float64([item.calibration.electrodes, item.calibration.heartOnly]),
        ["long_name": "factor on the usual error: electrodes told, heart only", "units": "1"])
      if let known = item.calibration.surfaces {
        table.variables["harmonics_\(name)_calibration_surfaces"] = .init(
          ["surface"], [3], .float64([known.skin, known.lungs, known.both]),
          ["long_name": "factor on the usual error: skin, lungs, both told beside electrodes", "units": "1"])
        table.variables["harmonics_\(name)_calibration_wholes"] = .init(
          ["part"], [2], .float64([known.wholes.x, known.wholes.y]),
          [
            "long_name": "share of their parts' variance that the whole skin and the whole lungs take",
            "units": "1",
          ])
      }
      for (tissue, value) in item.conductivity.tissues {
        table.variables["harmonics_\(name)_conductivity_\(tissue)"] = .init(
          [], [], .float64([value]), ["units": "S m-1"])
      }
    }
    table.attributes["digest"] = try Self.digest(of: table)
    try table.write(to: path)
  }

  /// Reads a model.
  ///
  /// - Parameter file: The file.
  /// - Throws: `LFError` with code `badData`: no model, of another version, changed since it was written.
  public init(_ file: MappedFile) throws(LFError) {
    let table = try NetCDFTable(file, wanted: (Self.contractName, Self.contract))
    do throws(LFError) {
      let digest = try Self.digest(of: table)
      guard table.attributes["digest"] == digest else {
        throw LFError(
          .badData, "is not as it was written: its contents do not have the digest that it states",
          hint: "get the model again")
      }
      self.init(
        shapes: [:], defaultShape: table.attributes["default_shape"] ?? "",
        operatorShape: table.attributes["operator_shape"], operators: [:],
        history: (table.attributes["history"] ?? "").split(separator: "\n").map(String.init))
      for name in ["linear", "neural", "parametric"] where table.variables["\(name)_prior_mean"] != nil {
        let decoder: any ShapeDecoder
        if name == "linear" {
          let heart = try table.gridPart("linear_heart", surfaces: 3)
          decoder = LinearDecoder(heart: heart, torso: try table.gridPart("linear_torso", surfaces: 2))
        } else if name == "parametric" {
          // Its heart is the linear decoder's.
          guard let linear = shapes["linear"]?.decoder as? LinearDecoder else {
            throw LFError(.badData, "has a parametric decoder without the linear one, whose heart it uses")
          }
          decoder = ParametricDecoder(heart: linear.heart, scales: try table.scales("parametric_torso"))
        } else {
          let heart = try table.network("neural_heart", outputs: 3)
          decoder = NeuralDecoder(heart: heart, torso: try table.network("neural_torso", outputs: 2))
        }
        shapes[name] = ShapeModel(decoder, try table.prior(name, CodeLayout(decoder)))
      }
      guard let shape else {
        throw LFError(.badData, "has no shape model \"\(defaultShape.singleLine)\", its default")
      }
      let suffix = "_calibration"
      for variable in table.variables.keys.sorted()
      where variable.hasPrefix("operator_") && variable.hasSuffix(suffix) {
        let name = String(variable.dropFirst("operator_".count).dropLast(suffix.count))
        guard let own = shapes[operatorShape] else {
          throw LFError(.badData, "has no shape model \"\(operatorShape.singleLine)\", its operators'")
        }
        operators[name] = try table.leadFieldOperator(name, inputs: AnatomyFeatures.count(own.prior.layout))
      }
      for variable in table.variables.keys.sorted()
      where variable.hasPrefix("harmonics_") && variable.hasSuffix(suffix) {
        let name = String(variable.dropFirst("harmonics_".count).dropLast(suffix.count))
        expansions[name] = try table.expansion(name, shape.prior.layout)
      }
    } catch { throw error.inFile(file.path) }
  }

  /// SHA-256 over names, shapes and values of all variables and over the texts but the digest itself.
  private static func digest(of table: NetCDFTable) throws(LFError) -> String {
    var sha = SHA256()
    func take(_ text: String) { Array(text.utf8).withUnsafeBytes { sha.update($0) } }
    for (name, text) in table.attributes.sorted(by: { $0.key < $1.key }) where name != "digest" {
      take("\(name)=\(text);")
    }
    for (name, variable) in table.variables.sorted(by: { $0.key < $1.key }) {
      take("\(name)\(variable.shape)\(variable.values.type.rawValue);")
      try variable.values.withBytes { (bytes) throws(LFError) in sha.update(bytes) }
    }
    return sha.hex()
  }
}

extension NetCDFTable {
  fileprivate mutating func put(_ prior: CodePrior, _ name: String) {
    let n = prior.mean.count
    variables["\(name)_prior_mean"] = .init(
      ["\(name)_number"], [n], .float64(prior.mean),
      ["long_name": "mean of heart code, angles (degree), torso code, electrodes (mm)"])
    variables["\(name)_prior_covariance"] = .init(
      ["\(name)_number", "\(name)_other"], [n, n], .float64(prior.covariance.values),
      ["long_name": "covariance of the same"])
  }

  fileprivate mutating func put(_ network: DenseNetwork, _ name: String) {
    variables["\(name)_width"] = .init(
      ["\(name)_layer"], [network.widths.count], .int32(network.widths.map { Int32($0) }),
      ["long_name": "widths of the layers, inputs first"])
    variables["\(name)_parameter"] = .init(
      ["\(name)_parameter_number"], [network.parameters.count], .float32(network.parameters),
      ["long_name": "layer by layer weights (input, output), then biases"])
  }

  /// Grids go in 16 bits, each field with a scale of its own: a hundredth of a millimetre is lost.
  fileprivate mutating func put(_ part: LinearDecoder.Part, _ name: String) {
    let fields = part.surfaces * (part.components + 1)
    var scales = [Float](repeating: 0, count: fields)
    for (i, value) in part.values.enumerated() {
      scales[i % fields] = max(scales[i % fields], abs(value) / 32_767)
    }
    let packed = part.values.enumerated().map { i, value in
      let scale = scales[i % fields]
      return scale > 0 ? Int16((value / scale).rounded()) : 0
    }
    variables["\(name)_size"] = .init(
      ["space"], [3], .int32([part.grid.size.x, part.grid.size.y, part.grid.size.z].map { Int32($0) }),
      ["long_name": "nodes along each axis, x fastest"])
    variables["\(name)_origin"] = .init(
      ["space"], [3], .float32([part.grid.origin.x, part.grid.origin.y, part.grid.origin.z]),
      ["long_name": "the first node", "units": "mm"])
    variables["\(name)_spacing"] = .init([], [], .float32([part.grid.spacing]), ["units": "mm"])
    variables["\(name)_scale"] = .init(
      ["\(name)_field"], [fields], .float32(scales),
      ["long_name": "what a packed distance is multiplied with", "units": "mm"])
    variables["\(name)_distance"] = .init(
      ["\(name)_node", "\(name)_field"], [part.grid.count, fields], .int16(packed),
      ["long_name": "packed signed distances: means of all surfaces, then each mode of all surfaces"])
  }

  fileprivate mutating func put(_ scales: [ParametricDecoder.Scale], _ name: String) {
    for (part, values) in [("mean", scales.map(\.mean)), ("deviation", scales.map(\.deviation))] {
      variables["\(name)_\(part)"] = .init(
        ["\(name)_parameter"], [scales.count], .float64(values),
        ["long_name": "\(part) of: \(ParametricDecoder.names.joined(separator: ", "))"])
    }
  }

  fileprivate func scales(_ name: String) throws(LFError) -> [ParametricDecoder.Scale] {
    let count = ParametricDecoder.names.count
    let means = try numbers("\(name)_mean", count: count)
    let deviations = try numbers("\(name)_deviation", count: count)
    guard deviations.allSatisfy({ $0 > 0 }) else {
      throw LFError(.badData, "has a deviation \"\(name)_deviation\" that is not positive")
    }
    return zip(means, deviations).map { ParametricDecoder.Scale(mean: $0, deviation: $1) }
  }

  private func numbers(_ name: String, count: Int? = nil) throws(LFError) -> [Double] {
    guard let variable = variables[name], let values = variable.values.doubles() else {
      throw LFError(.badData, "has no numbers \"\(name)\"")
    }
    guard values.allSatisfy(\.isFinite) else {
      throw LFError(.badData, "has a number in \"\(name)\" that is none")
    }
    if let count, values.count != count {
      throw LFError(.badData, "has \(values.count) numbers in \"\(name)\", not \(count)")
    }
    return values
  }

  fileprivate func prior(_ name: String, _ layout: CodeLayout) throws(LFError) -> CodePrior {
    let n = layout.jointCount
    let mean = try numbers("\(name)_prior_mean", count: n)
    var covariance = SymmetricMatrix(n)
    covariance.values = try numbers("\(name)_prior_covariance", count: n * n)
    guard covariance.isPositive else {
      throw LFError(.badData, "has a covariance \"\(name)_prior_covariance\" that is not positive")
    }
    return CodePrior(layout: layout, mean: mean, covariance: covariance)
  }

  fileprivate func network(_ name: String, outputs: Int, inputs: Int? = nil) throws(LFError) -> DenseNetwork {
    let widths = try numbers("\(name)_width").map { Int(exactly: $0) ?? 0 }
    guard widths.count <= 20, widths.allSatisfy({ (1...4096).contains($0) }), widths.last == outputs,
      (widths.first ?? 0) > 3, inputs == nil || widths.first == inputs
    else {
      throw LFError(.badData, "has a network \"\(name)\" of widths \(widths), which does not fit its use")
    }
    return try DenseNetwork(widths: widths, parameters: try numbers("\(name)_parameter").map { Float($0) })
  }

  fileprivate func gridPart(_ name: String, surfaces: Int) throws(LFError) -> LinearDecoder.Part {
    let size = try numbers("\(name)_size", count: 3)
    let origin = try numbers("\(name)_origin", count: 3)
    let spacing = try numbers("\(name)_spacing", count: 1)[0]
    let scales = try numbers("\(name)_scale")
    guard size.allSatisfy({ $0 >= 2 && $0 <= 1024 && $0 == $0.rounded() }), spacing > 0,
      scales.count >= 2 * surfaces, scales.count % surfaces == 0, scales.count <= 1000
    else { throw LFError(.badData, "has a grid \"\(name)\" of impossible size") }
    let grid = DistanceGrid(
      size: SIMD3(Int(size[0]), Int(size[1]), Int(size[2])),
      origin: SIMD3(Float(origin[0]), Float(origin[1]), Float(origin[2])), spacing: Float(spacing))
    guard case .int16(let packed)? = variables["\(name)_distance"]?.values,
      packed.count == grid.count * scales.count
    else { throw LFError(.badData, "has no packed distances \"\(name)_distance\" of the grid's size") }
    let factors = scales.map { Float($0) }
    let values = [Float](unsafeUninitializedCapacity: packed.count) { result, filled in
      for i in packed.indices { result[i] = Float(packed[i]) * factors[i % factors.count] }
      filled = packed.count
    }
    return LinearDecoder.Part(
      grid: grid, surfaces: surfaces, components: scales.count / surfaces - 1, values: values)
  }

  fileprivate func leadFieldOperator(_ name: String, inputs: Int) throws(LFError) -> LeadFieldOperator {
    let tissues = try conductivities("operator_\(name)_conductivity_")
    let shares = try numbers("operator_\(name)_profile")
    guard shares.count >= 2 else { throw LFError(.badData, "has no profile for the operator \"\(name)\"") }
    let calibration = try numbers("operator_\(name)_calibration", count: 2)
    return LeadFieldOperator(
      network: try network("operator_\(name)", outputs: LeadFieldOperator.outputs, inputs: inputs),
      tensor: try network(
        "operator_\(name)_tensor", outputs: 9,
        inputs: inputs - AnatomyFeatures.electrodeCount - AnatomyFeatures.pairCount),
      profile: RadialProfile(shares: shares.map { Float($0) }, conductivity: tissues["torso"] ?? 0.2),
      conductivity: ConductivityModel(name: name, tissues: tissues),
      calibration: SIMD2(calibration[0], calibration[1]))
  }

  private func conductivities(_ prefix: String) throws(LFError) -> [String: Double] {
    var tissues: [String: Double] = [:]
    for variable in variables.keys where variable.hasPrefix(prefix) {
      tissues[String(variable.dropFirst(prefix.count))] = try numbers(variable, count: 1)[0]
    }
    guard tissues["torso"] != nil, tissues.values.allSatisfy({ $0 > 0 }) else {
      throw LFError(.badData, "has no positive conductivities \"\(prefix)…\"")
    }
    return tissues
  }

  fileprivate func expansion(_ name: String, _ layout: CodeLayout) throws(LFError) -> HarmonicExpansion {
    let prefix = "harmonics_\(name)_"
    guard let degree = Int(exactly: try numbers(prefix + "degree", count: 1)[0]), (1...8).contains(degree)
    else {
      throw LFError(.badData, "has no degree of 1 to 8 for the harmonics \"\(name)\"")
    }
    var members: [DenseNetwork] = []
    while members.count < 64, variables["\(prefix)\(members.count)_width"] != nil {
      members.append(
        try network(
          "\(prefix)\(members.count)", outputs: HarmonicExpansion.outputs(degree: degree),
          inputs: HarmonicExpansion.inputs(degree: degree, layout)))
    }
    guard !members.isEmpty else { throw LFError(.badData, "has no networks for the harmonics \"\(name)\"") }
    let told = try numbers(prefix + "calibration", count: 2)
    var calibration = DeviationCalibration(electrodes: told[0], heartOnly: told[1])
    if variables[prefix + "calibration_surfaces"] != nil {
      let known = try numbers(prefix + "calibration_surfaces", count: 3)
      let wholes = try numbers(prefix + "calibration_wholes", count: 2)
      calibration.surfaces = .init(
        skin: known[0], lungs: known[1], both: known[2], wholes: SIMD2(wholes[0], wholes[1]))
    }
    return HarmonicExpansion(
      degree: degree, members: members,
      conductivity: ConductivityModel(name: name, tissues: try conductivities(prefix + "conductivity_")),
      calibration: calibration)
  }
}
