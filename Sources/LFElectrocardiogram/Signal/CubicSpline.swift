/// A natural cubic spline through samples at any increasing times.
struct CubicSpline {
  private let x: [Double]
  private let y: [Double]
  /// Second derivatives at the samples.
  private let bend: [Double]

  init(_ x: [Double], _ y: [Double]) {
    self.x = x
    self.y = y
    var bend = [Double](repeating: 0, count: x.count)
    var ratio = bend
    if x.count > 2 {
      for i in 1..<x.count - 1 {
        let share = (x[i] - x[i - 1]) / (x[i + 1] - x[i - 1])
        let p = share * bend[i - 1] + 2
        bend[i] = (share - 1) / p
        let turn = (y[i + 1] - y[i]) / (x[i + 1] - x[i]) - (y[i] - y[i - 1]) / (x[i] - x[i - 1])
        ratio[i] = (6 * turn / (x[i + 1] - x[i - 1]) - share * ratio[i - 1]) / p
      }
      for i in stride(from: x.count - 2, to: 0, by: -1) { bend[i] = bend[i] * bend[i + 1] + ratio[i] }
    }
    self.bend = bend
  }

  /// Values at increasing places between the first and the last sample.
  func values(at places: [Double]) -> [Double] {
    guard x.count > 1 else { return places.map { _ in y.first ?? 0 } }
    var i = 0
    return places.map { place in
      while i < x.count - 2, place > x[i + 1] { i += 1 }
      let h = x[i + 1] - x[i]
      let (a, b) = ((x[i + 1] - place) / h, (place - x[i]) / h)
      return a * y[i] + b * y[i + 1]
        + ((a * a * a - a) * bend[i] + (b * b * b - b) * bend[i + 1]) * h * h / 6
    }
  }
}
