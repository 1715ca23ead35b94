import CKernels
import LFCore
import LFMesh

/// The content of a .pts, .elem and .lon.
struct OpenCARPMesh {
  let mesh: Mesh

  init(_ file: MappedFile) throws(LFError) {
    let points = try Self.points(file)
    let count = points.count / 3
    let stem = String(file.path.dropLast(FormatRegistry.pathExtension(of: file.path).count))
    let elements = try Self.beside(stem + "elem", of: file.path) { (file) throws(LFError) in
      try OpenCARPElements(file.bytes, points: count)
    }
    var cells = [DataArray("region", .int32(elements.regions))]
    // Fibres may be missing; elements may not.
    if FileReference.realPath(stem + "lon") != nil {
      cells += try Self.beside(stem + "lon", of: file.path) { (file) throws(LFError) in
        try Self.directions(file.bytes, elements.types.count)
      }
    }
    mesh = Mesh(
      .unstructured(
        UnstructuredGrid(
          points: DataArray("Points", components: 3, .float64(points)),
          cells: CellArray(offsets: elements.offsets, connectivity: elements.connectivity),
          types: elements.types)),
      cellData: AttributeData(cells, active: [.scalars: "region"]))
  }

  /// Reads a file beside the .pts; its errors name both.
  private static func beside<R>(
    _ path: String, of points: String, _ body: (MappedFile) throws(LFError) -> R
  ) throws(LFError) -> R {
    do throws(LFError) { return try body(try MappedFile(path)) } catch {
      var named = error
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let place = LFError.Place(file: name, element: error.place.element, line: error.place.line)
      named.message = "\(place): \(error.message)"
      named.place = LFError.Place(file: points)
      throw named
    }
  }

  /// Points are in µm, always.
  private static func points(_ file: MappedFile) throws(LFError) -> [Double] {
    let (values, result) = try NumberText.parse(file.bytes, .float64, capacity: file.count / 2 + 1)
    guard result.status == LF_TEXT_END, case .float64(let numbers) = values, let first = numbers.first else {
      throw LFError(.badData, "holds something else than numbers", at: .init(byte: result.position))
    }
    guard let count = Int(exactly: first), count >= 1 else {
      throw LFError(.badData, "states \(Float(first)) points", hint: "the file is damaged")
    }
    guard numbers.count - 1 == count.multipliedReportingOverflow(by: 3).partialValue else {
      throw LFError(
        .badData, "states \(count) points but has \((numbers.count - 1) / 3)", hint: "the file is damaged")
    }
    return numbers.dropFirst().map { $0 * 1e-3 }
  }

  /// One or two directions an element, after a line that says which.
  private static func directions(_ text: UnsafeRawBufferPointer, _ cells: Int) throws(LFError) -> [DataArray]
  {
    let (values, result) = try NumberText.parse(text, .float32, capacity: text.count / 2 + 1)
    guard result.status == LF_TEXT_END, case .float32(let numbers) = values, !numbers.isEmpty else {
      throw LFError(.badData, "holds something else than numbers", at: .init(byte: result.position))
    }
    // Files of old have no such line.
    let hasCount = numbers.count % 3 == 1
    let width = hasCount ? 3 * (numbers[0] == 2 ? 2 : 1) : 3
    let body = Array(hasCount ? numbers.dropFirst() : numbers[...])
    guard !hasCount || numbers[0] == 1 || numbers[0] == 2, body.count == width * cells else {
      throw LFError(
        .badData, "has \(body.count) numbers of directions for \(cells) elements", hint: "the file is damaged"
      )
    }
    func column(_ start: Int) -> ArrayValues {
      .float32((0..<cells).flatMap { body[(width * $0 + start)..<(width * $0 + start + 3)] })
    }
    var arrays = [DataArray("fiber", components: 3, column(0))]
    if width == 6 { arrays.append(DataArray("sheet", components: 3, column(3))) }
    return arrays
  }
}
