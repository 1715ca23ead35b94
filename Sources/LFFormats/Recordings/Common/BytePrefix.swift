extension String {
  /// As many whole scalars from the beginning as so many bytes of UTF-8 hold.
  func prefix(bytes limit: Int) -> Substring {
    guard utf8.count > limit else { return self[...] }
    var end = utf8.index(utf8.startIndex, offsetBy: limit)
    // A byte that continues a scalar is none to cut before.
    while end > utf8.startIndex, utf8[end] & 0xC0 == 0x80 { utf8.formIndex(before: &end) }
    return self[..<end]
  }
}
