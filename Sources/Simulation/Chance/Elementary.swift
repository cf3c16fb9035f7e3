/// The exponential and the logarithm, from additions, multiplications and divisions only.
///
/// A C library's `exp` and `log` may differ in the last bit from one machine to the next, and a shop must be the same
/// bytes everywhere. IEEE 754 fixes the basic operations, so these are the same everywhere. Good to about 1e-14,
/// relative.
enum Elementary {
    private static let ln2High = 0.693_147_180_369_123_8
    private static let ln2Low = 1.908_214_929_270_587_7e-10

    /// e to the power of `x`, for `x` between -700 and 700.
    static func exp(_ x: Double) -> Double {
        precondition(x.magnitude <= 700, "the exponential is for moderate arguments")
        let power = (x / (ln2High + ln2Low)).rounded()
        let rest = (x - power * ln2High) - power * ln2Low
        var sum = 1.0
        var term = 14.0
        while term >= 1 {
            sum = 1 + rest / term * sum
            term -= 1
        }
        return sum * Double(sign: .plus, exponent: Int(power), significand: 1)
    }

    /// The natural logarithm of a positive number.
    static func log(_ x: Double) -> Double {
        precondition(x > 0 && x.isFinite, "only positive numbers have a logarithm")
        var exponent = Double(x.exponent)
        var mantissa = x.significand
        if mantissa > 1.414_213_562_373_095_1 {
            mantissa /= 2
            exponent += 1
        }
        let ratio = (mantissa - 1) / (mantissa + 1)
        let square = ratio * ratio
        var sum = 0.0
        var odd = 21.0
        while odd >= 1 {
            sum = sum * square + 1 / odd
            odd -= 2
        }
        return exponent * ln2High + (exponent * ln2Low + 2 * ratio * sum)
    }
}
