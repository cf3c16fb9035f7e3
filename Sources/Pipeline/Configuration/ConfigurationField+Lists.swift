internal import Commerce
internal import Streaming

// Lists: in a file `[a, b]`, in the environment `a, b`; `none` stands for an empty one.
extension ConfigurationField {
    /// The slices of a signal.
    static func slices(of signal: Signal, _ meaning: String) -> Self {
        let known = SliceRules.dimensions(of: signal).map(\.name)
        let place: Place<[SliceCut]> = \Configuration.track.slices[signal]
        return list("track.slices.\(signal.rawValue)", place, allowed: known.joined(separator: ", "), meaning) {
            $0.description
        } read: { texts throws(ValueFault) in
            var cuts: [SliceCut] = []
            for text in texts { cuts.append(try cut(text, known)) }
            if let remedy = SliceRules.remedy(of: cuts, for: signal) { throw ValueFault(wanted: remedy) }
            return cuts
        }
    }

    private static func cut(_ text: String, _ known: [String]) throws(ValueFault) -> SliceCut {
        var dimensions: [Dimension] = []
        for name in text.split(separator: "+", omittingEmptySubsequences: false).map(\.trimmed) {
            guard let dimension = Dimension(name: name) else {
                let nearest = NearestName.of(name, among: known).map { " (did you mean \($0)?)" } ?? ""
                throw ValueFault(
                    wanted: "dimensions instead of \"\(name)\"\(nearest): \(known.joined(separator: ", "))"
                )
            }
            dimensions.append(dimension)
        }
        guard dimensions.count <= 2 else { throw ValueFault(wanted: "at most two dimensions in a pair, not \(text)") }
        guard let last = dimensions.last, dimensions.count == 2 else { return SliceCut(dimensions[0]) }
        guard dimensions[0] != last else { throw ValueFault(wanted: "two different dimensions, not \(text)") }
        return SliceCut(dimensions[0], last)
    }

    /// Decline codes and their families.
    static func declineCodes(_ name: String, _ place: Place<[DeclineCode]>, _ meaning: String) -> Self {
        let families = DeclineFamily.allCases.map(\.rawValue)
        let allowed = "code=family, …; families: \(families.joined(separator: ", "))"
        return list(name, place, allowed: allowed, meaning) { code in
            "\(code.provider.map { "\($0):" } ?? "")\(code.code)=\(code.family.rawValue)"
        } read: { texts throws(ValueFault) in
            var codes: [DeclineCode] = []
            for text in texts {
                let code = try declineCode(text, families)
                let other = codes.first {
                    DeclineTable.normalized($0.code) == DeclineTable.normalized(code.code)
                        && $0.provider == code.provider && $0.family != code.family
                }
                if let other { throw ValueFault(wanted: "one family for \(other.code), not two") }
                codes.append(code)
            }
            return codes
        }
    }

    /// Deadlines by method of payment.
    static func confirmationDeadlines(
        _ name: String,
        _ place: Place<[ConfirmationDeadline]>,
        in range: ClosedRange<Milliseconds>,
        _ meaning: String
    ) -> Self {
        let bounds = "\(range.lowerBound.text) … \(range.upperBound.text)"
        return list(name, place, allowed: "method=length, …; \(bounds)", meaning) {
            "\($0.method)=\($0.length.text)"
        } read: { texts throws(ValueFault) in
            var deadlines: [ConfirmationDeadline] = []
            for text in texts {
                let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(\.trimmed)
                guard parts.count == 2, !parts[0].isEmpty,
                    let length = DurationText.milliseconds(parts[1]).map(Milliseconds.init), range.contains(length)
                else {
                    let bounds = "from \(range.lowerBound.text) to \(range.upperBound.text)"
                    throw ValueFault(wanted: "method=length with a length \(bounds) instead of \"\(text)\"")
                }
                guard !deadlines.contains(where: { $0.method == parts[0] }) else {
                    throw ValueFault(wanted: "one length for \(parts[0]), not two")
                }
                deadlines.append(ConfirmationDeadline(method: parts[0], length: length))
            }
            return deadlines
        }
    }

    private static func declineCode(_ text: String, _ families: [String]) throws(ValueFault) -> DeclineCode {
        guard let equals = text.lastIndex(of: "="),
            let family = DeclineFamily(rawValue: text[text.index(after: equals)...].trimmed)
        else {
            let list = families.joined(separator: ", ")
            throw ValueFault(wanted: "code=family or provider:code=family instead of \"\(text)\"; families: \(list)")
        }
        let parts = text[..<equals].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(\.trimmed)
        guard let code = parts.last, parts.allSatisfy({ !$0.isEmpty }) else {
            throw ValueFault(wanted: "a code before the = of \"\(text)\"")
        }
        return DeclineCode(provider: parts.count == 2 ? parts[0] : nil, code: code, family: family)
    }

    private static func list<Element>(
        _ name: String,
        _ place: Place<[Element]>,
        allowed: String,
        _ meaning: String,
        text: @escaping @Sendable (Element) -> String,
        read: @escaping @Sendable ([String]) throws(ValueFault) -> [Element]
    ) -> Self {
        Self(name: name, allowed: allowed, meaning: meaning) { configuration in
            let elements = configuration[keyPath: place]
            return elements.isEmpty ? "none" : elements.map(text).joined(separator: ", ")
        } write: { text, configuration throws(ValueFault) in
            let texts = text.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
            configuration[keyPath: place] = try read(["", "none"].contains(text) ? [] : texts)
        }
    }
}
