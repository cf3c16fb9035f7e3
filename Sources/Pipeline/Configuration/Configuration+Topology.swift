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
            var topology = try Topology(
                topics: topics,
                partitionCounts: partitionCounts,
                track: track,
                detection: detection,
                policy: policy,
                stageTimeout: stageTimeout
            )
            topology.customerRetention = customerRetention
            return topology
        } catch {
            throw ConfigurationError(error)
        }
    }

    /// The policy with its messages: from the files configured, or built in.
    ///
    /// - Throws: ``ConfigurationError`` with every fault, its file and line.
    public func loadPolicy(files: TextFiles = .disk) throws(ConfigurationError) -> RetentionPolicy {
        guard policyPath != nil || templatesPath != nil else { return .builtIn }
        return try policyFiles.load(files)
    }

    /// Where the policy and its messages are.
    public var policyFiles: PolicyFiles { PolicyFiles(policy: policyPath, templates: templatesPath) }

    /// How DETECT judges, with what the file of `detect.rules` says.
    ///
    /// - Throws: ``ConfigurationError`` with file and line.
    public func loadDetection(files: TextFiles = .disk) throws(ConfigurationError) -> DetectionRules {
        var rules = detection
        rules.clock = ShopClock(timeZone: timeZone) ?? .utc
        guard let path = detectionRulesPath else { return rules }
        let source = try PolicyFiles.read(path, for: "detect.rules", files)
        try DetectionFile(source.yaml, name: source.file).apply(to: &rules)
        return rules
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
