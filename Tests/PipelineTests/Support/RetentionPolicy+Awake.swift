import Retention

extension RetentionPolicy {
    /// The text of the built-in policy without a hold-out, for a shop whose customers never sleep.
    static let awakeText: String = {
        let yaml = BuiltInPolicy.policy.yaml
            .replacing(#"quiet_hours: {start: "22:00", end: "08:00"}"#, with: "quiet_hours: none")
            .replacing("\nhold_out: 5\n", with: "\nhold_out: 0\n")
        precondition(
            yaml.contains("quiet_hours: none") && yaml.contains("hold_out: 0"),
            "the built-in policy has quiet hours and a hold-out"
        )
        return yaml
    }()

    /// The policy of ``awakeText``.
    static let awake: RetentionPolicy = {
        do throws(PolicyError) {
            return try parse(yaml: awakeText, file: "awake.yaml", templates: .builtIn)
        } catch {
            preconditionFailure("the built-in policy is sound: \(error)")
        }
    }()
}
