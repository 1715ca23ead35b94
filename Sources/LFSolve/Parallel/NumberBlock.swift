/// Numbers, zero at first, that cores work on side by side.
final class NumberBlock<Value: BinaryFloatingPoint> {
  let values: UnsafeMutablePointer<Value>

  init(_ count: Int) {
    values = .allocate(capacity: max(count, 1))
    values.initialize(repeating: 0, count: max(count, 1))
  }

  deinit { values.deallocate() }
}
