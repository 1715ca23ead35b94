import CLibXML2
import LFCore

/// Parses XML by libxml2's push parser, with network, DTDs and entities off.
enum XMLDocument {
  /// Deeper nesting than any VTK file has.
  static let depthLimit = 16
  /// More elements than any collection has; bounds the memory that a hostile file takes.
  static let elementLimit = 1_000_000

  /// Parses the pieces as one document.
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
    let chunk = 1 << 16
    for piece in pieces {
      var start = 0
      while start < piece.count, builder.failure == nil {
        let size = min(chunk, piece.count - start)
        let bytes = piece.baseAddress?.assumingMemoryBound(to: CChar.self).advanced(by: start)
        xmlParseChunk(context, bytes, Int32(size), 0)
        start += size
      }
    }
    if builder.failure == nil { xmlParseChunk(context, nil, 0, 1) }
    if let failure = builder.failure { throw failure }
    guard let root = builder.root, context.pointee.wellFormed != 0 else {
      throw LFError(.badData, "is no XML document", hint: "the file is damaged or of another kind")
    }
    return root
  }
}
