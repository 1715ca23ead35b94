import CLibXML2
import LFCore

/// Parses XML by libxml2's push parser, with network, DTDs and entities off.
enum XMLDocument {
  /// Deeper nesting than any VTK or HL7 file has.
  static let depthLimit = 32
  /// More elements than any collection has; bounds the memory that a hostile file takes.
  static let elementLimit = 1_000_000

  /// Parses the pieces as one document.
  ///
  /// Long plain text of arrays stays in the pieces, which must outlive the elements.
  ///
  /// - Parameter pieces: The document's bytes, in order.
  /// - Returns: The root element.
  /// - Throws: `LFError` with code `badData`, with the line.
  static func parse(_ pieces: [UnsafeRawBufferPointer]) throws(LFError) -> XMLElement {
    let builder = XMLTreeBuilder()
    var handler = xmlSAXHandler()
    builder.install(in: &handler)
    guard
      let context = xmlCreatePushParserCtxt(
        &handler, Unmanaged.passUnretained(builder).toOpaque(), nil, 0, nil)
    else { throw LFError(.internalFault, "libxml2 cannot make a parser") }
    defer { xmlFreeParserCtxt(context) }
    xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue))
    builder.context = context
    for piece in pieces {
      var runs = PlainRuns(piece)
      var start = 0
      while builder.failure == nil, let (position, run) = try runs.next() {
        push(UnsafeRawBufferPointer(rebasing: piece[start..<position]), to: context, builder)
        builder.waiting.append(run)
        let instruction = PlainRuns.instruction
        instruction.withUTF8Buffer { push(UnsafeRawBufferPointer($0), to: context, builder) }
        start = position + run.bytes.count
      }
      push(UnsafeRawBufferPointer(rebasing: piece[start...]), to: context, builder)
    }
    if builder.failure == nil { xmlParseChunk(context, nil, 0, 1) }
    if let failure = builder.failure { throw failure }
    guard let root = builder.root, context.pointee.wellFormed != 0 else {
      throw LFError(.badData, "is no XML document", hint: "the file is damaged or of another kind")
    }
    return root
  }

  private static func push(
    _ bytes: UnsafeRawBufferPointer, to context: xmlParserCtxtPtr, _ builder: XMLTreeBuilder
  ) {
    let chunk = 1 << 16
    var start = 0
    while start < bytes.count, builder.failure == nil {
      let size = min(chunk, bytes.count - start)
      let part = bytes.baseAddress?.assumingMemoryBound(to: CChar.self).advanced(by: start)
      xmlParseChunk(context, part, Int32(size), 0)
      start += size
    }
  }
}
