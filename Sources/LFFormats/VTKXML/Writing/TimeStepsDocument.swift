import LFCore
import LFMesh

/// Several time steps in one VTK XML file: `TimeValues` on the grid, `TimeStep` on the arrays that change.
enum TimeStepsDocument {
  static func write(_ series: MeshSeries, to path: String, _ options: WriteOptions) throws(LFError) {
    let steps = series.entries.map { MeshSeries.Entry(time: $0.time, mesh: TextArrays.asBytes($0.mesh)) }
    let all = steps.map { MeshElements($0.mesh) }
    guard let first = all.first, steps.count == series.times.count else {
      throw unsuitable("has several parts at one time")
    }
    for (elements, step) in zip(all, steps) {
      guard elements.kind == first.kind, same(elements.pieceAttributes, first.pieceAttributes),
        same(elements.gridAttributes, first.gridAttributes)
      else { throw unsuitable("has meshes of different kind or size (at time \(step.time))") }
    }
    var piece = OutputElement("Piece", first.pieceAttributes)
    piece.children = [
      .element(try data("PointData", steps.map(\.mesh.pointData))),
      .element(try data("CellData", steps.map(\.mesh.cellData))),
    ]
    for i in first.geometry.indices {
      piece.children.append(.element(try geometry(all.map { $0.geometry[i] }, steps.map(\.mesh))))
    }
    let times = steps.map { "\($0.time)" }.joined(separator: " ")
    var grid = OutputElement(first.kind, first.gridAttributes + [("TimeValues", times)])
    let fields = try arrays(
      steps.map { $0.mesh.fieldData.filter { $0.name != "TimeValue" } }, withTuples: true)
    if !fields.isEmpty { grid.children.append(.element(OutputElement("FieldData", [], fields))) }
    grid.children.append(.element(piece))
    let version = all.map(\.minimumVersion).max { $0 < $1 } ?? (0, 1)
    try DocumentWriter(kind: first.kind, content: grid, minimumVersion: version, options: options).write(
      to: path)
  }

  private static func same(
    _ a: [(name: String, value: String)], _ b: [(name: String, value: String)]
  ) -> Bool { a.elementsEqual(b, by: ==) }

  private static func data(_ name: String, _ steps: [AttributeData]) throws(LFError) -> OutputElement {
    OutputElement(name, MeshElements.marks(steps[0]), try arrays(steps.map(\.arrays)))
  }

  /// Arrays that stay the same stand once; the others once a step.
  private static func arrays(
    _ steps: [[DataArray]], withTuples: Bool = false
  ) throws(LFError) -> [OutputElement.Child] {
    let names = steps[0].map(\.name)
    for arrays in steps where arrays.map(\.name) != names {
      throw unsuitable("has different arrays at different times")
    }
    var children: [OutputElement.Child] = []
    for i in names.indices {
      if steps.allSatisfy({ $0[i] == steps[0][i] }) {
        children.append(.array(OutputArray(steps[0][i], withTuples: withTuples)))
      } else {
        for (step, arrays) in steps.enumerated() {
          children.append(.array(OutputArray(arrays[i], withTuples: withTuples, timeStep: step)))
        }
      }
    }
    return children
  }

  private static func geometry(
    _ steps: [OutputElement], _ meshes: [Mesh]
  ) throws(LFError) -> OutputElement {
    guard meshes.allSatisfy({ $0.geometry == meshes[0].geometry }) else {
      var element = OutputElement(steps[0].name)
      for (step, content) in steps.enumerated() {
        for var array in content.arrays {
          array.attributes.append(("TimeStep", "\(step)"))
          element.children.append(.array(array))
        }
      }
      return element
    }
    return steps[0]
  }

  private static func unsuitable(_ why: String) -> LFError {
    LFError(.usage, "cannot hold the series, which \(why)", hint: "write a .pvd collection")
  }
}
