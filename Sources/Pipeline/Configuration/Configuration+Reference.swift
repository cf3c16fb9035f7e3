extension Configuration {
    /// The reference page: a Markdown table of all that can be set.
    public static func reference() -> String {
        var lines = [
            "| setting | default | allowed | meaning |",
            "| --- | --- | --- | --- |",
        ]
        for field in fields {
            let absent = field.isSecret ? "(none)" : "(built in)"
            let initial = field.defaultText.isEmpty ? absent : "`\(field.defaultText)`"
            lines.append("| `\(field.name)` | \(initial) | \(field.allowed) | \(field.meaning) |")
        }
        let meaning = "Passed through to every client: TLS, SASL, tuning."
        lines.append("| `\(KafkaProperty.prefix)*` | | any property of librdkafka | \(meaning) |")
        let notes = """

            Each setting is also an environment variable: `\(ConfigurationField.environmentPrefix)` and the name in \
            capitals, with `_` for `.` and `-`, such as `ORDERKEEPER_TRACK_LATENESS`. Stronger wins: default, file, \
            environment, command line. In a file, `${NAME}` stands for an environment variable. Secrets, also among \
            the librdkafka properties, may be `file:` and a path, and never print.
            """
        return lines.joined(separator: "\n") + "\n" + notes + "\n"
    }

    /// A configuration file that says every setting with its default, commented out: `Config/orderkeeper.yaml`.
    public static func template() -> String {
        var lines = [
            "# OrderKeeper's configuration. Every setting is commented out and says its default; take away the # of",
            "# what you change. `orderkeeper check --config FILE` looks for mistakes. Stronger than this file: the",
            "# environment (ORDERKEEPER_TRACK_LATENESS=1m) and the command line (--set track.lateness=1m).",
        ]
        var section: Substring?
        for field in fields {
            let parts = field.name.split(separator: ".", maxSplits: 1)
            let ownSection = parts.count == 2 ? parts[0] : nil
            if let ownSection, ownSection != section { lines += ["", "\(ownSection):"] }
            if ownSection == nil, section != nil || lines.count == 3 { lines.append("") }
            section = ownSection
            let indent = ownSection == nil ? "" : "  "
            let text = field.defaultText
            let value = text.isEmpty ? "\"\"" : text.contains(", ") ? "[\(text)]" : text
            lines.append("\(indent)# \(field.meaning)")
            lines.append("\(indent)#\(parts[parts.count - 1]): \(value)    # \(field.allowed)")
            if field.name == "kafka.partitioner" { lines += properties }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static var properties: [String] {
        [
            "  # Any property of librdkafka, for every client:",
            "  properties:",
            "    #security.protocol: SASL_SSL",
            "    #sasl.mechanisms: SCRAM-SHA-512",
            "    #sasl.username: orderkeeper",
            "    #sasl.password: file:/run/secrets/kafka-password    # or ${KAFKA_PASSWORD}",
        ]
    }
}
