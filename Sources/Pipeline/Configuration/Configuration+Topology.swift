public import Detection
public import Retention

extension Configuration {
    /// The tasks that this configuration asks for, on topics with so many partitions.
    ///
    /// - Throws: ``ConfigurationError`` when the policy cannot be read or is refused, a topic is missing, or topics
    ///   that are read together have different partition counts.
    public func makeTopology(
        partitionCounts: [String: Int32],
        files: TextFiles = .disk
    ) throws(ConfigurationError) -> Topology {
        let (policy, detection) = (try loadPolicy(files: files), try loadDetection(files: files))
        do throws(TopologyError) {
            return try Topology(
                topics: topics,
                partitionCounts: partitionCounts,
                track: track,
                detection: detection,
                policy: policy,
                stageTimeout: stageTimeout
            )
        } catch {
            throw ConfigurationError(error)
        }
    }

    /// The policy with its messages: from the files configured, or built in.
    ///
    /// - Throws: ``ConfigurationError`` with file and line.
    public func loadPolicy(files: TextFiles = .disk) throws(ConfigurationError) -> RetentionPolicy {
        guard policyPath != nil || templatesPath != nil else { return .builtIn }
        var source = BuiltInPolicy.policy
        if let policyPath { source = try Self.read(policyPath, for: "retain.policy", files) }
        let templates = try loadTemplates(files)
        do throws(PolicyError) {
            return try RetentionPolicy.parse(yaml: source.yaml, file: source.file, templates: templates)
        } catch {
            throw ConfigurationError(error)
        }
    }

    /// How DETECT judges, with what the file of `detect.rules` says.
    ///
    /// - Throws: ``ConfigurationError`` with file and line.
    public func loadDetection(files: TextFiles = .disk) throws(ConfigurationError) -> DetectionRules {
        var rules = detection
        rules.clock = ShopClock(timeZone: timeZone) ?? .utc
        guard let path = detectionRulesPath else { return rules }
        let source = try Self.read(path, for: "detect.rules", files)
        try DetectionFile(source.yaml, name: source.file).apply(to: &rules)
        return rules
    }

    private func loadTemplates(_ files: TextFiles) throws(ConfigurationError) -> TemplateCatalog {
        guard let templatesPath else { return .builtIn }
        let names: [String]
        do {
            names = try files.list(templatesPath).filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
        } catch {
            throw Self.unreadable(templatesPath, for: "retain.templates", error)
        }
        guard !names.isEmpty else {
            let remedy = "put one file per language there, such as en.yaml"
            throw ConfigurationError(at: templatesPath, "retain.templates has no YAML files", remedy: remedy)
        }
        var texts: [SourceText] = []
        for name in names { texts.append(try Self.read("\(templatesPath)/\(name)", for: "retain.templates", files)) }
        do throws(PolicyError) {
            return try TemplateCatalog.parse(texts)
        } catch {
            throw ConfigurationError(error)
        }
    }

    private static func read(
        _ path: String,
        for name: String,
        _ files: TextFiles
    ) throws(ConfigurationError) -> SourceText {
        do {
            return SourceText(file: path, yaml: try files.read(path))
        } catch {
            throw unreadable(path, for: name, error)
        }
    }

    private static func unreadable(_ path: String, for name: String, _ error: any Error) -> ConfigurationError {
        let remedy = "set \(name) to something that can be read, or leave it out for the built-in one"
        return ConfigurationError(at: path, TextFiles.sentence(error), remedy: remedy)
    }
}

extension ConfigurationError {
    /// What to do about topics that make no topology.
    fileprivate init(_ error: TopologyError) {
        let remedy =
            switch error {
            case .missingTopic: "create what is missing: orderkeeper topics create"
            case .notCoPartitioned: "give them the same number of partitions"
            }
        self.init(at: "topics", error.description, remedy: remedy)
    }
}
