import CLibXML2
import LFCore
import Synchronization

/// A RelaxNG schema, and elements held against it by libxml2.
enum RelaxNGSchema {
  /// libxml2 sets its data types up without a lock.
  private static let lock = Mutex(())
  /// One breach or two tell what is wrong; a hostile file could have a million.
  private static let breachLimit = 20

  private static let quiet = Int32(
    XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)

  /// Holds a tree against a schema.
  ///
  /// - Parameters:
  ///   - root: The tree; its text is not looked at, for that of arrays may be huge.
  ///   - name: The schema's path below `Formats/`.
  ///   - start: The definition that the start pattern's choice is narrowed to. A choice among elements of one name
  ///     fails without saying why, so whoever knows the kind names it.
  /// - Returns: What breaks the schema, and where.
  /// - Throws: `LFError` with code `internalFault` when the schema itself is broken.
  static func breaches(
    of root: XMLElement, schema name: String, start: String
  ) throws(LFError) -> [LFError] {
    var result: Result<[LFError], LFError> = .success([])
    lock.withLock { _ in
      do throws(LFError) {
        result = .success(try check(root, name, start))
      } catch { result = .failure(error) }
    }
    return try result.get()
  }

  private static func check(_ root: XMLElement, _ name: String, _ start: String) throws(LFError) -> [LFError]
  {
    let broken = LFError(.internalFault, "the schema \(name) cannot be used")
    guard let bytes = EmbeddedSchema.bytes(name),
      let text = bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
      let grammar = xmlReadMemory(text, Int32(bytes.count), nil, nil, quiet)
    else { throw broken }
    defer { xmlFreeDoc(grammar) }
    guard narrow(grammar, to: start), let parser = xmlRelaxNGNewDocParserCtxt(grammar) else { throw broken }
    defer { xmlRelaxNGFreeParserCtxt(parser) }
    xmlRelaxNGSetParserStructuredErrors(parser, { _, _ in }, nil)
    guard let schema = xmlRelaxNGParse(parser) else { throw broken }
    defer { xmlRelaxNGFree(schema) }
    guard let validator = xmlRelaxNGNewValidCtxt(schema) else { throw broken }
    defer { xmlRelaxNGFreeValidCtxt(validator) }
    let findings = Findings()
    xmlRelaxNGSetValidStructuredErrors(
      validator,
      { data, error in
        guard let data, let error else { return }
        Unmanaged<Findings>.fromOpaque(data).takeUnretainedValue().append(error.pointee)
      }, Unmanaged.passUnretained(findings).toOpaque())
    var parts = [RelaxNGPart(path: [root], first: 0)]
    while let part = parts.popLast(), findings.telling.count < breachLimit {
      guard let document = xmlNewDoc(nil) else { throw broken }
      defer { xmlFreeDoc(document) }
      part.build(in: document, rest: &parts)
      let verdict = xmlRelaxNGValidateDoc(validator, document)
      guard verdict >= 0 else { throw broken }
      if verdict > 0, findings.all.isEmpty {
        return [LFError(.badData, "breaks the schema \(name)", at: root.place)]
      }
    }
    return withExtendedLifetime(root) { Array(findings.telling.prefix(breachLimit)) }
  }

  /// Takes all alternatives but one out of the start pattern.
  private static func narrow(_ grammar: xmlDocPtr, to definition: String) -> Bool {
    guard let root = xmlDocGetRootElement(grammar),
      let start = elements(in: root).first(where: { name(of: $0) == "start" }),
      let choice = elements(in: start).first(where: { name(of: $0) == "choice" })
    else { return false }
    var found = false
    for alternative in elements(in: choice) {
      let value = xmlGetNoNsProp(alternative, "name")
      defer { lf_xml_free(value) }
      if let value, String(cString: value) == definition {
        found = true
      } else {
        xmlUnlinkNode(alternative)
        xmlFreeNode(alternative)
      }
    }
    return found
  }

  private static func elements(in parent: xmlNodePtr) -> [xmlNodePtr] {
    var result: [xmlNodePtr] = []
    var next = parent.pointee.children
    while let node = next {
      if node.pointee.type == XML_ELEMENT_NODE { result.append(node) }
      next = node.pointee.next
    }
    return result
  }

  private static func name(of node: xmlNodePtr) -> String { String(cString: node.pointee.name) }

  /// Gathers what libxml2 finds.
  private final class Findings {
    private(set) var all: [LFError] = []
    /// The elements that a finding is about, each beside its finding.
    private var elements: [UnsafeMutableRawPointer?] = []
    /// The elements that have a telling finding inside them or are told of themselves.
    private var explained: Set<UnsafeMutableRawPointer> = []

    func append(_ error: xmlError) {
      guard all.count < 10 * breachLimit, let text = error.message else { return }
      let message = String(cString: text).singleLine.trimmingBlanks
      var node = error.node?.assumingMemoryBound(to: xmlNode.self)
      if let inner = node, inner.pointee.type != XML_ELEMENT_NODE { node = inner.pointee.parent }
      let own = node?.pointee._private
      let place = own.map { Unmanaged<XMLElement>.fromOpaque($0).takeUnretainedValue().place } ?? .init()
      guard !all.contains(where: { $0.message == message && $0.place == place }) else { return }
      all.append(LFError(.badData, message, at: place))
      elements.append(own)
      guard !Self.isEcho(message), !Self.isStranger(message) else { return }
      while let element = node, element.pointee.type == XML_ELEMENT_NODE {
        if let own = element.pointee._private { explained.insert(own) }
        node = element.pointee.parent
      }
    }

    /// The findings without those that only repeat, further out, that something inside is wrong.
    var telling: [LFError] {
      let telling = zip(all, elements).filter { finding, element in
        if Self.isEcho(finding.message) { return false }
        // An element that does not belong there is told only when nothing inside it explains that.
        return !Self.isStranger(finding.message) || element.map { !explained.contains($0) } ?? false
      }
      return telling.isEmpty ? all : telling.map(\.0)
    }

    private static func isStranger(_ message: String) -> Bool { message.contains("has extra content") }

    private static func isEcho(_ message: String) -> Bool {
      ["failed to validate content", " in interleave", "got nothing"].contains { message.contains($0) }
    }
  }
}
