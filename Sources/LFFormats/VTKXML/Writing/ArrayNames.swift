import LFCore
import LFLeadField
import LFMesh

/// Readers fail on arrays without a name and pass over the second of two of the same name: such arrays get names.
enum ArrayNames {
  static func unique(_ dataset: Dataset, _ diagnostics: inout Diagnostics) -> Dataset {
    switch dataset {
    case .mesh(let mesh): return .mesh(unique(mesh, &diagnostics))
    case .series(var series):
      for i in series.entries.indices {
        series.entries[i].mesh = unique(series.entries[i].mesh, &diagnostics)
      }
      return .series(series)
    case .leadField(var field):
      field.mesh = unique(field.mesh, &diagnostics)
      return .leadField(field)
    case .ecg: return dataset
    }
  }

  static func unique(_ mesh: Mesh, _ diagnostics: inout Diagnostics) -> Mesh {
    var copy = mesh
    rename(&copy.pointData.arrays, "point", &diagnostics)
    rename(&copy.cellData.arrays, "cell", &diagnostics)
    rename(&copy.fieldData, "field", &diagnostics)
    return copy
  }

  private static func rename(_ arrays: inout [DataArray], _ kind: String, _ diagnostics: inout Diagnostics) {
    var taken: Set<String> = []
    // Of each name, the number at which to go on: to begin anew takes quadratic time.
    var last: [String: Int] = [:]
    let given = Set(arrays.map(\.name))
    for i in arrays.indices {
      let old = arrays[i].name
      if !old.isEmpty, taken.insert(old).inserted { continue }
      let stem = old.isEmpty ? "\(kind) array" : old
      var number = last[stem] ?? 1
      var name = number == 1 ? stem : "\(stem) \(number)"
      while name.isEmpty || given.contains(name) || taken.contains(name) {
        number += 1
        name = "\(stem) \(number)"
      }
      last[stem] = number
      arrays[i].name = name
      taken.insert(name)
      diagnostics.warn(
        old.isEmpty
          ? "a \(kind) array without a name is written as \"\(name.shown)\""
          : "a second \(kind) array \"\(old.shown)\" is written as \"\(name.shown)\"")
    }
  }
}
