/// The two ways in which records write a ``Slice``.
enum SliceCodec {
    /// As an object: `{"provider":"alipay","issuer":"icbc"}`.
    static func writeObject(_ slice: Slice, to json: inout JSONWriter) {
        json.beginObject()
        for term in slice.terms { json.member(term.dimension.name, term.value) }
        json.endObject()
    }

    static func read(_ object: RecordReader) throws(DecodeError) -> Slice {
        var terms: [Slice.Term] = []
        for member in object.all {
            guard case .string(let value) = member.value else {
                throw DecodeError(field: member.name, fault: .wrongType)
            }
            try append(member.name, value, to: &terms)
        }
        return Slice(terms)
    }

    /// As an array of names and values in turn: `["provider","alipay","issuer","icbc"]`. Shorter.
    static func writeArray(_ slice: Slice, to json: inout JSONWriter) {
        json.beginArray()
        for term in slice.terms {
            json.value(term.dimension.name)
            json.value(term.value)
        }
        json.endArray()
    }

    static func read(_ names: [String]) throws(DecodeError) -> Slice {
        guard names.count.isMultiple(of: 2) else {
            throw DecodeError(field: "$", problem: "has a name without a value", fault: .badValue)
        }
        var terms: [Slice.Term] = []
        for index in stride(from: 0, to: names.count, by: 2) {
            try append(names[index], names[index + 1], to: &terms)
        }
        return Slice(terms)
    }

    // A slice refuses to have a dimension twice, so bytes must not get that far.
    private static func append(_ name: String, _ value: String, to terms: inout [Slice.Term]) throws(DecodeError) {
        guard let dimension = Dimension(name: name) else {
            throw DecodeError(field: name, problem: "is not a dimension", fault: .badValue)
        }
        guard !terms.contains(where: { $0.dimension == dimension }) else {
            throw DecodeError(field: name, problem: "is there twice", fault: .badValue)
        }
        terms.append(Slice.Term(dimension, value))
    }
}
