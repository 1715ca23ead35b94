import LFCore

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The bytes of arrays as they stand in a file: equal bytes hold equal arrays, and comparing them costs no decoding.
struct EncodedExtent {
  let file: VTKXMLFile
  /// Where arrays begin in the appended data, in order.
  private let offsets: [Int]

  init(_ file: VTKXMLFile) {
    self.file = file
    var found: [Int] = []
    func collect(_ element: XMLElement) {
      if let offset = Self.offset(element) { found.append(offset) }
      element.children.forEach(collect)
    }
    collect(file.content)
    offsets = found.sorted()
  }

  private static func offset(_ element: XMLElement) -> Int? {
    element["offset"].flatMap { Int($0.trimmingBlanks) }
  }

  /// The bytes from where an array begins to where the next one does.
  private func appended(_ element: XMLElement) -> UnsafeRawBufferPointer? {
    guard let all = file.appended, let start = Self.offset(element), (0...all.count).contains(start) else {
      return nil
    }
    var (low, high) = (0, offsets.count)
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] <= start { low = middle + 1 } else { high = middle }
    }
    let end = low < offsets.count ? min(offsets[low], all.count) : all.count
    return UnsafeRawBufferPointer(rebasing: all[start..<end])
  }

  /// Whether an array stands in two files with the same bytes, encoded in the same way.
  func isSame(_ element: XMLElement, as other: XMLElement, in extent: EncodedExtent) -> Bool {
    let attributes = ["type", "NumberOfComponents", "format"]
    guard attributes.allSatisfy({ element[$0] == other[$0] }), file.isSwapped == extent.file.isSwapped,
      file.headerWidth == extent.file.headerWidth, file.compressor == extent.file.compressor,
      file.appendedIsBase64 == extent.file.appendedIsBase64
    else { return false }
    if element["offset"] != nil || other["offset"] != nil {
      guard let a = appended(element), let b = extent.appended(other) else { return false }
      return Self.same(a, b)
    }
    return element.withText { a in other.withText { b in Self.same(a, b) } }
  }

  private static func same(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    guard a.count == b.count, let p = a.baseAddress, let q = b.baseAddress else { return a.count == b.count }
    return p == q || memcmp(p, q, a.count) == 0
  }

  /// Lets the memory of an array's bytes go.
  func release(_ element: XMLElement) {
    guard element["offset"] != nil, let bytes = appended(element) else { return }
    file.file.release(bytes)
  }
}
