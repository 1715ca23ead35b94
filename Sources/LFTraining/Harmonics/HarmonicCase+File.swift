public import LFCore
import LFFormats
import LFMesh
import LFSurrogate

extension HarmonicCase {
  private static let kind = (name: "training_harmonics", text: "lftrain harmonics 3")

  /// Keeps what learning needs, so that a heart is solved once.
  ///
  /// - Parameters:
  ///   - path: The file to write.
  ///   - identity: What it was made with.
  /// - Throws: `LFError` with code `cannotCreate`.
  public func keep(in path: String, identity: String) throws(LFError) {
    var table = NetCDFTable()
    table.attributes = [Self.kind.name: Self.kind.text, "identity": identity]
    for (name, values) in [
      ("gram", gram), ("product", products), ("square", squares), ("rest_square", restSquares),
      ("size", sizes), ("rest", rests), ("mean", means), ("potential", potentials),
    ] {
      table.variables[name] = .init(["\(name)_number"], [values.count], .float64(values))
    }
    for (number, variant) in variants.enumerated() {
      let rows = variant.rows
      table.variables["input_\(number)"] = .init(
        ["input_number_\(number)"], [rows.inputs.count], .float32(rows.inputs))
      table.variables["scale_\(number)"] = .init(
        ["scale_number_\(number)"], [rows.scales.count], .float64(rows.scales))
      table.variables["start_\(number)"] = .init(
        ["start_number_\(number)"], [rows.starts.count], .float64(rows.starts))
      table.variables["point_\(number)"] = .init(
        ["point_number_\(number)"], [rows.potentials.count], .float64(rows.potentials))
    }
    try table.write(to: path)
  }

  /// What was kept; `nil` when there is none of this identity.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - identity: What it should have been made with.
  public init?(kept path: String, identity: String) {
    guard let file = try? MappedFile(path), let table = try? NetCDFTable(file, wanted: Self.kind),
      table.attributes["identity"] == identity
    else { return nil }
    func numbers(_ name: String) -> [Double]? { table.variables[name]?.values.doubles() }
    guard let gram = numbers("gram"), let products = numbers("product"), let squares = numbers("square"),
      let restSquares = numbers("rest_square"), let sizes = numbers("size"), let rests = numbers("rest"),
      let means = numbers("mean"), let potentials = numbers("potential"),
      means.count * means.count == gram.count,
      products.count == means.count * sizes.count, squares.count == 100, restSquares.count == 100,
      rests.count == sizes.count, potentials.count == sizes.count
    else { return nil }
    var variants: [Variant] = []
    while case .float32(let inputs)? = table.variables["input_\(variants.count)"]?.values {
      guard let scales = numbers("scale_\(variants.count)"),
        let starts = numbers("start_\(variants.count)"), starts.count == products.count,
        let points = numbers("point_\(variants.count)"),
        scales.count == products.count, points.count == sizes.count
      else { return nil }
      variants.append(
        Variant(rows: .init(inputs: inputs, scales: scales, starts: starts, potentials: points)))
    }
    guard !variants.isEmpty else { return nil }
    self.init(
      count: means.count, gram: gram, products: products, squares: squares, restSquares: restSquares,
      sizes: sizes, rests: rests, means: means, potentials: potentials, variants: variants)
  }
}
