import Retention

extension RetentionPolicy {
    /// The built-in policy without a hold-out, in a shop whose customers never sleep.
    static let awake: RetentionPolicy = {
        let source = BuiltInPolicy.policy
        let yaml = source.yaml.replacing(#"quiet_hours: {start: "22:00", end: "08:00"}"#, with: "quiet_hours: none")
        precondition(yaml != source.yaml, "the built-in policy has quiet hours")
        do throws(PolicyError) {
            var policy = try parse(yaml: yaml, file: source.file, templates: .builtIn)
            policy.holdOutPercent = 0
            return policy
        } catch {
            preconditionFailure("the built-in policy is sound: \(error)")
        }
    }()
}
