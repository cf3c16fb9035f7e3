import Commerce
import Detection
import Foundation
import Kafka
import Pipeline
import Streaming
import Testing

@Suite("The configuration")
struct ConfigurationTests {
    @Test("has a table in which every row understands its own default", arguments: Configuration.fields.map(\.name))
    func defaults(name: String) throws {
        let field = try #require(Configuration.fields.first { $0.name == name })
        let configuration = try load(overrides: [name: field.defaultText])
        #expect(field.text(in: configuration) == field.defaultText)
        #expect(field.text(in: Configuration()) == field.defaultText)
        #expect(configuration.origins.keys.sorted() == [name])
    }

    @Test("names every row once, and no two share a variable")
    func names() {
        #expect(Set(Configuration.fields.map(\.name)).count == Configuration.fields.count)
        #expect(Set(Configuration.fields.map(\.environmentName)).count == Configuration.fields.count)
    }

    @Test("puts a row's value where it belongs, and nowhere else")
    func places() throws {
        let values = [
            "track.lateness": "45s", "detect.windows": "5m, 15m, 1h", "detect.slices-kept": "2d",
            "track.buffer": "1MiB",
            "guarantee": "at-least-once", "topics.alerts": "alarms", "detect.ratio-min": "2.5",
            "kafka.bootstrap": "a:1,b:2", "alerts.runbook": "https://runbooks.example/{signal}",
            "track.slices.stockout": "warehouse,sku,sku+warehouse",
            "track.slices.volume": "none", "track.decline-codes": "E1 = fraud, My PSP:5:1=technical",
        ]
        let configuration = try load(overrides: values)
        #expect(configuration.track.lateness == .seconds(45))
        #expect(configuration.detection.windowsMinutes == [5, 15, 60])
        #expect(configuration.detection.slicesKeptDays == 2)
        #expect(
            configuration.track.slices[.stockout] == [SliceCut(.warehouse), SliceCut(.sku), SliceCut(.sku, .warehouse)]
        )
        #expect(configuration.track.slices[.volume] == [])
        #expect(
            configuration.track.declineCodes == [
                DeclineCode(code: "E1", family: .fraud),
                DeclineCode(provider: "My PSP", code: "5:1", family: .technical),
            ]
        )
        #expect(configuration.track.bufferBytes == 1 << 20)
        #expect(configuration.runtime.guarantee == .atLeastOnce)
        #expect(configuration.topics.alerts == "alarms")
        #expect(configuration.detection.gates.ratioMin == 2.5)
        #expect(configuration.runtime.bootstrap == "a:1,b:2")
        #expect(configuration.runbook == "https://runbooks.example/{signal}")
        for field in Configuration.fields where values[field.name] == nil {
            #expect(field.text(in: configuration) == field.defaultText, "\(field.name)")
        }
    }

    @Test("takes nested, dotted and listed YAML, and sections of which every line is a comment")
    func shapes() throws {
        let text = """
            track:
              lateness: 45s
            track.pane: 20s
            detect:
              windows: [5m, 15m]
            retain:
              # policy: mine.yaml
            kafka:
              properties:
                security.protocol: ssl
            """
        let configuration = try load(text)
        #expect(configuration.track.lateness == .seconds(45))
        #expect(configuration.track.pane == .seconds(20))
        #expect(configuration.detection.windowsMinutes == [5, 15])
        #expect(configuration.runtime.properties == [Setting("security.protocol", "ssl")])
        #expect(try load("# nothing\n").origins.isEmpty)
    }

    @Test("refuses an unknown name with its line and the nearest known one")
    func unknown() throws {
        let faults = try faults(of: "kafka:\n  bootstrap: a:1\ntrack:\n  latness: 30s\nlow-score: 2\nzebra: 1\n")
        #expect(faults.map(\.place) == ["o.yaml:4", "o.yaml:5", "o.yaml:6"])
        #expect(faults[0].remedy == "did you mean `track.lateness`?")
        #expect(faults[1].remedy == "did you mean `track.low-score`?")
        #expect(faults[2].remedy.contains("check --list"))
    }

    @Test(
        "refuses a value with its line and what is allowed",
        arguments: [
            ("track.lateness: soon", "from 0s to 1d"), ("track.lateness: 2d", "from 0s to 1d"),
            ("track.lateness: 30", "such as 30s"), ("track.lateness: -1s", "from 0s to 1d"),
            ("guarantee: maybe", "exactly-once, at-least-once"), ("topics.alerts: a b", "letters"),
            ("kafka.bootstrap: localhost", "host:port"), ("detect.windows: [15m, 5m]", "ascending"),
            ("detect.windows: 90s", "1m to 1d"), ("track.low-score: 11", "from 0 to 10"),
            ("detect.false-discovery-rate: 2", "from 1e-09 to 0.2"), ("track.buffer: 16", "16MiB"),
            ("track.lateness:", "write one after the colon"), ("track.lateness: {a: 1}", "track.lateness"),
            ("track.pane: 7s", "10s"), ("detect.ticks-required: 4", "ticks-considered"),
            ("topics.alerts: orderkeeper.actions.v1", "its own"),
            ("kafka.properties.group.id: x", "application and instance"), ("a: [", "indentation"),
            ("alerts.runbook: ftp://runbooks.example", "https://…"),
            ("alerts.runbook: 'https://runbooks.example/{sku}'", "{signal}, {severity}, {incident_id}"),
            ("track.slices.volume: [source, planet]", "instead of \"planet\""),
            ("track.slices.payment-failure: [isuer]", "did you mean issuer?"),
            ("track.slices.stockout: [sku, provider]", "that stockout has instead of provider"),
            ("track.slices.unconfirmed: [provider, provider]", "provider once"),
            ("track.slices.payment-failure: [provider+issuer, provider]", "issuer by itself too"),
            ("track.slices.payment-failure: [provider, method, issuer, provider+method+issuer]", "at most two"),
            ("track.slices.payment-failure: [provider+provider]", "two different"),
            ("track.slices.cancellation: [channel, channel+reason]", "reason by itself too"),
            ("track.slices-max: 1", "from 16"), ("track.decline-codes: [E1=sad]", "families: technical"),
            ("track.decline-codes: [psp:=fraud]", "a code before"),
            ("track.decline-codes: [E1=fraud, e1=funds]", "one family for E1"),
        ]
    )
    func bounds(line: String, wanted: String) throws {
        let faults = try faults(of: "# one\n\(line)\n")
        #expect(faults.count == 1)
        #expect(faults[0].place.hasPrefix("o.yaml:2") || line == "a: [", "\(faults[0])")
        #expect(faults[0].remedy.contains(wanted), "\(faults[0])")
    }

    @Test("lets the environment win over the file, and the command line over both")
    func layers() throws {
        let text = "track.lateness: 1m\ntrack.pane: 20s\ntrack.low-score: 1\n"
        let environment = [
            "ORDERKEEPER_TRACK_LATENESS": "2m", "ORDERKEEPER_TRACK_PANE": "30s", "PATH": "/bin",
            "ORDERKEEPER_CONFIG": "o.yaml", "ORDERKEEPER_SERVICE_HOST": "10.0.0.1", "ORDERKEEPER_PORT_9090_TCP": "x",
        ]
        let configuration = try load(text, environment: environment, overrides: ["track.lateness": "3m"])
        #expect(configuration.track.lateness == .minutes(3))
        #expect(configuration.track.pane == .seconds(30))
        #expect(configuration.track.lowScore == 1)
        #expect(configuration.origins["track.lateness"] == .option("--set track.lateness"))
        #expect(configuration.origins["track.pane"] == .environment("ORDERKEEPER_TRACK_PANE"))
        #expect(configuration.origins["track.low-score"] == .file("o.yaml", line: 3))
    }

    @Test("refuses an unknown variable of ours with the nearest known one")
    func unknownVariable() throws {
        let faults = try faults(of: "", environment: ["ORDERKEEPER_TRACK_LATNESS": "2m"])
        #expect(faults[0].place == "ORDERKEEPER_TRACK_LATNESS in the environment")
        #expect(faults[0].remedy == "did you mean ORDERKEEPER_TRACK_LATENESS?")
    }

    @Test("puts variables into values, and says which one is missing")
    func interpolation() throws {
        let configuration = try load("instance: node-${N}\napplication: ok", environment: ["N": "7"])
        #expect(configuration.runtime.instance == "node-7")
        let faults = try faults(of: "\ninstance: node-${N}")
        #expect(faults.map(\.description) == ["o.yaml:2: set the environment variable N (instance needs it)"])
    }

    @Test("takes secrets from files and variables, and never shows them")
    func secrets() throws {
        let text = """
            kafka.properties:
              sasl.username: file:user
              sasl.password: file:/run/password
              ssl.key.password: ${PASS}
              security.protocol: SASL_SSL
            """
        let files = ["/etc/o.yaml": text, "/run/password": "tiger\n", "/etc/user": "scott"]
        let environment = ["PASS": "lion", "ORDERKEEPER_KAFKA_PROPERTIES_SSL_KEYSTORE_PASSWORD": "puma"]
        let configuration = try Configuration.load(
            file: "/etc/o.yaml",
            environment: environment,
            files: Self.files(files)
        )
        let values = Dictionary(uniqueKeysWithValues: configuration.runtime.properties.map { ($0.name, $0.value) })
        #expect(values["sasl.password"] == "tiger")
        #expect(values["sasl.username"] == "scott")
        #expect(values["ssl.key.password"] == "lion")
        #expect(values["ssl.keystore.password"] == "puma")
        let shown = configuration.changes.map { "\($0.name)=\($0.value) \($0.origin)" }.joined(separator: "\n")
        for secret in ["tiger", "scott", "lion", "puma"] { #expect(!shown.contains(secret)) }
        #expect(shown.contains("kafka.properties.sasl.password=*** /etc/o.yaml:3"))
        #expect(shown.contains("kafka.properties.security.protocol=SASL_SSL"))
    }

    @Test("says which file of a secret cannot be read")
    func missingSecret() throws {
        let faults = try faults(of: "kafka.properties.sasl.password: file:/run/none")
        #expect(faults[0].remedy == "make /run/none a file that can be read")
    }

    @Test("finds the policy beside the configuration file, and tells its faults with their lines")
    func policy() throws {
        let files = Self.files([
            "/etc/ok/o.yaml": "retain.policy: p.yaml", "/etc/ok/p.yaml": "name: mine\nversions: 1\n",
        ])
        let configuration = try Configuration.load(file: "/etc/ok/o.yaml", files: files)
        #expect(configuration.policyPath == "/etc/ok/p.yaml")
        let error = #expect(throws: ConfigurationError.self) { try configuration.loadPolicy(files: files) }
        #expect(error?.faults.map(\.place) == ["/etc/ok/p.yaml:1", "/etc/ok/p.yaml:1", "/etc/ok/p.yaml:2"])
    }

    @Test("makes the topology of its topics, or says which are missing")
    func topology() throws {
        let configuration = try load("topics.alerts: alarms")
        var counts = Dictionary(uniqueKeysWithValues: configuration.topics.all.map { ($0, Int32(3)) })
        let tasks = try configuration.makeTopology(partitionCounts: counts).tasks(of: .retain)
        #expect(tasks.count { $0.kind == .retain } == 3)
        counts["alarms"] = nil
        let error = #expect(throws: ConfigurationError.self) { try configuration.makeTopology(partitionCounts: counts) }
        #expect(error?.description.contains("alarms") == true)
    }

    @Test("has a reference that lists every row with its default")
    func reference() {
        let lines = Configuration.reference().split(separator: "\n")
        for field in Configuration.fields {
            let row = lines.first { $0.hasPrefix("| `\(field.name)` |") }
            #expect(row?.contains(field.meaning) == true, "\(field.name)")
            let absent = field.name.hasPrefix("privacy.") ? "(none)" : "(built in)"
            let initial = field.defaultText.isEmpty ? absent : "`\(field.defaultText)`"
            #expect(row?.contains("| \(initial) |") == true, "\(field.name)")
        }
        #expect(lines.contains { $0.contains("kafka.properties.*") })
    }

    @Test("has an example file that is up to date, and means the defaults when all of it is taken")
    func example() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Config/orderkeeper.yaml").standardizedFileURL
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
            try Configuration.template().write(to: path, atomically: true, encoding: .utf8)
        }
        let text = try String(contentsOf: path, encoding: .utf8)
        #expect(text == Configuration.template(), "record it anew with RECORD_SNAPSHOTS=1")
        let settings = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            let isProse = line.trimmingCharacters(in: .whitespaces).hasPrefix("# ")
            let isExample = line.contains("sasl.") || line.contains("security.")
            return isProse || isExample ? String(line) : String(line.replacing("#", with: "", maxReplacements: 1))
        }
        let configuration = try load(settings.joined(separator: "\n"))
        #expect(configuration.origins.count == Configuration.fields.count)
        for field in Configuration.fields {
            #expect(field.text(in: configuration) == field.defaultText, "\(field.name)")
        }
    }

    // MARK: Given

    private func load(
        _ text: String = "",
        environment: [String: String] = [:],
        overrides: [String: String] = [:]
    ) throws -> Configuration {
        try Configuration.load(
            file: "o.yaml",
            environment: environment,
            overrides: overrides.sorted { $0.key < $1.key }
                .map { ConfigurationOverride($0.key, $0.value, option: "--set \($0.key)") },
            files: Self.files(["o.yaml": text])
        )
    }

    private func faults(
        of text: String,
        environment: [String: String] = [:]
    ) throws -> [ConfigurationError.Fault] {
        let error = #expect(throws: ConfigurationError.self) { try load(text, environment: environment) }
        return try #require(error).faults
    }

    private static func files(_ texts: [String: String]) -> TextFiles {
        TextFiles(
            read: { path in
                guard let text = texts[path] else { throw CocoaError(.fileReadNoSuchFile) }
                return text
            }
        )
    }
}
