import Commerce
import Simulation
import Streaming
import Testing

@testable import Pipeline

/// A scenario of the library, played through the local pipeline as its events arrive, minute by minute.
struct Play {
    let scenario: Scenario
    let truth: Truth
    var driver: Driver
    /// Every payment that was heard of, by order: when it was made and when it arrived.
    private(set) var payments: [String: (made: EventTime, arrived: EventTime)] = [:]

    /// Plays the scenario of this name, with so many orders a day, to its end or for so many minutes.
    init(_ name: String, ordersPerDay: Double, minutes: Int64? = nil, seed: UInt64 = 1) throws {
        let start = EventTime(milliseconds: Driver.noon.milliseconds)
        var scenario = try #require(Scenario.named(name, start: start, seed: seed))
        scenario.configuration.ordersPerDay = ordersPerDay
        if let minutes { scenario.configuration.duration = .minutes(minutes) }
        // Nobody's preferences matter here.
        scenario.configuration.behaviour.preferencesShare = 0
        self.scenario = scenario
        truth = scenario.truth
        driver = try Driver(keepsJournals: false)
        run()
    }

    private mutating func run() {
        var shop = Shop(scenario)
        var minute: Int64 = 1
        while let event = shop.next() {
            while event.arrivesAt >= Self.time(minute) {
                driver.run(at: .minutes(minute))
                minute += 1
            }
            if event.type == .paymentCaptured {
                let order = String(decoding: event.key, as: UTF8.self)
                payments[order] = (event.occurredAt, event.arrivesAt)
            }
            driver.pipe(event.type, key: String(decoding: event.key, as: UTF8.self), event.value)
        }
        // The last minutes are judged.
        for _ in 0..<3 {
            driver.run(at: .minutes(minute))
            minute += 1
        }
    }

    /// `minute` minutes after the start.
    static func time(_ minute: Int64) -> EventTime {
        EventTime(milliseconds: Driver.noon.milliseconds).advanced(by: .minutes(minute))
    }

    // MARK: What came of it

    /// The alerts that begin an incident, of one signal or of all.
    func firing(_ signal: Signal? = nil) throws -> [Alert] {
        try driver.alerts().filter { $0.status == .firing && (signal == nil || $0.signal == signal) }
    }

    /// The entry of the truth with this name.
    func entry(_ name: String) throws -> Truth.Entry { try #require(truth.entries.first { $0.name == name }) }

    /// The alerts that name `entry`, and nothing else.
    func naming(_ entry: Truth.Entry) throws -> [Alert] {
        try firing(entry.signal).filter { $0.slice == entry.slice || entry.equivalents.contains($0.slice) }
    }

    /// The alerts that no entry of the truth accounts for: neither as itself nor as what it causes elsewhere.
    func unexplained() throws -> [Alert] {
        try firing().filter { alert in
            !truth.entries.contains { entry in
                let isIt =
                    alert.signal == entry.signal
                    && (alert.slice == entry.slice || entry.equivalents.contains(alert.slice))
                    && entry.start <= alert.occurredAt
                let isCaused = entry.consequences.contains {
                    $0.signal == alert.signal && $0.start <= alert.occurredAt && alert.occurredAt <= $0.end
                }
                return isIt || isCaused
            }
        }
    }
}
