import Commerce
import Streaming

extension Truth {
    /// One JSON object per entry and line, each with `type` `truth`.
    public var ndjson: [UInt8] {
        entries.flatMap { entry in
            var json = JSONWriter(capacity: 512)
            entry.write(to: &json)
            return json.bytes + [UInt8(ascii: "\n")]
        }
    }
}

extension Truth.Entry {
    fileprivate func write(to json: inout JSONWriter) {
        json.beginObject()
        json.member("type", "truth")
        json.member("name", name)
        json.member("expect", expectation.rawValue)
        json.member("signal", signal?.rawValue)
        json.key("slice")
        slice.write(to: &json)
        json.key("equivalent_slices")
        json.beginArray()
        for equivalent in equivalents { equivalent.write(to: &json) }
        json.endArray()
        json.member("start", start)
        json.member("end", end)
        switch intensity {
        case .rate(let rate): json.member("rate", rate)
        case .lift(let lift): json.member("lift", lift)
        case nil: break
        }
        json.member("shape", shape?.rawValue)
        size?.write(to: &json)
        json.key("consequences")
        json.beginArray()
        for consequence in consequences {
            json.beginObject()
            json.member("signal", consequence.signal.rawValue)
            json.key("slice")
            consequence.slice.write(to: &json)
            json.member("start", consequence.start)
            json.member("end", consequence.end)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }
}

extension IncidentSize {
    /// Members of the entry, rounded to what they are good for.
    fileprivate func write(to json: inout JSONWriter) {
        func rounded(_ number: Double) -> Double { (number * 100).rounded() / 100 }
        json.member("shows_from", showsFrom)
        json.member("shows_until", showsUntil)
        json.member("usual", rounded(usual))
        json.member("excess", rounded(excess))
        json.member("excess_per_minute", rounded(excessPerMinute))
        json.member("mean_lift", rounded(lift))
        json.member("evidence", rounded(evidence))
    }
}

extension Slice {
    /// An object with a member per term; an empty one for the whole shop.
    fileprivate func write(to json: inout JSONWriter) {
        json.beginObject()
        for term in terms { json.member(term.dimension.name, term.value) }
        json.endObject()
    }
}
