import LFCore
import LFLeadField
import LFMesh

extension LeadField {
  /// Refuses a field that nobody can say where it is: distances to what is no number are none, and would pass all limits.
  ///
  /// - Parameter what: What the message calls the field, before "the coordinates".
  /// - Throws: `LFError` with code `badData` when a coordinate of a point or electrode is no finite number.
  func checkPlaces(_ what: String) throws(LFError) {
    if let point = mesh.pointVectors?.firstIndex(where: { !$0.isFinite }) {
      throw LFError(
        .badData, "\(what)the coordinates of point \(point) are no finite numbers", hint: "mend the mesh")
    }
    if let electrode = electrodes.first(where: { !$0.position.isFinite }) {
      throw LFError(
        .badData, "\(what)the position of electrode \(electrode.name.singleLine) is no finite number",
        hint: "give the electrodes' positions")
    }
  }
}
