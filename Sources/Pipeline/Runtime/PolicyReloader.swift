public import Logging
internal import Retention
internal import Synchronization

/// Takes over a policy whose files were changed, for every RETAIN task of the process at once, or says why not.
///
/// A policy is taken as a whole or not at all: while any file has a fault, the tasks go on with the policy that they
/// have. Whoever runs a process calls ``look(isForced:)`` from time to time; nothing is read unless a file's size, time or
/// place has changed.
public final class PolicyReloader: Sendable {
    private let source: PolicySource
    private let paths: PolicyFiles
    private let files: TextFiles
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        /// The files as they were when they were last read.
        var stamps: [String: String]?
        /// What they said then.
        var tag: String?
        /// What each version said when it was first seen, by `name@version`.
        var tags: [String: String] = [:]
    }

    /// A reloader that puts what `paths` say into `source`.
    public init(_ source: PolicySource, _ paths: PolicyFiles, files: TextFiles = .disk, logger: Logger) {
        self.source = source
        self.paths = paths
        self.files = files
        self.logger = logger
    }

    /// Reads the files if they were changed, and decides by them from now on, unless they have a fault.
    ///
    /// - Parameter isForced: whether to read them in any case, and to say so when there is nothing new.
    public func look(isForced: Bool = false) {
        state.withLock { state in
            let stamps = paths.stamps(files)
            guard isForced || stamps != state.stamps else { return }
            state.stamps = stamps
            do throws(ConfigurationError) {
                let texts = try paths.read(files)
                guard isForced || texts.tag != state.tag else { return }
                state.tag = texts.tag
                take(try texts.parse(), tag: texts.tag, isForced: isForced, &state)
            } catch {
                refuse(error)
            }
        }
    }

    private func take(_ policy: RetentionPolicy, tag: String, isForced: Bool, _ state: inout State) {
        var current = source.current()
        let identity = current.identity
        current.contentTag = nil
        guard policy != current else {
            // What is being decided by, or what was before a change that was refused.
            if identity == policy.identity { state.tags[policy.identity] = tag }
            source.confirm()
            if isForced { logger.info("policy \(identity) is as it was") }
            return
        }
        var policy = policy
        let isKnown = policy.identity == current.identity || state.tags[policy.identity] != nil
        if isKnown, state.tags[policy.identity] != tag {
            let version = policy.identity
            policy.contentTag = tag
            logger.warning(
                "the policy was changed and is still \(version): raise its version; it is \(policy.identity) now"
            )
        } else {
            state.tags[policy.identity] = tag
        }
        source.replace(by: policy)
        logger.notice("decides by policy \(policy.identity) now: \(policy.rules.count) rules")
    }

    private func refuse(_ error: ConfigurationError) {
        source.keep(because: error.description)
        let faults = error.faults.map(\.description).joined(separator: "; ")
        logger.error("goes on with policy \(source.status.identity), because the new one is refused: \(faults)")
    }
}
