import LFCore

/// A drawing in SVG 1.1, element by element. Coordinates are user units, y downwards; text is escaped here and nowhere
/// else.
public struct SVGDrawing: Sendable {
  /// How a line is drawn.
  public struct Stroke: Sendable {
    /// A CSS colour.
    public var colour: String
    /// In user units.
    public var width: Double

    /// Makes a stroke.
    ///
    /// - Parameters:
    ///   - colour: A CSS colour.
    ///   - width: In user units.
    public init(_ colour: String, _ width: Double) {
      self.colour = colour
      self.width = width
    }
  }

  /// Where a text's position is in it.
  public enum Anchor: String, Sendable {
    /// At its left end.
    case start
    /// At its middle.
    case middle
    /// At its right end.
    case end
  }

  private let width: Double
  private let height: Double
  private let unit: String
  private var body: [String] = []

  /// Begins a drawing.
  ///
  /// - Parameters:
  ///   - width: In user units.
  ///   - height: In user units.
  ///   - unit: What a user unit is on paper: `mm` or `px`.
  public init(width: Double, height: Double, unit: String) {
    self.width = width
    self.height = height
    self.unit = unit
  }

  /// Adds a filled rectangle.
  ///
  /// - Parameters:
  ///   - x: Left.
  ///   - y: Top.
  ///   - width: The width.
  ///   - height: The height.
  ///   - fill: A CSS colour.
  public mutating func rectangle(x: Double, y: Double, width: Double, height: Double, fill: String) {
    body.append(
      "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\""
        + " height=\"\(Self.number(height))\" fill=\"\(fill)\"/>")
  }

  /// Adds lines, each through its points, as one path.
  ///
  /// - Parameters:
  ///   - lines: The points of each line; a line of one point is left out.
  ///   - stroke: How they are drawn.
  ///   - name: The element's class, for whoever styles or reads the drawing.
  public mutating func lines(_ lines: [[SIMD2<Double>]], _ stroke: Stroke, name: String? = nil) {
    let data = lines.filter { $0.count > 1 }.map { line in
      "M" + line.map { Self.number($0.x) + " " + Self.number($0.y) }.joined(separator: "L")
    }.joined()
    guard !data.isEmpty else { return }
    body.append(
      "<path" + (name.map { " class=\"\(Self.escaped($0))\"" } ?? "")
        + " fill=\"none\" stroke=\"\(stroke.colour)\""
        + " stroke-width=\"\(Self.number(stroke.width))\" stroke-linejoin=\"round\" d=\"\(data)\"/>")
  }

  /// Adds a line of text.
  ///
  /// - Parameters:
  ///   - text: The text, as it is.
  ///   - x: Where its anchor is.
  ///   - y: Its base line.
  ///   - size: The height of letters, user units.
  ///   - colour: A CSS colour.
  ///   - anchor: Which end stands at x.
  ///   - bold: Whether it is bold.
  public mutating func text(
    _ text: String, x: Double, y: Double, size: Double, colour: String = "#222", anchor: Anchor = .start,
    bold: Bool = false
  ) {
    body.append(
      "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" font-size=\"\(Self.number(size))\""
        + " font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\" fill=\"\(colour)\""
        + " text-anchor=\"\(anchor.rawValue)\"" + (bold ? " font-weight=\"bold\"" : "")
        + ">\(Self.escaped(text))</text>")
  }

  /// Adds a line of text that ends at a place below a bar, running down to the left.
  ///
  /// - Parameters:
  ///   - text: The text, as it is.
  ///   - x: Where it ends.
  ///   - y: Its base line there.
  ///   - size: The height of letters, user units.
  public mutating func slanted(_ text: String, x: Double, y: Double, size: Double) {
    let place = (Self.number(x), Self.number(y))
    body.append(
      "<text x=\"\(place.0)\" y=\"\(place.1)\" font-size=\"\(Self.number(size))\" text-anchor=\"end\" fill=\"#222\""
        + " font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\""
        + " transform=\"rotate(-50 \(place.0) \(place.1))\">\(Self.escaped(text))</text>")
  }

  /// The element, to stand in a page of HTML or by itself.
  ///
  /// - Parameter title: What the picture shows, for those who cannot see it.
  /// - Returns: `<svg …>…</svg>`.
  public func element(title: String) -> String {
    let size = (Self.number(width), Self.number(height))
    return
      "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"\(size.0)\(unit)\" height=\"\(size.1)\(unit)\""
      + " viewBox=\"0 0 \(size.0) \(size.1)\">\n<title>\(Self.escaped(title))</title>\n"
      + body.joined(separator: "\n") + "\n</svg>"
  }

  /// The drawing as a file of its own.
  ///
  /// - Parameter title: What the picture shows.
  /// - Returns: The file's text, UTF-8.
  public func file(title: String) -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element(title: title) + "\n"
  }

  /// A text that may stand in XML and HTML, attributes included.
  ///
  /// - Parameter text: Any text; what XML cannot hold is shown as a blank.
  /// - Returns: The escaped text.
  public static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.singleLine.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\u{FFFE}", "\u{FFFF}": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A hundredth of a unit is finer than any printer; what is no number is drawn at 0.
  private static func number(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let text = min(max(value, -1e6), 1e6).fixed(2)
    var end = text.endIndex
    while text[text.index(before: end)] == "0" { end = text.index(before: end) }
    if text[text.index(before: end)] == "." { end = text.index(before: end) }
    return String(text[..<end])
  }
}
