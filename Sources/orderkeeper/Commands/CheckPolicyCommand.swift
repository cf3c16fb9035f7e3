internal import ArgumentParser
internal import Pipeline
internal import Retention

/// `orderkeeper check policy`.
struct CheckPolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Checks a policy and its messages, and sums up who gets what and what it can cost.",
        discussion: """
            Without a file, what is configured, or the built-in policy. Every fault is told with its file, its line and \
            what to do about it.

            orderkeeper check policy policies/shop.yaml --templates policies/templates
            orderkeeper check policy --reference > policies/README.md
            orderkeeper check policy --schema > policy.schema.json
            """
    )

    @Argument(
        help: ArgumentHelp("The policy file.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"])
    )
    var file: String?

    @Option(
        help: ArgumentHelp("The directory of messages, one YAML file per language.", valueName: "directory"),
        completion: .directory
    )
    var templates: String?

    @OptionGroup var options: ConfigurationOptions

    @Flag(help: "Print the reference of the policy language, in Markdown, and do nothing else.")
    var reference = false

    @Flag(help: "Print the JSON Schema of policy files, for editors, and do nothing else.")
    var schema = false

    @Flag(help: "Print the JSON Schema of files of messages, and do nothing else.")
    var templatesSchema = false

    func run() throws {
        if reference { return StandardStream.output.write(PolicyReference.markdown) }
        if schema { return StandardStream.output.write(PolicyReference.schema) }
        if templatesSchema { return StandardStream.output.write(PolicyReference.templatesSchema) }
        var files = try options.load().policyFiles
        if let file { files.policy = file }
        if let templates { files.templates = templates }
        do {
            StandardStream.output.write(PolicySummary(try files.load()).text)
        } catch {
            throw Failure(policy: error)
        }
    }
}

extension Failure {
    /// A policy that was refused: its faults as `file:line: what to do (what is wrong)`.
    fileprivate init(policy error: ConfigurationError) {
        let count = error.faults.count
        self.init(.usage, do: "correct the policy", count == 1 ? "\(error)" : "\(count) faults:\n\(error)")
    }
}
