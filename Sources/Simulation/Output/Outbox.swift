import Streaming

/// What has happened and has not arrived yet, the earliest arrival first.
struct Outbox: Sendable {
    private var agenda = Agenda<Int32>()
    private var parcels: [ShopEvent?] = []
    private var free: [Int32] = []

    /// When the next event arrives; `nil` when nothing is on its way.
    var earliest: Int64? { agenda.earliest }

    mutating func send(_ event: ShopEvent, tie: UInt64) {
        let slot: Int32
        if let used = free.popLast() {
            slot = used
            parcels[Int(slot)] = event
        } else {
            slot = Int32(parcels.count)
            parcels.append(event)
        }
        agenda.add(at: event.arrivesAt.milliseconds, tie: tie, slot)
    }

    mutating func receive() -> ShopEvent? {
        guard let slot = agenda.removeEarliest()?.subject else { return nil }
        free.append(slot)
        return parcels[Int(slot)].take()
    }
}
