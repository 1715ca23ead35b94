public import LFCore

/// A suite of cases: `Formats/suite`.
public struct SuiteFile: Sendable {
  /// How it is called.
  public let name: String
  /// The folder that its paths are in, with a slash behind.
  public let folder: String
  /// The list of digests that its files must have.
  public let manifest: String?
  /// The cases, in the file's order.
  public let cases: [SuiteCase]

  private static let sizeLimit = 1 << 24

  /// Reads a file whole.
  ///
  /// - Parameter path: The path of the file.
  /// - Throws: `LFError` with code `badData` and the line, or `noInput`.
  public init(_ path: String) throws(LFError) {
    let root = try JSONReader.read(try MappedFile(path), limit: Self.sizeLimit)
    folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    do throws(LFError) {
      let fields = try JSONFields(root, "the suite", known: ["name", "manifest", "cases"])
      name = try fields.neededText("name")
      manifest = try Self.path("manifest", fields)
      var cases: [SuiteCase] = []
      var names: Set<String> = []
      for node in try fields.list("cases") {
        let item = try Self.item(node)
        guard names.insert(item.name).inserted else {
          throw LFError(
            .badData, "two cases are called \"\(item.name)\"", at: .init(line: node.line),
            hint: "name one of them otherwise")
        }
        cases.append(item)
      }
      guard !cases.isEmpty else {
        throw LFError(.badData, "the suite has no cases", at: .init(line: root.line), hint: "add one")
      }
      self.cases = cases
    } catch { throw error.inFile(path) }
  }

  private static func item(_ node: JSONNode) throws(LFError) -> SuiteCase {
    let fields = try JSONFields(
      node, "a case", known: ["name", "heart", "electrodes", "skin", "lungs", "golden", "conductivity"])
    let name = try fields.neededText("name")
    guard name.utf8.count <= 100, name.first != ".", name.utf8.allSatisfy(isNameByte) else {
      throw LFError(
        .badData, "a case is called \"\(name.singleLine)\"", at: .init(line: node.line),
        hint: "names are of letters, digits, '.', '_' and '-', as they name files too")
    }
    guard let heart = try path("heart", fields), let golden = try path("golden", fields) else {
      throw LFError(
        .badData, "the case \(name) lacks \"heart\" or \"golden\"", at: .init(line: node.line), hint: "add it"
      )
    }
    let item = SuiteCase(
      name: name, heart: heart, electrodes: try path("electrodes", fields),
      skin: try path("skin", fields), lungs: try path("lungs", fields), golden: golden,
      conductivity: try fields.text("conductivity"))
    if item.isConductivityFile { _ = try path("conductivity", fields) }
    return item
  }

  /// A path in the suite's own folder: a suite from elsewhere must not read what else lies on the disk.
  private static func path(_ name: String, _ fields: JSONFields) throws(LFError) -> String? {
    guard let path = try fields.text(name) else { return nil }
    let isInside =
      !path.hasPrefix("/") && !path.contains("://") && !path.split(separator: "/").contains("..")
    guard isInside else {
      throw LFError(
        .badData, "\"\(name)\" is \(path.singleLine), outside of the suite's folder",
        at: .init(line: fields.node.line), hint: "put the file beside the suite")
    }
    return path
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
