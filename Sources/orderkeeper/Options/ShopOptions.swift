internal import ArgumentParser
internal import Simulation
internal import Streaming

/// Which shop to simulate.
struct ShopOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What happens: a name that `simulate --list` gives.", valueName: "name"))
    var scenario = "demo"

    @Option(help: ArgumentHelp("Fixes all chance: the same seed gives the same bytes.", valueName: "number"))
    var seed: UInt64 = 20_261_121

    @Option(help: ArgumentHelp("Of a history: how many days (default: 4).", valueName: "number"))
    var days: Int?

    @Option(help: ArgumentHelp("Of a history: events per day (default: 500000).", valueName: "number"))
    var eventsPerDay: Double?

    /// Whether the scenario draws its incidents over days of its own.
    var isHistory: Bool { scenario == "history" }

    func validate() throws {
        if !isHistory, days != nil || eventsPerDay != nil {
            throw ValidationError("--days and --events-per-day go with --scenario history.")
        }
        if let days, !(1...400).contains(days) { throw ValidationError("--days is a number from 1 to 400.") }
        if let eventsPerDay, !(1000...1e9).contains(eventsPerDay) {
            throw ValidationError("--events-per-day is a number from 1000 to 1000000000.")
        }
    }

    /// The scenario from `start` on.
    func make(start: EventTime) throws -> Scenario {
        if isHistory {
            return .history(start: start, days: days ?? 4, eventsPerDay: eventsPerDay ?? 500_000, seed: seed)
        }
        guard let made = Scenario.named(scenario, start: start, seed: seed) else {
            let names = Scenario.names.joined(separator: ", ")
            throw Failure(.usage, do: "choose one of \(names)", "there is no scenario `\(scenario)`")
        }
        return made
    }
}
