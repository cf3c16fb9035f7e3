internal import Commerce
internal import Foundation
internal import Kafka
internal import Pipeline
internal import Retention
internal import Simulation
internal import Streaming

/// The demonstration: feeds the shop, moves the clock, and shows what comes out, in one thread.
struct Demo: ~Copyable {
    private let scenario: Scenario
    private let configuration: Configuration
    private let monitor: PipelineMonitor
    private let stop: StopSignal
    private let clock: FollowingClock
    private let speed: Double

    private let screen = DemoScreen()
    private var feeder: ShopFeeder
    private var reader: TopicReader
    private var marks: ReadingMarks
    private var scoreboard: Scoreboard
    private var actions = ActionSample()
    private var stories = StorySample()
    private var announced: Set<String> = []
    private var reached: EventTime
    private var reportedAt = Milliseconds.zero

    /// So far what is sent may run ahead of what is read. Less than the lateness, so that no event is late because its
    /// partition was read after another one.
    private let lead: Milliseconds
    /// So long it runs at most.
    private static let elapsedMax = Milliseconds.seconds(105)
    /// How long after the last event it waits for the last alerts.
    private static let quietTime = Milliseconds(1500)

    init(
        _ scenario: Scenario,
        _ configuration: Configuration,
        monitor: PipelineMonitor,
        clock: FollowingClock,
        stop: StopSignal,
        speed: Double
    ) throws {
        lead = Milliseconds(configuration.track.lateness.rawValue * 4 / 5)
        let topics = configuration.topics
        let feeder = try ShopFeeder(scenario, configuration)
        let outputs = [topics.alerts, topics.actions, topics.decisions]
        let reader = try TopicReader(configuration, topics: outputs, from: .beginning)
        self.scenario = scenario
        self.configuration = configuration
        self.monitor = monitor
        self.clock = clock
        self.stop = stop
        self.speed = speed
        self.feeder = feeder
        self.reader = reader
        marks = ReadingMarks(start: scenario.configuration.start)
        scoreboard = Scoreboard(scenario)
        reached = scenario.configuration.start
    }

    /// Runs to the end, or until it is asked to stop; then sums up.
    mutating func run() throws {
        screen.begin(scenario, speed: speed)
        screen.waiting()
        waitUntilReady()
        let watch = Stopwatch()
        while !feeder.isFinished, !stop.isRequested, watch.elapsed < Self.elapsedMax {
            let passed = Milliseconds(Int64(Double(watch.elapsed.rawValue) * speed))
            let planned = scenario.configuration.start.advanced(by: passed)
            try feed(through: min(planned, marks.position.advanced(by: lead)))
            try follow(watch)
            Thread.sleep(forTimeInterval: 0.005)
        }
        let elapsed = watch.elapsed
        if !feeder.isFinished, !stop.isRequested { screen.note("this machine is too slow for all of it: ending early") }
        try finish(watch)
        let statistics = monitor.statistics
        screen.write(DemoSummary(scoreboard, actions, statistics, reached: reached, elapsed: elapsed).text)
        screen.stories(stories)
    }

    private func waitUntilReady() {
        let watch = Stopwatch()
        while !stop.isRequested, watch.elapsed < .seconds(20) {
            let status = monitor.status
            if Stage.allCases.allSatisfy({ status[$0]?.isReady ?? false }) { return }
            Thread.sleep(forTimeInterval: 0.02)
        }
    }

    private mutating func feed(through time: EventTime) throws {
        guard time > reached else { return }
        for entry in scenario.truth.entries {
            if entry.start <= time, announced.insert("+" + entry.name).inserted { screen.announce(entry, begins: true) }
            if entry.end <= time, announced.insert("-" + entry.name).inserted { screen.announce(entry, begins: false) }
        }
        try feeder.send(through: time)
        reached = time
        marks.sent(feeder.count, through: time)
    }

    /// Moves the clock to where TRACK is, and shows what has come out.
    private mutating func follow(_ watch: Stopwatch) throws {
        let statistics = monitor.status[.track]?.statistics ?? TaskStatistics()
        let events = statistics.events.values.reduce(0, +)
        let read = events + statistics.duplicates + statistics.deadLetters + statistics.ignored
        marks.read(read, at: watch.elapsed)
        clock.reach(marks.position)
        _ = try show()
        if let action = actions.next(at: watch.elapsed) { screen.action(action) }
        if watch.elapsed.rawValue - reportedAt.rawValue >= 10_000 {
            reportedAt = watch.elapsed
            let rate = Figures.rate(events, in: watch.elapsed)
            let (total, waiting) = (actions.total, marks.outstanding)
            screen.progress(at: marks.position, events: events, rate: rate, actions: total, backlog: waiting)
        }
    }

    /// Shows alerts, counts actions, lets customers hear of them, and remembers stories. Returns how many records there
    /// were.
    private mutating func show() throws -> Int {
        var alerts: [Alert] = []
        let topics = configuration.topics
        let count = try reader.read { record in
            guard let value = record.value else { return }
            if record.topic == topics.alerts {
                if let alert = try? AlertCodec.decode(value) { alerts.append(alert) }
            } else if record.topic == topics.decisions {
                if let decision = try? DecisionCodec.decode(value) { stories.take(decision) }
            } else if let action = try? ActionCodec.decode(value) {
                actions.take(action)
                stories.take(action)
                feeder.hear(action)
            }
        }
        for alert in alerts.sorted(by: { ($0.occurredAt, $0.id) < ($1.occurredAt, $1.id) }) {
            let found = scoreboard.take(alert)
            screen.alert(alert, finds: found)
        }
        return count
    }

    /// Lets the last minutes pass, so that what is open is judged, and waits until nothing more comes.
    private mutating func finish(_ watch: Stopwatch) throws {
        guard !stop.isRequested else {
            _ = try show()
            return
        }
        let limit = watch.elapsed.rawValue + 8000
        while marks.outstanding > 0, watch.elapsed.rawValue < limit {
            try follow(watch)
            Thread.sleep(forTimeInterval: 0.01)
        }
        // Not so long that a shop that has come to its end looks silent.
        clock.reach(reached.advanced(by: configuration.track.lateness).advanced(by: .minutes(2)))
        var quietSince = watch.elapsed
        while watch.elapsed.rawValue - quietSince.rawValue < Self.quietTime.rawValue, watch.elapsed.rawValue < limit {
            if try show() > 0 { quietSince = watch.elapsed }
            Thread.sleep(forTimeInterval: 0.01)
        }
    }
}
