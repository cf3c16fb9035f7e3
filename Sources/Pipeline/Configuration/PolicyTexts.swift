internal import Retention
internal import Streaming

/// What the files of a policy say, not yet understood; the built-in ones where none are named.
struct PolicyTexts {
    /// The policy file.
    var policy = BuiltInPolicy.policy
    /// The messages, one text per language.
    var templates = BuiltInPolicy.templates

    /// Eight hexadecimal digits that are others when any text is another.
    var tag: String {
        var hash = StableHash()
        for text in [policy] + templates { hash.combine(text.yaml) }
        let digits = String(hash.value, radix: 16)
        return String((String(repeating: "0", count: 16 - digits.count) + digits).prefix(8))
    }

    /// The policy that they say.
    ///
    /// - Throws: ``ConfigurationError`` with every fault.
    func parse() throws(ConfigurationError) -> RetentionPolicy {
        let reading = RetentionPolicy.read(policy, templates: templates)
        guard let policy = reading.policy else { throw ConfigurationError(reading.faults) }
        return policy
    }
}
