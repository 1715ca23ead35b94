import Foundation
import LFAnatomy
import LFCore
import LFNetwork
import Synchronization

/// The folder that `lftrain data` writes to.
struct DataFolder {
  private let path: String

  /// One file of it.
  struct File: Sendable {
    let seed: UInt64
    let path: String
  }

  init(_ path: String) { self.path = path }

  /// The files of a set of seeds and a conductivity model, in the order of their seeds.
  func files(of set: SeedRange, _ conductivity: String, atMost: Int) -> [File] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    let suffix = "-\(conductivity).nc"
    let found = names.compactMap { name -> File? in
      guard name.hasSuffix(suffix), let seed = UInt64(name.dropLast(suffix.count)), set.seeds.contains(seed)
      else { return nil }
      return File(seed: seed, path: path + "/" + name)
    }
    return Array(found.prefix(atMost))
  }

  /// What is made of each file, on all cores, in their order.
  static func each<T: Sendable>(
    _ files: [File], _ make: @Sendable (File) throws(LFError) -> T
  ) throws(LFError) -> [T] {
    let found = Mutex([T?](repeating: nil, count: files.count))
    let failure = Mutex<LFError?>(nil)
    Parallel.run(files.count) { i in
      guard failure.withLock({ $0 == nil }) else { return }
      do throws(LFError) {
        let one = try make(files[i])
        found.withLock { $0[i] = one }
      } catch { failure.withLock { $0 = $0 ?? error } }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    return found.withLock { $0.compactMap(\.self) }
  }
}
