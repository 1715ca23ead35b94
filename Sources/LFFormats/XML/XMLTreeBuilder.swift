import CLibXML2
import LFCore

/// Takes libxml2's events and builds the tree; the first error stops the parser.
final class XMLTreeBuilder {
  var context: xmlParserCtxtPtr?
  private(set) var root: XMLElement?
  private(set) var failure: LFError?
  private var open: [XMLElement] = []
  private var count = 0
  /// Text that does not go through the parser, in the order of the instructions that stand for it.
  var waiting: [PlainRuns.Run] = []
  private var placed = 0
  /// Lines that the parser has not seen.
  private var skippedLines = 0

  /// Sets the callbacks; their context is this object.
  func install(in handler: inout xmlSAXHandler) {
    handler.initialized = XML_SAX2_MAGIC
    handler.startElementNs = { data, name, prefix, _, _, _, attributeCount, _, attributes in
      guard let builder = builder(data), let name else { return }
      builder.start(text(name, prefix), attributeCount, attributes)
    }
    handler.endElementNs = { data, _, _, _ in builder(data)?.open.removeLast() }
    handler.characters = { data, bytes, size in
      guard let builder = builder(data), let bytes, let element = builder.open.last else { return }
      element.append(UnsafeBufferPointer(start: bytes, count: Int(size)))
    }
    handler.cdataBlock = handler.characters
    handler.processingInstruction = { data, target, _ in
      guard let builder = builder(data), let target, String(cString: target) == PlainRuns.target else {
        return
      }
      builder.place()
    }
    handler.internalSubset = { data, _, _, _ in
      builder(data)?.stop("has a DOCTYPE, which is refused", hint: "remove it")
    }
    handler.reference = { data, name in
      builder(data)?.stop("refers to an entity, which is refused", hint: "write the character itself")
    }
    // libxml2 asks for the predefined entities too when there is a handler; they must stay known.
    handler.getEntity = { _, name in xmlGetPredefinedEntity(name) }
    handler.serror = { data, error in
      guard let builder = builder(data), let error, builder.failure == nil else { return }
      guard error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
      let message = error.pointee.message.map { String(cString: $0) } ?? "is not well-formed"
      builder.failure = LFError(
        .badData, "is not well-formed XML: " + message.singleLine.trimmingBlanks,
        at: .init(line: Int(error.pointee.line) + builder.skippedLines),
        hint: "the file is damaged; write it again")
    }
  }

  private func start(
    _ name: String, _ attributeCount: Int32, _ raw: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    count += 1
    let line = line ?? 0
    if open.count >= XMLDocument.depthLimit {
      stop("nests elements more than \(XMLDocument.depthLimit) deep", hint: "no file of its kind does")
    }
    if count > XMLDocument.elementLimit {
      stop("has more than \(XMLDocument.elementLimit) elements", hint: nil)
    }
    var attributes: [(name: String, value: String)] = []
    if let raw {
      for i in 0..<Int(attributeCount) {
        // Five pointers an attribute: name, prefix, namespace, begin and end of the value.
        guard let name = raw[5 * i], let begin = raw[5 * i + 3], let end = raw[5 * i + 4] else { continue }
        let value = UnsafeBufferPointer(start: begin, count: end - begin)
        attributes.append((text(name, raw[5 * i + 1]), attributeText(value)))
      }
    }
    let element = XMLElement(name: name, attributes: attributes, line: line)
    if let parent = open.last { parent.append(element) } else { root = element }
    open.append(element)
  }

  private var line: Int? { context.map { Int(xmlSAX2GetLineNumber($0)) + skippedLines } }

  /// Puts the next waiting text where its instruction stands.
  private func place() {
    guard placed < waiting.count else { return }
    let run = waiting[placed]
    placed += 1
    skippedLines += run.lines
    guard let element = open.last else {
      stop("has text outside its root element", hint: "the file is damaged; write it again")
      return
    }
    element.append(run)
  }

  private func stop(_ message: String, hint: String?) {
    guard failure == nil else { return }
    failure = LFError(.badData, message, at: .init(line: line), hint: hint)
    xmlStopParser(context)
  }
}

private func builder(_ data: UnsafeMutableRawPointer?) -> XMLTreeBuilder? {
  data.map { Unmanaged<XMLTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
}

/// libxml2 keeps an ampersand in attributes as a character reference, the only one that it leaves.
private func attributeText(_ value: UnsafeBufferPointer<xmlChar>) -> String {
  guard value.contains(UInt8(ascii: "&")) else { return String(decoding: value, as: UTF8.self) }
  let reference = Array("&#38;".utf8)
  var bytes: [UInt8] = []
  var i = 0
  while i < value.count {
    bytes.append(value[i])
    let isReference = value[i] == UInt8(ascii: "&") && value[i...].starts(with: reference)
    i += isReference ? reference.count : 1
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func text(_ name: UnsafePointer<xmlChar>, _ prefix: UnsafePointer<xmlChar>?) -> String {
  let local = String(cString: name)
  return prefix.map { String(cString: $0) + ":" + local } ?? local
}

extension String {
  /// The text without blanks at its ends.
  var trimmingBlanks: String {
    var view = Substring(self)
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
