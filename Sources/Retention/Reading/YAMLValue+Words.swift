internal import Commerce

/// Values of the policy language that are made of several words.
extension YAMLValue {
    /// A name or version, as identities carry them: `name@version`.
    func label() throws(PolicyError) -> String {
        let label = try text()
        guard !label.contains(where: { $0 == "@" || $0 == "+" || $0.isWhitespace }) else {
            throw refused("\(path) has a space, `@` or `+`", "Write it without: records carry name@version")
        }
        return label
    }

    /// A list of texts, each once.
    func texts() throws(PolicyError) -> [String] {
        var texts: [String] = []
        for element in try elements() {
            let text = try element.text()
            guard !texts.contains(text) else {
                throw element.refused("\(path) says `\(text)` twice", "Keep one of them")
            }
            texts.append(text)
        }
        return texts
    }

    /// A list of words of a closed list, each once.
    func words<Word>(_: Word.Type) throws(PolicyError) -> [Word]
    where Word: RawRepresentable & CaseIterable, Word.RawValue == String {
        _ = try texts()
        return try elements().map { element throws(PolicyError) in try element.word(Word.self) }
    }

    /// Amounts by currency, sorted by currency; at least one.
    func amounts() throws(PolicyError) -> [Money] {
        let mapping = try YAMLMapping(self, allowed: nil)
        var amounts: [Money] = []
        for (currency, value) in mapping.all {
            guard currency.utf8.count == 3, currency.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
                throw value.refused("`\(currency)` is no currency", "Use an ISO 4217 code, for example CNY")
            }
            let amount = try value.integer(in: 1...LanguageValue.amountMax)
            amounts.append(Money(currency: currency, amountMinor: amount))
        }
        guard !amounts.isEmpty else {
            throw refused("\(path) lists no currency", "Add one, for example CNY: 2000 (minor units)")
        }
        return amounts.sorted { $0.currency < $1.currency }
    }

    /// The elements of a list of `max` at most, or the value itself where only one is written.
    func elements(max: Int) throws(PolicyError) -> [YAMLValue] {
        let elements = try elements()
        guard elements.count <= max else {
            throw elements[max].refused("\(path) has \(elements.count) elements", "Keep \(max) at most")
        }
        return elements
    }

    /// A time of day, in minutes after midnight.
    func clock() throws(PolicyError) -> Int {
        let parts = try text().split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
        else {
            throw refused("\(path) is not a time of day", "Write it as \"HH:MM\", in quotes, for example \"22:00\"")
        }
        return hour * 60 + minute
    }

    /// The IANA name of a time zone.
    func timeZone() throws(PolicyError) -> String {
        let name = try text()
        guard LocalTime.isZone(name) else {
            throw refused(
                "\(path) does not know the time zone `\(name)`",
                "Use an IANA name, for example Asia/Shanghai"
            )
        }
        return name
    }
}
