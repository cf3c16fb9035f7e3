internal import Commerce

/// How many events of each type were taken. Counted for every event, so it is an array by the type's number.
struct EventTally {
    private var counts = [Int](repeating: 0, count: EventType.allCases.count)

    mutating func count(_ type: EventType) { counts[Int(type.rawValue)] += 1 }

    /// The types of which there was any.
    var byType: [EventType: Int] {
        var found: [EventType: Int] = [:]
        for type in EventType.allCases where counts[Int(type.rawValue)] > 0 { found[type] = counts[Int(type.rawValue)] }
        return found
    }
}
