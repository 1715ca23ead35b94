/// The one turn of the whole predicted field that brings it nearest to the golden one.
struct FieldTurn {
  let turn: Turn
  /// What is left of the mean angle, weighted by |∇Z|, when it is taken out: 0…1.
  let share: Double

  init(_ prediction: LeadGradients, _ golden: LeadGradients, _ weights: [Double]) {
    var products = [SIMD3<Double>](repeating: SIMD3(), count: 3)
    let pairs = golden.names.indices.compactMap { lead in
      prediction.names.firstIndex(of: golden.names[lead]).map { (lead, $0) }
    }
    for (lead, own) in pairs {
      for point in 0..<golden.count where weights[point] > 0 {
        let (a, b) = (golden.vector(lead, point), prediction.vector(own, point))
        for axis in 0..<3 { products[axis] += weights[point] * a[axis] * b }
      }
    }
    turn = Turn(products: products)
    var (before, after) = (0.0, 0.0)
    for (lead, own) in pairs {
      for point in 0..<golden.count where weights[point] > 0 {
        let (a, b) = (golden.vector(lead, point), prediction.vector(own, point))
        let weight = weights[point] * a.length
        before += weight * b.angle(to: a)
        after += weight * b.angle(to: turn(a))
      }
    }
    share = before > 0 ? after / before : 1
  }
}
