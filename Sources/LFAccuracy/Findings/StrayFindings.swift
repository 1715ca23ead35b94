import LFCore
import LFLeadField
import LFMesh

/// Arrays that call themselves a lead but are not what the electrodes make of it: whoever looks at the file sees them,
/// whoever computes with it does not.
enum StrayFindings {
  static func find(in field: LeadField) -> [Finding] {
    field.strayLeads.map { lead, array in
      let data = field.mesh.pointData[array] ?? field.mesh.cellData[array]
      let isFlipped = (data?.values.doubles()).map { isOpposite($0, lead, of: field, array) } ?? false
      let name = "the array \"\(array.singleLine)\""
      return isFlipped
        ? Finding(
          .sign, .fault,
          "\(name) has the opposite sign of what the electrodes make of lead \(lead.singleLine)")
        : Finding(.strayLead, .fault, "\(name) is not what the electrodes make of lead \(lead.singleLine)")
    }
  }

  private static func isOpposite(
    _ values: [Double], _ lead: String, of field: LeadField, _ array: String
  ) -> Bool {
    guard array == LeadArrayName.gradient(lead), let row = field.leads.names.firstIndex(of: lead) else {
      return false
    }
    let isPoint = field.mesh.pointData[array] != nil
    guard let samples = isPoint ? field.atPoints : field.atCells, values.count == 3 * samples.count else {
      return false
    }
    let weights = field.leads.weights[row]
    var (product, own, other) = (0.0, 0.0, 0.0)
    for (i, value) in values.enumerated() where value.isFinite {
      var sum = 0.0
      for (e, weight) in weights.enumerated() where weight != 0 {
        sum += weight * Double(samples.gradient[e * values.count + i])
      }
      guard sum.isFinite else { continue }
      product += sum * value
      own += sum * sum
      other += value * value
    }
    return product < -0.9 * (own * other).squareRoot()
  }
}
