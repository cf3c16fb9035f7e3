import Kafka
import Logging
import Streaming

@testable import Pipeline

/// A fleet of workers on a simulated broker, in which processes die at every step, stand still and come back as zombies,
/// brokers go away, clocks jump and groups rebalance, all as a seed decides.
final class CrashRun {
    let broker: SimulatedBroker
    let topology: Topology
    private let guarantee: Guarantee
    private var chance: Chance
    private var processes: [Process] = []
    private var nextMember = 0
    private(set) var deaths = 0

    private final class Process {
        let stage: Stage
        let slot: Int
        let faults: Faults
        var worker: StageWorker<SimulatedLink>
        /// Until then it stands still.
        var standsUntil: Int64 = 0
        var isEnded = false

        init(_ stage: Stage, slot: Int, faults: Faults, worker: consuming StageWorker<SimulatedLink>) {
            self.stage = stage
            self.slot = slot
            self.faults = faults
            self.worker = worker
        }
    }

    init(_ topology: Topology, _ guarantee: Guarantee, seed: UInt64, wall: Int64) {
        self.topology = topology
        self.guarantee = guarantee
        chance = Chance(seed: seed ^ 0x5EED)
        broker = SimulatedBroker(counts: topology.partitionCounts, wall: wall)
    }

    /// Ends every process, without a word.
    func killAll() { processes = [] }

    /// Works on what lies in the logs with `fleet` workers for each of `stages`: roughly for `steps` steps, then in calm
    /// until nothing moves any more.
    ///
    /// - Throws: what a worker could not go on from.
    func run(_ stages: [Stage], fleet: Int, steps: Int) throws(KafkaError) {
        for _ in 0..<steps { try step(stages, fleet: fleet, scale: 1) }
        try calm(stages, fleet: fleet)
    }

    private func step(_ stages: [Stage], fleet: Int, scale: Double) throws(KafkaError) {
        broker.pass(Int64.random(in: 1...400, using: &chance), jump: jump(scale))
        if chance.hits(0.002 * scale) {
            broker.awayUntil = broker.elapsed + Int64.random(in: 100...20_000, using: &chance)
        }
        for stage in stages {
            for slot in 0..<fleet
            where !processes.contains(where: { $0.stage == stage && $0.slot == slot && !$0.isEnded }) {
                if !broker.isAway, chance.hits(scale == 0 ? 1 : 0.2) { try start(stage, slot, scale) }
            }
        }
        processes.removeAll(where: \.isEnded)
        guard !processes.isEmpty else { return }
        let process = processes[Int.random(in: processes.indices, using: &chance)]
        process.faults.scale = scale
        if scale > 0, process.standsUntil > broker.elapsed { return }
        if chance.hits(0.004 * scale) {
            process.standsUntil = broker.elapsed + Int64.random(in: 1_000...40_000, using: &chance)
            return
        }
        try turn(process)
    }

    /// By how much somebody sets the wall clock, a minute at most and on the whole by nothing.
    private func jump(_ scale: Double) -> Int64 {
        chance.hits(0.005 * scale) ? Int64.random(in: -20_000...20_000, using: &chance) : 0
    }

    private func start(_ stage: Stage, _ slot: Int, _ scale: Double) throws(KafkaError) {
        nextMember += 1
        let faults = Faults(seed: chance.next())
        faults.scale = scale
        var options = RuntimeOptions(bootstrap: "simulated")
        options.guarantee = guarantee
        let link = SimulatedLink(
            broker,
            faults,
            group: options.group(of: stage),
            member: nextMember,
            name: "\(stage.rawValue)-\(slot)",
            guarantee
        )
        let process = Process(
            stage,
            slot: slot,
            faults: faults,
            worker: StageWorker(
                WorkerID(stage: stage, number: slot),
                topology: topology,
                options: options,
                monitor: PipelineMonitor(logger: Logger(label: "simulated") { _ in SwiftLogNoOpLogHandler() }),
                clock: broker.clock,
                writer: chance.next(),
                link: link
            )
        )
        try process.worker.begin()
        processes.append(process)
    }

    private func turn(_ process: Process) throws(KafkaError) {
        do throws(KafkaError) {
            _ = try process.worker.turn()
        } catch {
            guard error.recovery != .reject || process.faults.isDead else { throw error }
            // A process that lives closes its clients in good order; a dead one is found out by its silence.
            if !process.faults.isDead { process.worker.link.leave() }
            process.isEnded = true
        }
        if process.faults.isDead {
            process.isEnded = true
            deaths += 1
        }
    }

    /// No more faults: lets everything come to its end.
    private func calm(_ stages: [Stage], fleet: Int) throws(KafkaError) {
        for process in processes { process.standsUntil = 0 }
        broker.awayUntil = 0
        var seen = Int.min
        for _ in 0..<Self.roundsMax {
            for _ in 0..<30 * fleet * stages.count { try step(stages, fleet: fleet, scale: 0) }
            // How far tasks have come is told for ever; everything else comes to an end.
            let count = outputs.reduce(0) { $0 + broker.records(of: $1).count { !$0.isProgress } }
            if behind(stages) == 0, count == seen { return }
            seen = count
        }
        throw .simulated(.reject, "NEVER_QUIET")
    }

    private static let roundsMax = 100

    private var outputs: [String] { topology.topics.outputs.filter { $0 != topology.topics.signals } }

    /// How many offsets of their inputs the stages have not committed.
    private func behind(_ stages: [Stage]) -> Int {
        var sum = 0
        for stage in stages {
            let committed = broker.groups[RuntimeOptions(bootstrap: "").group(of: stage)]?.committed ?? [:]
            for partition in topology.tasks(of: stage).flatMap({ topology.partitions(of: $0) }) {
                guard partition.topic != topology.topics.signals || !stages.contains(.track) else { continue }
                let offset = committed[partition]?.offset.rawValue ?? 0
                let tellsProgress =
                    partition.topic == topology.topics.triggers && stages.contains(.track)
                    || partition.topic == topology.topics.notices && stages.contains(.detect)
                sum +=
                    tellsProgress
                    ? broker.logs[partition]?.news(from: offset) ?? 0
                    : Int((broker.logs[partition]?.end ?? 0) - offset)
            }
        }
        return sum
    }
}
