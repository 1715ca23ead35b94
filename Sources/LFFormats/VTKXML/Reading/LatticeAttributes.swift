import LFCore
import LFMesh

/// Extents and the geometry of images, from attributes.
struct LatticeAttributes {
  private let grid: XMLElement

  init(_ file: VTKXMLFile) { grid = file.content }

  func wholeExtent() throws(LFError) -> GridExtent { try extent(grid, "WholeExtent") }

  /// Six whole numbers; few enough points to be counted.
  func extent(_ element: XMLElement, _ name: String) throws(LFError) -> GridExtent {
    guard let text = element[name] else {
      throw LFError(.badData, "lacks \(name)", at: element.place, hint: "the file is damaged")
    }
    let words = text.split(whereSeparator: \.isWhitespace)
    let numbers = words.compactMap { Int32($0) }.map(Int.init)
    let extent = GridExtent(numbers)
    guard words.count == 6, numbers.count == 6 else { throw wrong(element, name, text) }
    var points = 1
    for n in extent.pointsPerAxis {
      let (product, overflow) = points.multipliedReportingOverflow(by: max(n, 1))
      guard !overflow, product <= 1 << 48 else { throw wrong(element, name, text) }
      points = product
    }
    return extent
  }

  func image(_ extent: GridExtent) throws(LFError) -> ImageGrid {
    ImageGrid(
      extent: extent, origin: try numbers("Origin", [0, 0, 0]), spacing: try numbers("Spacing", [1, 1, 1]),
      direction: try numbers("Direction", [1, 0, 0, 0, 1, 0, 0, 0, 1]))
  }

  private func numbers(_ name: String, _ standard: [Double]) throws(LFError) -> [Double] {
    guard let text = grid[name] else { return standard }
    let words = text.split(whereSeparator: \.isWhitespace)
    let numbers = words.compactMap { Double($0) }
    guard words.count == standard.count, numbers.count == words.count, numbers.allSatisfy(\.isFinite) else {
      throw wrong(grid, name, text)
    }
    return numbers
  }

  private func wrong(_ element: XMLElement, _ name: String, _ text: String) -> LFError {
    LFError(.badData, "has \(name) \"\(text.shown)\"", at: element.place, hint: "the file is damaged")
  }
}
