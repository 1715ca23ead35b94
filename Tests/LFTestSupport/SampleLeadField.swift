public import LFLeadField
import LFMesh

/// Small lead fields with values that no rule of thumb produces, so that a swapped axis shows.
public enum SampleLeadField {
  /// A lead field on two tetrahedra with arrays, field data and odd names.
  ///
  /// - Parameters:
  ///   - points: Whether there is a field at points.
  ///   - cells: Whether there is a field at cells.
  ///   - potential: Whether the potential is known, not the gradient alone.
  /// - Returns: The lead field.
  public static func twoTetrahedra(points: Bool = true, cells: Bool = false, potential: Bool = true)
    -> LeadField
  {
    let grid = UnstructuredGrid(
      points: DataArray(
        "Points", components: 3, .float32([0, 0, 0, 10, 0, 0, 0, 10, 0, 0, 0, 10, 10, 10, 10])),
      cells: CellArray(offsets: [0, 4, 8], connectivity: [0, 1, 2, 3, 1, 2, 3, 4]),
      types: [CellType.tetra.rawValue, CellType.tetra.rawValue])
    let mesh = Mesh(
      .unstructured(grid),
      pointData: AttributeData(
        [
          DataArray(
            "fiber", components: 3, componentNames: ["x", "y", "z"], .float32((0..<15).map { Float($0) / 7 }))
        ],
        active: [.vectors: "fiber"]),
      cellData: AttributeData(
        [DataArray("région & co", .int32([-1, 7]))], active: [.scalars: "région & co"]),
      fieldData: [
        DataArray("note", .string(["first", "", "third one"])), DataArray("TimeValue", .float64([0.25])),
      ])
    let electrodes = zip(Electrode.standardNames, 0...).map { name, i in
      Electrode(
        name, at: SIMD3(100 + Double(i), -Double(i) * 3.5, 7.25), origin: i % 2 == 0 ? .given : .placed)
    }
    return LeadField(
      mesh: mesh, electrodes: electrodes, leads: .standard(for: Electrode.standardNames),
      atPoints: points ? samples(count: 5, electrodes: 10, potential: potential) : nil,
      atCells: cells ? samples(count: 2, electrodes: 10, potential: potential) : nil,
      conductivity: .standard,
      provenance: Provenance(
        title: "Lead field of two tetrahedra", method: "sample", source: "none.vtu",
        history: ["made", "then kept"],
        references: "none"))
  }

  private static func samples(count: Int, electrodes: Int, potential: Bool) -> FieldSamples {
    FieldSamples(
      count: count, potential: potential ? values(count * electrodes, 0.37) : nil,
      gradient: values(3 * count * electrodes, -1.91))
  }

  private static func values(_ count: Int, _ factor: Float) -> [Float] {
    (0..<count).map { i in (Float((i * 7919) % 1009) - 500) * factor }
  }
}
