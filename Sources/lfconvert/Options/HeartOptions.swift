public import ArgumentParser
import LFAnatomy
public import LFCore

extension LengthUnit: ExpressibleByArgument {}

extension AnatomicalFrame: ExpressibleByArgument {
  /// A frame from its three letters.
  public init?(argument: String) { self.init(argument) }
}

/// The frame and unit of the heart and electrodes given.
struct HeartOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The axes of the input as three letters, such as LPS or RAS.", discussion: "LPS when not given.",
      valueName: "axes"))
  var frame: AnatomicalFrame?

  @Option(help: ArgumentHelp("The unit of the input: um, mm, cm or m.", discussion: "mm when not given."))
  var unit: LengthUnit?

  /// The frame and unit of other files that state none: what the user says, else the heart's own.
  func usual(of heart: HeartMesh) -> StatedFrame {
    StatedFrame(frame: frame ?? heart.source.frame, unit: unit ?? heart.source.unit)
  }

  /// The first option given, if any.
  var firstGiven: String? { frame != nil ? "--frame" : unit != nil ? "--unit" : nil }
}
