import CDeflate
import CKernels
import CNetCDF
import LFCore

/// Writes whole chunks of a NetCDF-4 file past the library's filters: shuffled and deflated on all cores, where the
/// library would deflate one after the other, at half the speed.
///
/// What is in the file is the same to every reader: HDF5 takes chunks that are filtered already.
///
/// It has to be closed, unless the file is given up: what HDF5 cannot write when it closes may crash it.
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

  /// Gives the file back; the library can close it only afterwards.
  ///
  /// - Returns: Whether all that was written is in the file; when not, the file is lost.
  func close() -> Bool {
    let (file, open) = (file, Array(sets.values))
    return NetCDFLibrary.exclusively {
      for set in open where H5Dclose(set) < 0 { return false }
      return H5Fclose(file) >= 0
    }
  }

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
    guard size > 0, let set = set(variable) else { return false }
    let count = (rows.count + height - 1) / height
    var offset = [UInt64](repeating: 0, count: rank)
    for first in stride(from: 0, to: count, by: Self.batch) {
      let chunks = Parallel.map(min(Self.batch, count - first)) { i in
        let start = (first + i) * size
        let values = UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + size, bytes.count)])
        return Self.packed(values, size: size, width: width, isNoisy: isNoisy)
      }
      for (i, chunk) in chunks.enumerated() {
        offset[0] = UInt64(rows.lowerBound + (first + i) * height)
        let status = NetCDFLibrary.exclusively { [offset] in
          chunk.isEmpty ? -1 : H5Dwrite_chunk(set, 0, 0, offset, chunk.count, chunk)
        }
        guard status >= 0 else { return false }
      }
    }
    return true
  }

  /// How many chunks are held at a time.
  private static let batch = 16

  /// A chunk as it stands in the file; empty when it could not be made.
  private static func packed(
    _ values: UnsafeRawBufferPointer, size: Int, width: Int, isNoisy: Bool
  ) -> [UInt8] {
    guard let deflater = PlaneDeflater(level: level) else { return [] }
    // A chunk is whole in the file even where the variable ends.
    var whole = [UInt8](values)
    whole += [UInt8](repeating: 0, count: size - values.count)
    return withUnsafeTemporaryAllocation(byteCount: size, alignment: 64) { shuffled in
      whole.withUnsafeBytes { lf_shuffle_bytes($0.baseAddress, size / width, width, shuffled.baseAddress) }
      return [UInt8](unsafeUninitializedCapacity: PlaneDeflater.bound(size)) { room, filled in
        filled = deflater.deflate(
          UnsafeRawBufferPointer(shuffled), planes: isNoisy ? width : 1,
          into: UnsafeMutableRawBufferPointer(room))
      }
    }
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
