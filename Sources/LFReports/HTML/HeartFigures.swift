import Foundation
import LFAccuracy
import LFCore
import LFPictures

/// The heart's surface from two sides: the golden field, the predicted one, and the angle between them.
struct HeartFigures {
  private let view: FieldView

  init(_ view: FieldView) { self.view = view }

  var html: String {
    let most = max(Self.quantile(view.golden, 0.98), 1e-300)
    let angle = max(min(Self.quantile(view.angle, 0.98), 90), 5)
    let figures = [
      figure(view.golden.map { $0 / most }, .field, "golden |∇Z|, root mean square over leads", most, " Ω/m"),
      figure(view.prediction.map { $0 / most }, .field, "predicted |∇Z|", most, " Ω/m"),
      figure(view.angle.map { $0 / angle }, .error, "angle between them, mean over leads", angle, "°"),
    ]
    return "<h3>On the heart, seen from in front and from behind</h3><div class=\"row\">"
      + figures.joined() + "</div>"
  }

  private func figure(
    _ values: [Double], _ map: ColourMap, _ title: String, _ most: Double, _ unit: String
  ) -> String {
    let images = SurfaceImage.View.allCases.map { side in
      let image = SurfaceImage(
        points: view.points, triangles: view.triangles, values: values, map: map, view: side, size: 190)
      let data = Data(image.png).base64EncodedString()
      return "<img alt=\"\(Markup.escaped(title)), \(side.rawValue)\" src=\"data:image/png;base64,\(data)\">"
    }
    return "<figure>\(images.joined())<figcaption>\(Markup.escaped(title))<br>0 <span class=\"bar\""
      + " style=\"background:\(map.css)\"></span> \(most.fixed(most < 10 ? 1 : 0))\(Markup.escaped(unit))"
      + "</figcaption></figure>"
  }

  private static func quantile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.filter(\.isFinite).sorted()
    return sorted.isEmpty ? 1 : sorted[Int(share * Double(sorted.count - 1))]
  }
}
