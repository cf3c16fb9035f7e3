internal import ArgumentParser
internal import Simulation
internal import Streaming

/// Which shop to simulate.
struct ShopOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What happens: \(Scenario.names.joined(separator: ", ")).", valueName: "name"))
    var scenario = "demo"

    @Option(help: ArgumentHelp("Fixes all chance: the same seed gives the same bytes.", valueName: "number"))
    var seed: UInt64 = 20_261_121

    /// The scenario from `start` on.
    func make(start: EventTime) throws -> Scenario {
        guard let made = Scenario.named(scenario, start: start, seed: seed) else {
            let names = Scenario.names.joined(separator: ", ")
            throw Failure(.usage, do: "choose one of \(names)", "there is no scenario `\(scenario)`")
        }
        return made
    }
}
