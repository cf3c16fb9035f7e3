internal import Commerce
internal import Streaming

// What `StateWriter` has written of the same names. Whatever is read here can be reckoned with: no sum is infinite or
// not a number, and no minute so far away that a difference of two would overflow.
extension StateReader {
    /// Twice as far as the distant future, in minutes.
    private static let minuteMax = 2 * SignalDetector.minute(of: .distantFuture)
    /// Above every sum of counts and of their squares, and far below infinity when it is squared.
    private static let sumMax = 1e60

    /// A minute since 1970.
    mutating func minute() throws(StateError) -> Int {
        let minute = Int(try signed())
        guard (-Self.minuteMax...Self.minuteMax).contains(minute) else {
            throw StateError("minute \(minute) is outside of event time")
        }
        return minute
    }

    /// A minute since 1970, or none.
    mutating func optionalMinute() throws(StateError) -> Int? {
        try optional { (reader) throws(StateError) in try reader.minute() }
    }

    /// An hour since 1970, or none.
    mutating func optionalHour() throws(StateError) -> Int? {
        try optional { (reader) throws(StateError) in
            let hour = try reader.signed()
            guard hour.magnitude <= UInt64(Int32.max) else { throw StateError("an hour is \(hour)") }
            return Int(hour)
        }
    }

    /// A number that only adding up may have given, never negative.
    mutating func sum() throws(StateError) -> Double {
        let value = try signedSum()
        guard value >= 0 else { throw StateError("\(value) is a sum of what is never negative") }
        return value
    }

    /// A number that only adding up and taking away may have given.
    mutating func signedSum() throws(StateError) -> Double {
        let value = try double()
        guard value.magnitude <= Self.sumMax else { throw StateError("\(value) is no sum of counts") }
        return value
    }

    /// Fifteen sums; the caller knows which of them may be negative.
    mutating func floats() throws(StateError) -> [15 of Float] {
        var sums: [15 of Float] = .init(repeating: 0)
        let present = try number(upTo: (1 << 15) - 1)
        for index in sums.indices where present & 1 << index != 0 {
            sums[index] = Float(bitPattern: UInt32(try number(upTo: Int(UInt32.max))))
            guard sums[index].magnitude <= 1e30 else { throw StateError("\(sums[index]) is no sum of counts") }
        }
        return sums
    }

    /// The name of a slice.
    mutating func slice() throws(StateError) -> Slice {
        let count = try number(upTo: Dimension.allCases.count)
        var terms: [Slice.Term] = []
        terms.reserveCapacity(count)
        for _ in 0..<count {
            let number = try number(upTo: 255)
            guard let dimension = Dimension(rawValue: UInt8(number)) else {
                throw StateError("there is no dimension \(number)")
            }
            guard terms.last.map({ $0.dimension.rawValue < dimension.rawValue }) ?? true else {
                throw StateError("the terms of a slice are not in order")
            }
            terms.append(Slice.Term(dimension, try text()))
        }
        return Slice(terms)
    }

    /// A slot among `count`.
    mutating func slot(count: Int) throws(StateError) -> Int {
        let slot = try number(upTo: .max)
        guard slot < count else { throw StateError("slot \(slot) is none of \(count)") }
        return slot
    }
}
