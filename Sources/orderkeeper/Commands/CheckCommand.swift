internal import ArgumentParser
internal import Detection
internal import Kafka
internal import Pipeline
internal import Retention

/// `orderkeeper check`.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks configuration, policy, brokers and topics, and says what to do about each fault.",
        discussion: """
            orderkeeper check --config orderkeeper.yaml
            orderkeeper check --config orderkeeper.yaml --offline
            orderkeeper check --list > reference.md
            orderkeeper check --template > orderkeeper.yaml
            orderkeeper check policy policies/shop.yaml
            """,
        subcommands: [CheckPolicyCommand.self]
    )

    @OptionGroup var brokers: BrokerOptions

    @Flag(help: "Ask no broker.")
    var offline = false

    @Flag(help: "Print all that can be set, as a Markdown table, and do nothing else.")
    var list = false

    @Flag(help: "Print a configuration file with every default commented out, and do nothing else.")
    var template = false

    func run() throws {
        if list { return StandardStream.output.write(Configuration.reference()) }
        if template { return StandardStream.output.write(Configuration.template()) }
        var report = CheckReport()
        let configuration = try report.check("configuration", { try brokers.load() }, describe: Self.describe)
        guard let configuration else { throw report.failure(.usage) }
        _ = try report.check("policy", { try configuration.loadPolicy() }, describe: Self.describe)
        _ = try report.check("detection", { try configuration.loadDetection() }, describe: Self.describe)
        guard !offline else { return try report.end(.usage) }
        let isSound = report.isSound
        try report.checkBrokers(configuration)
        try report.end(isSound ? .failed : .usage)
    }

    private static func describe(_ policy: RetentionPolicy) -> String {
        let languages = policy.templates.locales.joined(separator: ", ")
        return "\(policy.identity): \(policy.rules.count) rules, messages in \(languages)"
    }

    private static func describe(_ rules: DetectionRules) -> String {
        "\(rules.inhibitions.count) inhibitions, \(rules.silences.count) silences"
    }

    private static func describe(_ configuration: Configuration) -> String {
        let changes = configuration.changes
        guard !changes.isEmpty else { return "all defaults" }
        return changes.map { "\($0.name) = \($0.value)  (\($0.origin))" }.joined(separator: "\n")
    }
}
