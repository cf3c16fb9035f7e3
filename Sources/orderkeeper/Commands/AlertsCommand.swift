internal import ArgumentParser
internal import Commerce
internal import Pipeline

/// `orderkeeper alerts`.
struct AlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "Shows where each incident stands, for people, programs or Alertmanager.",
        discussion: """
            It reads the alerts topic, or a file of alerts, to its end and takes the newest alert of each incident. \
            For Alertmanager it prints one JSON array for POST /api/v2/alerts; what is resolved has its `endsAt`, what \
            is not is told again by whoever runs this at least every `resolve_timeout`. The link to what is to be \
            done, `runbook_url`, is the setting alerts.runbook.

            orderkeeper alerts --open
            orderkeeper alerts --format alertmanager --since 1d --post http://localhost:9093
            """
    )

    @OptionGroup var alerts: AlertOptions

    @Option(help: "How to print.")
    var format = Form.text

    @Flag(help: "Only incidents that are not resolved.")
    var open = false

    @Option(
        help: ArgumentHelp(
            "Leave out incidents that were resolved before: a time, or how long ago, such as 2h.",
            valueName: "RFC 3339 or length"
        )
    )
    var since: SinceArgument?

    @Option(
        help: ArgumentHelp("Send them to this Alertmanager (with curl) instead of printing them.", valueName: "URL")
    )
    var post: String?

    /// How to print.
    enum Form: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
        case alertmanager
    }

    func validate() throws {
        guard let post else { return }
        guard format == .alertmanager else { throw ValidationError("--post goes with --format alertmanager.") }
        guard post.hasPrefix("http://") || post.hasPrefix("https://") else {
            throw ValidationError("--post is an address such as http://localhost:9093.")
        }
    }

    func run() throws {
        let configuration = try alerts.brokers.load()
        let lives = chosen(from: try alerts.read(configuration))
        switch format {
        case .text:
            let line = RecordLine(terminal: .standardOutput)
            for life in lives { StandardStream.output.write(line.text(life[life.count - 1]) + "\n") }
        case .json:
            for life in lives {
                let bytes = AlertCodec.encode(life[life.count - 1])
                StandardStream.output.write(String(decoding: bytes, as: UTF8.self) + "\n")
            }
        case .alertmanager:
            let translated = AlertmanagerTranslation(runbook: configuration.runbook).translate(lives.flatMap { $0 })
            let bytes = AlertmanagerAlert.encode(translated)
            guard let post else {
                StandardStream.output.write(String(decoding: bytes, as: UTF8.self) + "\n")
                return
            }
            try AlertmanagerClient(address: post).send(bytes)
            let noun = translated.count == 1 ? "alert" : "alerts"
            StandardStream.error.write("\(Figures.count(translated.count)) \(noun) sent to \(post)\n")
        }
    }

    /// The alerts of each incident that is wanted, in order; the incidents by when they were last spoken of.
    private func chosen(from alerts: [Alert]) -> [[Alert]] {
        let first = since?.time(at: Clock.system.now())
        return Dictionary(grouping: alerts, by: \.incidentID).values
            .map { $0.sorted { ($0.occurredAt, $0.id) < ($1.occurredAt, $1.id) } }
            .filter { life in
                let newest = life[life.count - 1]
                guard newest.status == .resolved else { return true }
                return !open && first.map { newest.occurredAt >= $0 } ?? true
            }
            .sorted { left, right in
                let (left, right) = (left[left.count - 1], right[right.count - 1])
                return (left.occurredAt, left.id) < (right.occurredAt, right.id)
            }
    }
}
