import CDeflate
import CKernels
import CNetCDF
import LFCore

/// Writes whole chunks of a NetCDF-4 file past the library's filters: shuffled and deflated on all cores, where the
/// library would deflate one after the other, at half the speed.
///
/// What is in the file is the same to every reader: HDF5 takes chunks that are filtered already.
final class ChunkOutput {
  /// Of a lead field's bytes half are noise to every level; the third makes one hundredth less, at two thirds of the speed.
  private static let level: Int32 = 1

  private let file: lf_hid_t
  private var sets: [String: lf_hid_t] = [:]

  /// Opens a second way into a file that the library has open, and whose variables are in it already; `nil` when the
  /// library does not let it, and then its own way is left.
  ///
  /// - Parameter path: The path.
  init?(_ path: String) {
    let file = NetCDFLibrary.exclusively {
      lf_hdf5_quiet()
      return lf_hdf5_second(path)
    }
    guard file >= 0 else { return nil }
    self.file = file
  }

  deinit { close() }

  /// Gives the file back; the library can close it only afterwards.
  func close() {
    let (file, open) = (file, Array(sets.values))
    guard !isClosed else { return }
    isClosed = true
    NetCDFLibrary.exclusively {
      for set in open { H5Dclose(set) }
      H5Fclose(file)
    }
  }

  private var isClosed = false

  /// Writes chunks that each hold whole rows, shuffled and deflated in that order when the file is read.
  ///
  /// - Parameters:
  ///   - bytes: The values of the rows, one row after the other.
  ///   - width: The bytes of a value.
  ///   - variable: The variable's name.
  ///   - rank: How many dimensions it has.
  ///   - rows: Which rows, at least one; the first begins a chunk.
  ///   - height: How many rows a chunk holds; the last one of a variable may have fewer.
  ///   - isNoisy: Whether bytes of the values are likely to be noise, so that it is worth looking.
  /// - Returns: Whether it worked; when not, nothing is lost by writing the rows again.
  func write(
    _ bytes: UnsafeRawBufferPointer, width: Int, to variable: String, rank: Int, rows: Range<Int>,
    _ height: Int, isNoisy: Bool
  ) -> Bool {
    let size = bytes.count / rows.count * height
    guard let base = bytes.baseAddress, size > 0 else { return false }
    let count = (rows.count + height - 1) / height
    let bound = PlaneDeflater.bound(size)
    let packed = UnsafeMutableRawPointer.allocate(byteCount: bound * count, alignment: 64)
    defer { packed.deallocate() }
    var sizes = [Int](repeating: 0, count: count)
    sizes.withUnsafeMutableBufferPointer { sizes in
      nonisolated(unsafe) let (sizes, from, to) = (sizes, base, packed)
      Parallel.run(count) { chunk in
        guard let deflater = PlaneDeflater(level: Self.level) else { return }
        let own = min(size, bytes.count - chunk * size)
        // A chunk is whole in the file even where the variable ends.
        let padding = size - own
        withUnsafeTemporaryAllocation(byteCount: padding > 0 ? 2 * size : size, alignment: 64) { room in
          guard let shuffled = room.baseAddress else { return }
          var whole = from + chunk * size
          if padding > 0 {
            let copy = shuffled + size
            copy.copyMemory(from: whole, byteCount: own)
            (copy + own).initializeMemory(as: UInt8.self, repeating: 0, count: padding)
            whole = UnsafeRawPointer(copy)
          }
          lf_shuffle_bytes(whole, size / width, width, shuffled)
          sizes[chunk] = deflater.deflate(
            UnsafeRawBufferPointer(start: shuffled, count: size), planes: isNoisy ? width : 1,
            into: to + chunk * bound)
        }
      }
    }
    guard !sizes.contains(0), let set = set(variable) else { return false }
    var offset = [UInt64](repeating: 0, count: rank)
    for chunk in 0..<count {
      offset[0] = UInt64(rows.lowerBound + chunk * height)
      let (place, length) = (packed + chunk * bound, sizes[chunk])
      nonisolated(unsafe) let at = place
      let status = NetCDFLibrary.exclusively { [offset] in H5Dwrite_chunk(set, 0, 0, offset, length, at) }
      guard status >= 0 else { return false }
    }
    return true
  }

  private func set(_ variable: String) -> lf_hid_t? {
    if let known = sets[variable] { return known }
    let file = file
    let set = NetCDFLibrary.exclusively {
      lf_hdf5_quiet()
      return H5Dopen2(file, variable, 0)
    }
    guard set >= 0 else { return nil }
    sets[variable] = set
    return set
  }
}
