internal import ArgumentParser
internal import Kafka
internal import Pipeline

/// `orderkeeper reset`.
struct ResetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Gives up the state of tasks, so that they begin anew.",
        discussion: """
            The way out when a state cannot be read: `run` then says which task and why. Stop every process of the stage \
            first. Without --force it only says what it would do.

            orderkeeper reset --task orders-3 --force
            orderkeeper reset --stage retain --from earliest
            """
    )

    @OptionGroup var brokers: BrokerOptions

    @Option(help: ArgumentHelp("Only this task, such as orders-3; may be repeated.", valueName: "kind-number"))
    var task: [String] = []

    @Option(help: "Every task of this stage: track, detect or retain.")
    var stage: Stage?

    @Option(help: "Where reading begins: committed (where it was), earliest or latest.")
    var from = StateReset.Start.committed

    @Flag(help: "Do it.")
    var force = false

    func validate() throws {
        guard task.isEmpty == (stage != nil) else { throw ValidationError("Name --task, or --stage, and not both.") }
    }

    func run() throws {
        let configuration = try brokers.load()
        let topology = try Cluster(configuration).makeTopology()
        let wanted = try tasks(of: topology)
        let reset = StateReset(topology, options: configuration.runtime)
        for stage in Stage.allCases {
            let own = wanted.filter { $0.kind.stage == stage }
            guard !own.isEmpty else { continue }
            let plan = try reset.plan(own, from: from)
            for (partition, place) in plan.sorted(by: { $0.key < $1.key }) {
                StandardStream.output.write("\(Figures.pad("\(partition)", to: 40)) from offset \(place.offset)\n")
            }
            guard force else { continue }
            do throws(KafkaError) {
                try reset.perform(plan, of: stage)
            } catch {
                guard error.recovery == .abort else { throw error }
                let group = configuration.runtime.group(of: stage)
                throw Failure(.failed, do: "stop every process that runs this stage", "the group \(group) has members")
            }
        }
        let names = wanted.map(\.description).joined(separator: ", ")
        StandardStream.output.write(force ? "reset \(names)\n" : "would reset \(names); do it with --force\n")
    }

    private func tasks(of topology: Topology) throws -> [TaskID] {
        if let stage { return topology.tasks(of: stage) }
        let known = Stage.allCases.flatMap { topology.tasks(of: $0) }
        return try task.map { name in
            guard let id = known.first(where: { $0.description == name }) else {
                let names = known.map(\.description).joined(separator: ", ")
                throw Failure(.usage, do: "name one of \(names)", "there is no task \(name)")
            }
            return id
        }
    }
}
