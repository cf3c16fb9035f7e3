internal import ArgumentParser
internal import Commerce
internal import Detection
internal import Pipeline

/// `orderkeeper explain alert`.
struct ExplainAlertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alert",
        abstract: "Shows minutes, baseline, gates, test and false discovery control of one alert, numbers put in.",
        discussion: """
            All numbers are those of the alert's own record; the p-value is computed again beside the one it tells. \
            The thresholds of the gates are the configuration's. A file of alerts is what `replay --alerts` writes; \
            without one the alerts topic is read. An incident's id stands for the alert with which it began.

            orderkeeper explain alert alert-d43deb9635346487cfc0eeead319ffc5 --file alerts.ndjson
            orderkeeper explain alert inc-0811fe63aa7b1884321231f6154ee7e2 --bootstrap localhost:9092
            """
    )

    @Argument(help: ArgumentHelp("The id of an alert, or of an incident.", valueName: "id"))
    var id: String

    @OptionGroup var alerts: AlertOptions

    func run() throws {
        let configuration = try alerts.brokers.load()
        let all = try alerts.read(configuration)
        let alert =
            all.first { $0.id == id }
            ?? all.filter { $0.incidentID == id }.min {
                ($0.occurredAt, $0.id) < ($1.occurredAt, $1.id)
            }
        guard let alert else {
            let place = alerts.file ?? configuration.topics.alerts
            let count = all.isEmpty ? "no alerts" : "\(Figures.count(all.count)) alerts, none of them with this id"
            throw Failure(
                .usage,
                do: "give the alert_id or incident_id of an alert in \(place)",
                "there are \(count): \(id)"
            )
        }
        let proof = AlertProof(alert, rules: configuration.detection)
        StandardStream.output.write(ProofText(terminal: .standardOutput).text(alert, proof))
    }
}
