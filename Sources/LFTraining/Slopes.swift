/// Slopes of a loss in all parameters, as groups of rows made them.
enum Slopes {
  /// The groups' sum, shortened to a length of 1: a step is never led by a few odd pairs.
  static func clippedSum(_ groups: [[Float]]) -> [Float] {
    var sum = groups[0]
    for other in groups.dropFirst() { for i in sum.indices { sum[i] += other[i] } }
    let length = sum.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    if length > 1 { for i in sum.indices { sum[i] /= Float(length) } }
    return sum
  }
}
