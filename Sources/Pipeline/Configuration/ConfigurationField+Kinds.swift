internal import Streaming

extension ConfigurationField {
    /// Where in a configuration a value lies.
    typealias Place<Value> = any WritableKeyPath<Configuration, Value> & Sendable

    /// A length of time.
    static func duration(
        _ name: String,
        _ place: Place<Milliseconds>,
        in range: ClosedRange<Milliseconds>,
        _ meaning: String
    ) -> Self {
        let allowed = "\(range.lowerBound.text) … \(range.upperBound.text)"
        return Self(name: name, allowed: allowed, meaning: meaning) {
            $0[keyPath: place].text
        } write: { text, configuration throws(ValueFault) in
            guard let length = DurationText.milliseconds(text).map(Milliseconds.init), range.contains(length) else {
                let bounds = "from \(range.lowerBound.text) to \(range.upperBound.text)"
                throw ValueFault(wanted: "a length of time \(bounds), such as \(configuration[keyPath: place].text)")
            }
            configuration[keyPath: place] = length
        }
    }

    /// A length of time that is kept as a number of whole units.
    static func duration(
        _ name: String,
        _ place: Place<Int>,
        unit: Milliseconds,
        in range: ClosedRange<Int>,
        _ meaning: String
    ) -> Self {
        let (least, most) = (text(range.lowerBound, unit), text(range.upperBound, unit))
        return Self(name: name, allowed: "\(least) … \(most)", meaning: meaning) {
            text($0[keyPath: place], unit)
        } write: { text, configuration throws(ValueFault) in
            guard let count = count(text, unit), range.contains(count) else {
                throw ValueFault(wanted: "a length of time from \(least) to \(most) in steps of \(unit.text)")
            }
            configuration[keyPath: place] = count
        }
    }

    /// A list of lengths of time in ascending order, kept as numbers of whole units.
    static func durations(
        _ name: String,
        _ place: Place<[Int]>,
        unit: Milliseconds,
        in range: ClosedRange<Int>,
        _ meaning: String
    ) -> Self {
        let (least, most) = (text(range.lowerBound, unit), text(range.upperBound, unit))
        return Self(name: name, allowed: "\(least) … \(most), ascending", meaning: meaning) {
            $0[keyPath: place].map { text($0, unit) }.joined(separator: ", ")
        } write: { text, configuration throws(ValueFault) in
            let counts = text.split(separator: ",").compactMap { count($0.trimmed, unit) }
            guard counts.count == text.split(separator: ",", omittingEmptySubsequences: false).count,
                counts.allSatisfy(range.contains), counts == Set(counts).sorted()
            else {
                throw ValueFault(
                    wanted: "lengths of time from \(least) to \(most), ascending, such as \(least), \(most)"
                )
            }
            configuration[keyPath: place] = counts
        }
    }

    /// Yes or no.
    static func flag(_ name: String, _ place: Place<Bool>, _ meaning: String) -> Self {
        Self(name: name, allowed: "true, false", meaning: meaning) {
            "\($0[keyPath: place])"
        } write: { text, configuration throws(ValueFault) in
            guard let flag = Bool(text) else { throw ValueFault(wanted: "true or false") }
            configuration[keyPath: place] = flag
        }
    }

    /// A whole number.
    static func integer(_ name: String, _ place: Place<Int>, in range: ClosedRange<Int>, _ meaning: String) -> Self {
        Self(name: name, allowed: "\(range.lowerBound) … \(range.upperBound)", meaning: meaning) {
            "\($0[keyPath: place])"
        } write: { text, configuration throws(ValueFault) in
            guard let number = Int(text), range.contains(number) else {
                throw ValueFault(wanted: "a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
            configuration[keyPath: place] = number
        }
    }

    /// A number.
    static func number(
        _ name: String,
        _ place: Place<Double>,
        in range: ClosedRange<Double>,
        _ meaning: String
    ) -> Self {
        Self(name: name, allowed: "\(range.lowerBound) … \(range.upperBound)", meaning: meaning) {
            "\($0[keyPath: place])"
        } write: { text, configuration throws(ValueFault) in
            guard let number = Double(text), range.contains(number) else {
                throw ValueFault(wanted: "a number from \(range.lowerBound) to \(range.upperBound)")
            }
            configuration[keyPath: place] = number
        }
    }

    /// An amount of memory.
    static func bytes(_ name: String, _ place: Place<Int>, in range: ClosedRange<Int>, _ meaning: String) -> Self {
        let (least, most) = (ByteText.format(range.lowerBound), ByteText.format(range.upperBound))
        return Self(name: name, allowed: "\(least) … \(most)", meaning: meaning) {
            ByteText.format($0[keyPath: place])
        } write: { text, configuration throws(ValueFault) in
            guard let bytes = ByteText.bytes(text), range.contains(bytes) else {
                throw ValueFault(wanted: "an amount from \(least) to \(most), such as 16MiB")
            }
            configuration[keyPath: place] = bytes
        }
    }

    private static func text(_ count: Int, _ unit: Milliseconds) -> String {
        DurationText.format(milliseconds: Int64(count) * unit.rawValue)
    }

    private static func count(_ text: String, _ unit: Milliseconds) -> Int? {
        guard let length = DurationText.milliseconds(text), length % unit.rawValue == 0 else { return nil }
        return Int(length / unit.rawValue)
    }
}
