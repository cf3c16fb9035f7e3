internal import Commerce
internal import Streaming

/// An incident as a possible cause of others: where it is, and how large it was when.
struct Cause {
    let id: String
    let signal: Signal
    let slice: Slice
    /// Orders at risk at the end of a minute, ascending; the first is the minute in which it began.
    private(set) var growth: [Point]
    /// The minute in which it ended.
    var endMinute: Int?

    /// Orders at risk at the end of a minute.
    struct Point: Equatable {
        var minute: Int
        var orders: Double
    }

    /// How many minutes are told apart; what lies further back is forgotten.
    private static let pointsMax = 3000

    init(id: String, signal: Signal, slice: Slice, minute: Int, orders: Double) {
        self.id = id
        self.signal = signal
        self.slice = slice
        growth = [Point(minute: minute, orders: orders)]
    }

    /// Notes its size at the end of a later minute.
    mutating func note(_ orders: Double, minute: Int) {
        if growth.last?.orders != orders { growth.append(Point(minute: minute, orders: orders)) }
        if growth.count > Self.pointsMax { growth.removeFirst() }
    }

    /// Orders at risk at the end of `minute`; `nil` before it began, and when it has been over for longer than `after`.
    func orders(at minute: Int, after: Int) -> Double? {
        if let endMinute, minute > endMinute + after { return nil }
        return growth.last { $0.minute <= minute }?.orders
    }

    /// Forgets what nobody asks for any more who asks for minutes from `minute` on.
    mutating func forget(before minute: Int) {
        let past = growth.prefix { $0.minute <= minute }.count
        if past > 1 { growth.removeFirst(past - 1) }
    }

    // MARK: State

    func write(to writer: inout StateWriter) {
        writer.text(id)
        writer.number(signal.ordinal)
        writer.slice(slice)
        writer.list(growth) { writer, point in
            writer.minute(point.minute)
            writer.double(point.orders)
        }
        writer.optionalMinute(endMinute)
    }

    init(from reader: inout StateReader) throws(StateError) {
        id = try reader.text()
        signal = Signal.allCases[try reader.number(upTo: Signal.allCases.count - 1)]
        slice = try reader.slice()
        growth = try reader.list { (reader) throws(StateError) in
            Point(minute: try reader.minute(), orders: try reader.signedSum())
        }
        guard zip(growth, growth.dropFirst()).allSatisfy({ $0.minute < $1.minute }) else {
            throw StateError("the minutes of a cause are not in order")
        }
        endMinute = try reader.optionalMinute()
    }
}
