/// A positive number in two bytes: the upper half of a `Float`, rounded to the nearest. Three significant digits, which is more
/// than an expectation has.
struct ShortFloat: BitwiseCopyable {
    let bits: UInt16

    static let zero = ShortFloat(bits: 0)

    init(bits: UInt16) { self.bits = bits }

    init(_ value: Float) {
        let (rounded, overflow) = value.bitPattern.addingReportingOverflow(0x8000)
        bits = UInt16(truncatingIfNeeded: (overflow ? value.bitPattern : rounded) >> 16)
    }

    var value: Float { Float(bitPattern: UInt32(bits) << 16) }
}
