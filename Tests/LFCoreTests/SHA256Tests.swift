import LFCore
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  private func digest(_ pieces: [[UInt8]]) -> String {
    var sha = SHA256()
    for piece in pieces { piece.withUnsafeBytes { sha.update($0) } }
    return sha.hex()
  }

  @Test("gives the standard's examples")
  func examples() {
    #expect(digest([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      digest([Array("abc".utf8)]) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("does not care how the bytes come", arguments: [1, 3, 55, 56, 63, 64, 65, 130, 200])
  func pieces(size: Int) {
    let bytes = (0..<200).map { UInt8($0) }
    let parts = stride(from: 0, to: 200, by: size).map { Array(bytes[$0..<min($0 + size, 200)]) }
    #expect(digest(parts) == digest([bytes]))
  }
}
