import LFCore
import LFPictures
import LFRecording
import Testing

@Suite("The picture of an ECG")
struct ECGPictureTests {
  private func recording(_ names: [String], rate: Double, _ samples: [Double]) -> ECGRecording {
    ECGRecording(leads: names.map { .init($0, samples: samples) }, samplingRate: rate)
  }

  /// The points of the path of a class, mm.
  private func points(_ name: String, in svg: String) throws -> [[SIMD2<Double>]] {
    let line = try #require(svg.split(separator: "\n").first { $0.contains("class=\"\(name)\"") })
    let data = try #require(line.split(separator: "\"").first { $0.hasPrefix("M") })
    return data.split(separator: "M").map { part in
      part.split(separator: "L").map { pair in
        let numbers = pair.split(separator: " ").compactMap { Double($0) }
        return SIMD2(numbers[0], numbers[1])
      }
    }
  }

  @Test("a step of 1 mV is 10 mm, a second is 25 mm, and so is the file's unit")
  func geometry() throws {
    let step = [Double](repeating: 0, count: 100) + [Double](repeating: 1, count: 101)
    let svg = try ECGPicture(recording(["I", "II", "V6"], rate: 100, step), title: "step").svg
    for lead in ["I", "II", "V6"] {
      let line = try points("prediction \(lead)", in: svg)[0]
      #expect(line.count == 201)
      #expect(abs(line[0].y - line[150].y - 10) < 1e-9, "up is up")
      #expect(abs(line[100].x - line[0].x - 25) < 1e-9)
    }
    let pulse = try points("calibration", in: svg)[0]
    #expect(abs((pulse.map(\.y).max() ?? 0) - (pulse.map(\.y).min() ?? 0) - 10) < 1e-9)
    // A user unit is a millimetre on paper.
    let head = try #require(svg.split(separator: "\n").first { $0.hasPrefix("<svg") })
    let box = try #require(head.split(separator: "\"").last { $0.hasPrefix("0 0 ") }).split(separator: " ")
    #expect(head.contains("width=\"\(box[2])mm\"") && head.contains("height=\"\(box[3])mm\""))
  }

  @Test("a beat stands once in each column, and ten seconds run through them")
  func columns() throws {
    let beat = try ECGPicture(
      recording(LeadName.standard, rate: 500, .init(repeating: 0.2, count: 300)), title: ""
    ).svg
    let (first, fourth) = (try points("prediction I", in: beat)[0], try points("prediction V4", in: beat)[0])
    #expect(first.count == 300 && fourth.count == 300)
    #expect(abs(fourth[0].x - first[0].x - 187.5) < 1e-9)
    #expect(abs((first.last?.x ?? 0) - first[0].x - 299.0 / 500 * 25) < 0.011)
    let ramp = (0..<5000).map { Double($0) / 5000 }
    let long = try ECGPicture(recording(LeadName.standard, rate: 500, ramp), title: "").svg
    let v4 = try points("prediction V4", in: long)[0]
    #expect(v4.count == 1250, "2.5 s to the end")
    let baseline = try points("calibration", in: long)[0][0].y
    #expect(abs(baseline - v4[0].y - 7.5) < 0.011, "from 7.5 s on")
  }

  @Test("invalid samples leave a gap, missing leads a blank, and the golden recording lies beneath")
  func gaps() throws {
    let holed = [0.1, 0.2, .nan, .nan, 0.1, 0.3]
    let golden = recording(LeadName.standard, rate: 10, [0, 1, 0])
    let svg = try ECGPicture(
      recording(["I", "II"], rate: 10, holed), over: golden, title: "a < b & c", caption: "error 3 %"
    ).svg
    #expect(try points("prediction I", in: svg).map(\.count) == [2, 2])
    #expect(svg.contains("V3 (missing)") && !svg.contains("prediction V3") && svg.contains("golden V3"))
    #expect(svg.contains("a &lt; b &amp; c") && svg.contains("error 3 %"))
    let classes = svg.split(separator: "\"").filter { $0 == "golden I" || $0 == "prediction I" }
    #expect(classes == ["golden I", "prediction I"])
  }

  @Test("no recording makes a picture of a kilometre or ends the program")
  func absurd() throws {
    let svg = try ECGPicture(recording(["I"], rate: 1e300, [1e300, -1e300, .infinity]), title: "").svg
    #expect(svg.utf8.count < 200_000)
    let slow = try ECGPicture(recording(["I"], rate: 1e-300, [1e300, -1e300]), title: "")
    #expect(slow.svg.utf8.count < 200_000 && slow.omissions.count == 1)
    let other = ECGRecording(leads: [.init("ART", unit: "mmHg", samples: [1])], samplingRate: 1)
    let error = #expect(throws: LFError.self) { try ECGPicture(other, title: "") }
    #expect(error?.code == .usage)
    #expect(
      try ECGPicture(recording(["I", "X"], rate: 1, .init(repeating: 0, count: 30)), title: "").omissions
        .count == 2)
  }
}
