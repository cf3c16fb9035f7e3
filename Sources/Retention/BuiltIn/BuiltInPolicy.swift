/// The policy that the command uses when it is given none, as the texts that it is written in.
public enum BuiltInPolicy {
    /// `Config/policies/default.yaml`.
    public static let policy = SourceText(file: "built-in default.yaml", yaml: BuiltInDefault.yaml)
    /// `Config/policies/templates/en.yaml` and `zh-Hans.yaml`.
    public static let templates = [
        SourceText(file: "built-in templates/en.yaml", yaml: BuiltInEnglish.yaml),
        SourceText(file: "built-in templates/zh-Hans.yaml", yaml: BuiltInChinese.yaml),
    ]
}

extension RetentionPolicy {
    /// The policy of ``BuiltInPolicy``, with its templates.
    public static let builtIn: RetentionPolicy = {
        do throws(PolicyError) {
            let policy = BuiltInPolicy.policy
            return try parse(yaml: policy.yaml, file: policy.file, templates: .builtIn)
        } catch {
            preconditionFailure("the built-in policy is sound: \(error)")
        }
    }()
}

extension TemplateCatalog {
    /// The texts of ``BuiltInPolicy``, for a user's policy that comes without its own.
    public static let builtIn: TemplateCatalog = {
        do throws(PolicyError) {
            return try parse(BuiltInPolicy.templates)
        } catch {
            preconditionFailure("the built-in templates are sound: \(error)")
        }
    }()
}
