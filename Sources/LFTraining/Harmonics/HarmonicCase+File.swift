public import LFCore
import LFFormats
import LFMesh
import LFSurrogate

extension HarmonicCase {
  private static let kind = (name: "training_harmonics", text: "lftrain harmonics 5")

  /// Keeps what learning needs, so that a heart is solved once.
  ///
  /// - Parameters:
  ///   - path: The file to write.
  ///   - identity: What it was made with.
  /// - Throws: `LFError` with code `cannotCreate`.
  public func keep(in path: String, identity: String) throws(LFError) {
    var table = NetCDFTable()
    table.attributes = [Self.kind.name: Self.kind.text, "identity": identity]
    func put(_ name: String, _ values: [Double]) {
      table.variables[name] = .init(["\(name)_number"], [values.count], .float64(values))
    }
    for (name, values) in [("gram", gram), ("square", squares), ("size", sizes), ("mean", means)] {
      put(name, values)
    }
    for (number, one) in variants.enumerated() {
      table.variables["input_\(number)"] = .init(
        ["input_number_\(number)"], [one.rows.inputs.count], .float32(one.rows.inputs))
      for (name, values) in [
        ("scale", one.rows.scales), ("point", one.rows.potentials), ("product", one.products),
        ("rest", one.rests), ("rest_square", one.restSquares), ("potential", one.potentials),
      ] { put("\(name)_\(number)", values) }
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
    guard let gram = numbers("gram"), let squares = numbers("square"), let sizes = numbers("size"),
      let means = numbers("mean"), means.count * means.count == gram.count, squares.count == 100
    else { return nil }
    var variants: [Variant] = []
    while case .float32(let inputs)? = table.variables["input_\(variants.count)"]?.values {
      let number = variants.count
      guard let points = numbers("point_\(number)"), let scales = numbers("scale_\(number)"),
        let products = numbers("product_\(number)"), let rests = numbers("rest_\(number)"),
        let restSquares = numbers("rest_square_\(number)"), let potentials = numbers("potential_\(number)"),
        points.count >= 10, points.count <= sizes.count, scales.count == points.count * means.count,
        products.count == scales.count, rests.count == points.count, restSquares.count == 100,
        potentials.count == points.count
      else { return nil }
      variants.append(
        Variant(
          rows: .init(inputs: inputs, scales: scales, potentials: points, isHeartOnly: number == 1),
          products: products, rests: rests,
          restSquares: restSquares, potentials: potentials))
    }
    guard !variants.isEmpty else { return nil }
    self.init(
      count: means.count, gram: gram, squares: squares, sizes: sizes, means: means, variants: variants)
  }
}
