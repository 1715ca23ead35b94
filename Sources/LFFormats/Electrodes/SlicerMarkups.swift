import LFCore
import LFLeadField

/// Electrodes as control points of 3D Slicer's markups (.mrk.json).
enum SlicerMarkups {
  static func read(_ root: JSONNode) throws(LFError) -> ElectrodeFile.Content {
    guard let markups = root["markups"]?.list else {
      throw LFError(
        .badData, "has no list of markups", at: .init(line: root.line),
        hint: "give a table name,x,y,z or Slicer's markups")
    }
    var list = ElectrodeList()
    var frame: AnatomicalFrame?
    var unit: LengthUnit?
    for (i, markup) in markups.enumerated() {
      let (ownFrame, ownUnit) = (try self.frame(markup), try self.unit(markup))
      guard i == 0 || (ownFrame == frame && ownUnit == unit) else {
        throw LFError(
          .badData, "has markups in different frames or units", at: .init(line: markup.line),
          hint: "save the electrodes in one list")
      }
      (frame, unit) = (ownFrame, ownUnit)
      for point in markup["controlPoints"]?.list ?? [] {
        // Slicer keeps points that were announced and never placed.
        if let status = point["positionStatus"]?.text, status != "defined" { continue }
        let label = point["label"]?.text ?? ""
        let numbers = point["position"]?.list?.compactMap(\.number) ?? []
        guard numbers.count == 3, point["position"]?.list?.count == 3, numbers.allSatisfy(\.isFinite) else {
          throw LFError(
            .badData, "has no position of three numbers",
            at: .init(element: "electrode \"\(label)\"", line: point.line), hint: "place it in Slicer again")
        }
        let scale = unit?.millimetres ?? 1
        try list.append(label, SIMD3(numbers[0], numbers[1], numbers[2]) * scale, line: point.line)
      }
    }
    return .init(electrodes: try list.electrodes(), unit: unit, frame: frame)
  }

  private static func frame(_ markup: JSONNode) throws(LFError) -> AnatomicalFrame? {
    guard let node = markup["coordinateSystem"] else { return nil }
    guard let text = node.text, let frame = AnatomicalFrame(text) else {
      throw LFError(
        .badData, "is \"\(node.text ?? "")\"", at: .init(element: "coordinateSystem", line: node.line),
        hint: "save it in LPS or RAS")
    }
    return frame
  }

  private static func unit(_ markup: JSONNode) throws(LFError) -> LengthUnit? {
    // A text, or a coded entry whose first item is the unit.
    guard let node = markup["coordinateUnits"] else { return .millimetre }
    guard let text = node.text ?? node.list?.first?.text, let unit = LengthUnit(symbol: text) else {
      throw LFError(
        .badData, "is no unit of length that is known",
        at: .init(element: "coordinateUnits", line: node.line), hint: "save it in mm")
    }
    return unit
  }
}
