import LFCore
import LFMesh

/// The mesh of the first time step of a file, to see whether another step's is the same: VTK's writer names the points
/// again for each step, where they stand, and stores the cells again.
struct FirstStepMesh {
  private let file: VTKXMLFile
  private let extent: EncodedExtent
  private let arrays: [XMLElement]
  /// Elements that were found to hold the first step's values.
  private var known: Set<ObjectIdentifier> = []
  /// Markup of its own to decode from, since reading takes texts away.
  private var decoder: VTKXMLFile?
  private var decoded: [Int: DataArray] = [:]

  init(_ file: VTKXMLFile) {
    self.file = file
    extent = EncodedExtent(file)
    arrays = MeshIdentity.arrays(of: file, TimeStepChoice(step: 0))
  }

  /// Whether a step has the same points and cells: first by the encoded bytes, else by the values.
  mutating func isSame(at step: Int) throws(LFError) -> Bool {
    let others = MeshIdentity.arrays(of: file, TimeStepChoice(step: step))
    guard arrays.map({ $0["Name"] }) == others.map({ $0["Name"] }) else { return false }
    for (number, (array, other)) in zip(arrays, others).enumerated()
    where array !== other && !known.contains(ObjectIdentifier(other)) {
      if !extent.isSame(array, as: other, in: extent), try !hasSameValues(number, step) { return false }
      known.insert(ObjectIdentifier(other))
    }
    return true
  }

  private mutating func hasSameValues(_ number: Int, _ step: Int) throws(LFError) -> Bool {
    if decoded[number] == nil { decoded[number] = try values(number, 0) }
    let (first, other) = (decoded[number], try values(number, step))
    return first?.components == other.components && first?.values == other.values
  }

  private mutating func values(_ number: Int, _ step: Int) throws(LFError) -> DataArray {
    if decoder == nil { decoder = try VTKXMLFile(file.file, file.allowance) }
    guard let decoder else { throw LFError(.internalFault, "there is no markup to decode from") }
    // A reader of its own: what it keeps goes with it.
    var reader = ArrayReader(decoder)
    let elements = MeshIdentity.arrays(of: decoder, TimeStepChoice(step: step))
    return try reader.read(elements[number], tuples: nil)
  }
}
