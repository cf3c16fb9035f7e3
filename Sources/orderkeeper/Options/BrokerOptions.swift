internal import ArgumentParser
internal import Pipeline

/// Which brokers to talk to.
struct BrokerOptions: ParsableArguments {
    @OptionGroup var configuration: ConfigurationOptions

    @Option(help: ArgumentHelp("Addresses of brokers; short for --set kafka.bootstrap=….", valueName: "host:port"))
    var bootstrap: String?

    /// The configuration with the addresses.
    func load(_ further: [ConfigurationOverride] = []) throws -> Configuration {
        let address = bootstrap.map { [ConfigurationOverride("kafka.bootstrap", $0, option: "--bootstrap")] }
        return try configuration.load((address ?? []) + further)
    }
}
