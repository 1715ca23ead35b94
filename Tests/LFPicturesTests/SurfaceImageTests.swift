import LFPictures
import LFRecording
import Testing

@Suite("Pictures of surfaces, charts")
struct SurfaceImageTests {
  private let square = [SIMD3(0.0, 0, 0), SIMD3(10.0, 0, 0), SIMD3(10.0, 0, 10), SIMD3(0.0, 0, 10)]
  private let halves = [SIMD3<Int32>(0, 1, 2), SIMD3<Int32>(0, 2, 3)]

  @Test("a PNG has its signature, its header and its end")
  func png() {
    let image = SurfaceImage(
      points: square, triangles: halves, values: [0, 0, 1, 1], map: .field, view: .anterior, size: 40)
    let bytes = image.png
    #expect(bytes.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    #expect(bytes[12..<16].elementsEqual("IHDR".utf8) && bytes[16..<24] == [0, 0, 0, 40, 0, 0, 0, 40])
    #expect(bytes.suffix(12) == [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])
  }

  @Test("what is nearer hides what is behind, and behind is in front from the other side")
  func depth() {
    let behind = square.map { $0 + SIMD3(0, 5, 0) }
    func image(_ values: [Double], _ view: SurfaceImage.View) -> [UInt8] {
      SurfaceImage(
        points: square + behind, triangles: halves + halves.map { $0 &+ 4 }, values: values, map: .error,
        view: view, size: 30
      ).png
    }
    let front = [0.0, 0, 0, 0]
    let back = [1.0, 1, 1, 1]
    // Seen from in front only the front's colour counts.
    #expect(image(front + back, .anterior) == image(front + front, .anterior))
    #expect(image(front + back, .posterior) == image(back + back, .posterior))
    #expect(image(front + back, .anterior) != image(back + back, .anterior))
  }

  @Test("no surface ends the program")
  func absurd() {
    for points in [[], [SIMD3(Double.nan, 0, 0)], [SIMD3(1.0, 1, 1), SIMD3(1.0, 1, 1), SIMD3(1.0, 1, 1)]] {
      let triangles: [SIMD3<Int32>] = points.count == 3 ? [SIMD3(0, 1, 2)] : []
      let image = SurfaceImage(
        points: points, triangles: triangles, values: points.map { _ in .nan }, map: .field, view: .anterior)
      #expect(image.png.count > 50)
    }
    let chart = BarChart("t", [.init("a", .nan, label: "none"), .init("b", -1, label: "-1")], limit: 0)
    #expect(chart.element.contains("none") && !chart.element.contains("nan"))
    #expect(!Histogram("h", shares: [], unit: "°", mean: .nan).element.contains("nan"))
  }

  @Test("enlarged paper is 100 mm a second and 20 mm a millivolt, and says so")
  func enlarged() throws {
    let step = [Double](repeating: 0, count: 20) + [Double](repeating: 1, count: 30)
    let recording = ECGRecording(leads: [.init("I", samples: step)], samplingRate: 100)
    let svg = try ECGPicture(recording, title: "", paper: .enlarged).svg
    #expect(svg.contains("100 mm/s · 20 mm/mV") && !svg.contains("25 mm/s"))
    let path = try #require(svg.split(separator: "\n").first { $0.contains("prediction I\"") })
    let data = try #require(path.split(separator: "\"").first { $0.hasPrefix("M") }).dropFirst()
    let numbers = data.split(separator: "L").map { $0.split(separator: " ").compactMap { Double($0) } }
    #expect(
      abs(numbers[10][0] - numbers[0][0] - 10) < 1e-9 && abs(numbers[0][1] - numbers[40][1] - 20) < 1e-9)
  }
}
