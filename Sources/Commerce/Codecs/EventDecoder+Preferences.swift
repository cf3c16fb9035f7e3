internal import Streaming

extension EventDecoder {
    mutating func readPreferences(_ event: inout Event, _ batch: inout EventBatch) throws(DecodeError) {
        event.customerID = try requiredIdentifier(.customerID, to: &batch.text)
        event.timeZone = try word(.timeZone)
        event.locale = try word(.locale)
        var preferences = CustomerPreferences(
            marketingConsent: try flag(.marketingConsent),
            channels: try readChannels(),
            timeZone: try string(.timeZone),
            locale: try string(.locale)
        )
        let hours = member(.quietHours)
        if hours != 0 {
            guard parser.kind(hours) == .object else { throw DecodeError(field: "quiet_hours", fault: .wrongType) }
            // Last, because it selects another object.
            parser.select(hours)
            do throws(DecodeError) {
                preferences.quietStart = try minuteOfDay(.start)
                preferences.quietEnd = try minuteOfDay(.end)
            } catch {
                throw error.inside("quiet_hours")
            }
        }
        event.preferences = Int32(batch.preferences.count)
        batch.preferences.append(preferences)
    }

    private func readChannels() throws(DecodeError) -> [String] {
        let array = member(.channels)
        guard array != 0 else { return [] }
        guard parser.kind(array) == .array else { throw DecodeError(field: "channels", fault: .wrongType) }
        var channels: [String] = []
        var node = array + 1
        let end = parser.next(array)
        while node < end {
            guard channels.count < EventLimits.channels else {
                let problem = "has more than \(EventLimits.channels) elements"
                throw DecodeError(field: "channels", problem: problem, fault: .outOfRange)
            }
            try checkIdentifier(node, "channels[\(channels.count)]")
            channels.append(parser.string(node))
            node = parser.next(node)
        }
        return channels
    }

    // "22:00" as minutes after midnight. Half of the quiet hours says nothing, so both are required.
    private func minuteOfDay(_ field: EventField) throws(DecodeError) -> Int {
        let node = member(field)
        guard node != 0 else { throw DecodeError(field: field.name, fault: .missing) }
        guard parser.kind(node) == .string else { throw DecodeError(field: field.name, fault: .wrongType) }
        let minutes: Int? = parser.withText(node) { text in
            guard text.count == 5, text[2] == UInt8(ascii: ":") else { return nil }
            let (hour, minute) = (RFC3339.pair(text, 0), RFC3339.pair(text, 3))
            return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 ? hour * 60 + minute : nil
        }
        guard let minutes else {
            throw DecodeError(field: field.name, problem: "is not a time of day, HH:MM", fault: .badValue)
        }
        return minutes
    }
}
