import LFCore
import LFFormats
import LFLeadField

extension Job {
  /// Reads a file that must hold a lead field.
  mutating func readLeadField(_ path: String) throws(LFError) -> LeadField {
    guard case .leadField(let field) = try read(path) else {
      throw LFError(
        .badData, "holds no lead field", at: .init(file: path),
        hint: "predict it first: lfconvert \(path) --out lf.nc")
    }
    return field
  }
}
