public import Retention

/// Where a policy and its messages are.
public struct PolicyFiles: Sendable, Hashable {
    /// The policy file; `nil` for the built-in policy.
    public var policy: String?
    /// The directory with one YAML file of messages per language; `nil` for the built-in messages.
    public var templates: String?

    /// The files at these paths.
    public init(policy: String?, templates: String?) {
        self.policy = policy
        self.templates = templates
    }

    /// The policy that the files say.
    ///
    /// - Throws: ``ConfigurationError`` with every fault, its file and line.
    public func load(_ files: TextFiles = .disk) throws(ConfigurationError) -> RetentionPolicy {
        try read(files).parse()
    }

    /// What the files say, not yet understood.
    ///
    /// - Throws: ``ConfigurationError`` when a file cannot be read.
    func read(_ files: TextFiles) throws(ConfigurationError) -> PolicyTexts {
        var texts = PolicyTexts()
        if let policy { texts.policy = try Self.read(policy, for: "retain.policy", files) }
        guard let templates else { return texts }
        let names = try list(templates, files)
        guard !names.isEmpty else {
            let remedy = "put one file per language there, such as en.yaml"
            throw ConfigurationError(at: templates, "retain.templates has no YAML files", remedy: remedy)
        }
        texts.templates = []
        for name in names {
            texts.templates.append(try Self.read("\(templates)/\(name)", for: "retain.templates", files))
        }
        return texts
    }

    /// When the files were changed last, by path; what cannot be asked is not in it.
    func stamps(_ files: TextFiles) -> [String: String] {
        var stamps: [String: String] = [:]
        var paths = policy.map { [$0] } ?? []
        if let templates { paths += ((try? list(templates, files)) ?? []).map { "\(templates)/\($0)" } }
        for path in paths { stamps[path] = try? files.stamp(path) }
        return stamps
    }

    private func list(_ directory: String, _ files: TextFiles) throws(ConfigurationError) -> [String] {
        do {
            return try files.list(directory).filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
        } catch {
            throw Self.unreadable(directory, for: "retain.templates", error)
        }
    }

    /// The text of `path`, which the setting `name` names.
    static func read(
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
