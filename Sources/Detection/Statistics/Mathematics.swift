#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The five functions of the C library that the detector uses: the only place where one is called.
///
/// The log-gamma function is not among them, see ``LogBeta``.
enum Mathematics {
    static func log(_ value: Double) -> Double { systemLog(value) }
    static func log1p(_ value: Double) -> Double { systemLog1p(value) }
    static func exp(_ value: Double) -> Double { systemExp(value) }
    static func exp2(_ value: Double) -> Double { systemExp2(value) }
    static func pow(_ base: Double, _ exponent: Double) -> Double { systemPow(base, exponent) }
}

fileprivate func systemLog(_ value: Double) -> Double { log(value) }
fileprivate func systemLog1p(_ value: Double) -> Double { log1p(value) }
fileprivate func systemExp(_ value: Double) -> Double { exp(value) }
fileprivate func systemExp2(_ value: Double) -> Double { exp2(value) }
fileprivate func systemPow(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
