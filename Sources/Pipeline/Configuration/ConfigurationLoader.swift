internal import Kafka

extension Configuration {
    /// The configuration that these layers make, each stronger than the one before: defaults, file, environment,
    /// overrides.
    ///
    /// An environment variable is `ORDERKEEPER_` and the name in capitals, with `_` for `.` and `-`. In a file and in
    /// overrides, `${NAME}` stands for an environment variable; a secret librdkafka property may be `file:` and a path.
    ///
    /// - Parameters:
    ///   - file: the path of the YAML file, or `nil` for none.
    ///   - environment: the process's environment.
    ///   - overrides: what the command line says.
    ///   - files: where files are read.
    /// - Throws: ``ConfigurationError`` with every fault of every layer.
    public static func load(
        file: String? = nil,
        environment: [String: String] = [:],
        overrides: [ConfigurationOverride] = [],
        files: TextFiles = .disk
    ) throws(ConfigurationError) -> Configuration {
        var loader = ConfigurationLoader(file: file, environment: environment, files: files)
        loader.takeFile()
        loader.takeEnvironment()
        for override in overrides {
            loader.take(ConfigurationEntry(name: override.name, text: override.value, origin: .option(override.option)))
        }
        if loader.faults.isEmpty { loader.faults = loader.configuration.contradictions }
        guard loader.faults.isEmpty else { throw ConfigurationError(loader.faults) }
        return loader.configuration
    }
}

/// Applies entries to a configuration and collects what is wrong with them.
struct ConfigurationLoader {
    let file: String?
    let environment: [String: String]
    let files: TextFiles
    var configuration = Configuration()
    var faults: [ConfigurationError.Fault] = []

    init(file: String?, environment: [String: String], files: TextFiles) {
        self.file = file
        self.environment = environment
        self.files = files
    }

    mutating func takeFile() {
        guard let file else { return }
        do {
            let content = ConfigurationFile(try files.read(file), name: file)
            faults += content.faults
            for entry in content.entries { take(entry) }
        } catch {
            let remedy = "give a file that can be read, or leave --config out for the defaults"
            faults.append(.init(place: file, problem: TextFiles.sentence(error), remedy: remedy))
        }
    }

    mutating func takeEnvironment() {
        let fields = Dictionary(Configuration.fields.map { ($0.environmentName, $0.name) }) { first, _ in first }
        let properties = ConfigurationField.environmentPrefix + "KAFKA_PROPERTIES_"
        for (variable, text) in environment.sorted(by: { $0.key < $1.key }) {
            guard variable.hasPrefix(ConfigurationField.environmentPrefix), !Self.isForeign(variable) else { continue }
            let origin = ConfigurationOrigin.environment(variable)
            if let name = fields[variable] {
                apply(ConfigurationEntry(name: name, text: text, origin: origin))
            } else if variable.hasPrefix(properties) {
                let name = KafkaProperty.name(fromEnvironment: variable.dropFirst(properties.count))
                apply(ConfigurationEntry(name: KafkaProperty.prefix + name, text: text, origin: origin))
            } else {
                let remedy = NearestName.of(variable, among: fields.keys.sorted()).map { "did you mean \($0)?" }
                let problem = "no such variable is known"
                faults.append(.init(place: "\(origin)", problem: problem, remedy: remedy ?? "unset it: \(Self.help)"))
            }
        }
    }

    /// Takes an entry in which `${NAME}` may stand for a variable.
    mutating func take(_ entry: ConfigurationEntry) {
        var entry = entry
        do throws(Interpolation.Missing) {
            entry.text = try Interpolation.expand(entry.text, environment)
            apply(entry)
        } catch {
            faults.append(entry.refused("\(entry.name) needs it", "set the environment variable \(error.name)"))
        }
    }

    private mutating func apply(_ entry: ConfigurationEntry) {
        if entry.name.hasPrefix(KafkaProperty.prefix) {
            applyProperty(entry)
        } else if let field = Configuration.fields.first(where: { $0.name == entry.name }) {
            apply(entry, to: field)
        } else {
            let nearest = NearestName.of(entry.name, among: Configuration.names)
            let remedy = nearest.map { "did you mean `\($0)`?" } ?? Self.help
            faults.append(entry.refused("`\(entry.name)` is no name of a setting", remedy))
        }
    }

    private mutating func apply(_ entry: ConfigurationEntry, to field: ConfigurationField) {
        guard let content = content(of: entry, isSecret: field.isSecret) else { return }
        var text = content.trimmed
        if field.isPath, case .file = entry.origin, !text.isEmpty { text = TextFiles.resolve(text, besides: file) }
        do throws(ValueFault) {
            try field.write(text, &configuration)
            configuration.origins[field.name] = entry.origin
        } catch {
            let seen = field.isSecret ? KafkaProperty.hidden : "\"\(text)\""
            faults.append(entry.refused("\(field.name) is \(seen)", "write \(error.wanted)"))
        }
    }

    private mutating func applyProperty(_ entry: ConfigurationEntry) {
        let name = String(entry.name.dropFirst(KafkaProperty.prefix.count))
        if let refusal = KafkaProperty.refusal(of: name) {
            return faults.append(entry.refused("\(name) is not for a user to set", refusal))
        }
        guard let value = content(of: entry, isSecret: KafkaProperty.isSecret(name)) else { return }
        configuration.runtime.properties.removeAll { $0.name == name }
        configuration.runtime.properties.append(Setting(name, value))
        configuration.origins[entry.name] = entry.origin
    }

    /// The value of an entry; of a secret one that says `file:`, the content of that file without its last newline.
    private mutating func content(of entry: ConfigurationEntry, isSecret: Bool) -> String? {
        guard isSecret, entry.text.hasPrefix("file:") else { return entry.text }
        var path = String(entry.text.dropFirst("file:".count))
        if case .file = entry.origin { path = TextFiles.resolve(path, besides: file) }
        do {
            var text = try files.read(path)
            if text.last?.isNewline == true { text.removeLast() }
            return text
        } catch {
            let remedy = "make \(path) a file that can be read"
            faults.append(entry.refused("\(entry.name) is to come from it: \(TextFiles.sentence(error))", remedy))
            return nil
        }
    }

    private static let help = "`orderkeeper check --list` lists what can be set"

    /// Variables that are not ours: the path of the file, tests, and what Kubernetes sets for a service of our name.
    private static func isForeign(_ variable: String) -> Bool {
        let rest = variable.dropFirst(ConfigurationField.environmentPrefix.count)
        return rest == "CONFIG" || ["TEST_", "SERVICE_", "PORT_"].contains { rest.hasPrefix($0) } || rest == "PORT"
    }
}
