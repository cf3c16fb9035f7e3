/// One value as someone wrote it, not yet understood.
struct ConfigurationEntry {
    /// The dotted name.
    var name: String
    /// The text of the value.
    var text: String
    /// Where it was written.
    var origin: ConfigurationOrigin

    /// A refusal of this entry.
    func refused(_ problem: String, _ remedy: String) -> ConfigurationError.Fault {
        ConfigurationError.Fault(place: origin.description, problem: problem, remedy: remedy)
    }
}
