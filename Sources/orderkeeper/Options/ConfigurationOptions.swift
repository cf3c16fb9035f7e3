internal import ArgumentParser
internal import Foundation
internal import Pipeline

/// Where the configuration comes from.
struct ConfigurationOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration file (or ORDERKEEPER_CONFIG).", valueName: "file"))
    var config: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "One setting, such as track.lateness=1m; may be repeated. `orderkeeper check --list` lists all.",
            valueName: "name=value"
        )
    )
    var set: [String] = []

    /// The configuration: defaults, file, environment, then `--set` and `further`.
    func load(_ further: [ConfigurationOverride] = []) throws -> Configuration {
        var overrides: [ConfigurationOverride] = []
        for text in set {
            guard let override = ConfigurationOverride(assignment: text) else {
                throw Failure(.usage, do: "write --set name=value, such as --set track.lateness=1m", "--set \(text)")
            }
            overrides.append(override)
        }
        let environment = ProcessInfo.processInfo.environment
        let file = config ?? environment["ORDERKEEPER_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        return try Configuration.load(file: file, environment: environment, overrides: overrides + further)
    }
}
