import CLibXML2

/// A part of a tree that is held against a schema by itself.
///
/// Libxml2's time grows with the square of the children of an element, so a small file with hundreds of thousands of
/// them would keep it for hours. All such lists in our schemas are `zeroOrMore` of things that need no siblings:
/// they are as valid in portions, each below a copy of its ancestors.
struct RelaxNGPart {
  private static let portion = 256

  /// From the root to the element whose children are looked at.
  let path: [XMLElement]
  /// The first child of the portion.
  let first: Int

  /// Builds the part without text.
  ///
  /// - Parameters:
  ///   - document: Takes the part.
  ///   - rest: Takes the portions that are left over.
  func build(in document: xmlDocPtr, rest: inout [RelaxNGPart]) {
    var parent: xmlNodePtr?
    for element in path {
      guard let node = Self.node(of: element, in: document) else { return }
      if let parent { xmlAddChild(parent, node) } else { xmlDocSetRootElement(document, node) }
      parent = node
    }
    if let parent { fill(parent, path, from: first, in: document, &rest) }
  }

  private func fill(
    _ node: xmlNodePtr, _ path: [XMLElement], from first: Int, in document: xmlDocPtr,
    _ rest: inout [RelaxNGPart]
  ) {
    guard let children = path.last?.children else { return }
    for child in children.dropFirst(first).prefix(Self.portion) {
      guard let inner = Self.node(of: child, in: document) else { continue }
      xmlAddChild(node, inner)
      fill(inner, path + [child], from: 0, in: document, &rest)
    }
    if children.count - first > Self.portion {
      rest.append(RelaxNGPart(path: path, first: first + Self.portion))
    }
  }

  /// The element alone; it points back to ours, which knows lines beyond 65535.
  private static func node(of element: XMLElement, in document: xmlDocPtr) -> xmlNodePtr? {
    guard let node = xmlNewDocNode(document, nil, element.name, nil) else { return nil }
    node.pointee._private = Unmanaged.passUnretained(element).toOpaque()
    for (name, value) in element.attributes { xmlNewNsProp(node, nil, name, value) }
    return node
  }
}
