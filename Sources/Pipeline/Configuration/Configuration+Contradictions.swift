internal import Detection
internal import Streaming

extension Configuration {
    /// What is wrong with values that are each allowed.
    var contradictions: [ConfigurationError.Fault] {
        var faults: [ConfigurationError.Fault] = []
        if Milliseconds.minutes(1).rawValue % track.pane.rawValue != 0 {
            faults.append(
                fault("track.pane", "\(track.pane.text) does not divide a minute", "write 5s, 10s, 15s, 20s, 30s or 1m")
            )
        }
        let incidents = detection.incidents
        if incidents.ticksRequired > incidents.ticksConsidered {
            let remedy = "lower it, or raise detect.ticks-considered, which is \(incidents.ticksConsidered)"
            faults.append(fault("detect.ticks-required", "more minutes are required than are considered", remedy))
        }
        if incidents.recoveringAfterMinutes > incidents.resolvedAfterMinutes {
            let remedy = "lower it, or raise detect.resolved-after, which is \(incidents.resolvedAfterMinutes)m"
            faults.append(fault("detect.recovering-after", "an incident would be resolved before it recovers", remedy))
        }
        var owners: [String: String] = [:]
        for field in Self.fields where field.name.hasPrefix("topics.") {
            let topic = field.text(in: self)
            if let other = owners[topic] {
                // The one that someone has written is the one to change.
                let (blamed, kept) = origins[field.name] == nil ? (other, field.name) : (field.name, other)
                faults.append(fault(blamed, "\(kept) is \(topic) too", "give each its own topic"))
            }
            owners[topic] = field.name
        }
        return faults
    }

    private func fault(_ name: String, _ problem: String, _ remedy: String) -> ConfigurationError.Fault {
        let place = origins[name].map { "\($0) (\(name))" } ?? name
        return ConfigurationError.Fault(place: place, problem: problem, remedy: remedy)
    }
}
