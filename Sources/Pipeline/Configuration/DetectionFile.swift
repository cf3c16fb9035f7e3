internal import Commerce
internal import Detection
internal import Streaming

/// The file named by `detect.rules`: which incidents are silenced, which explain which others, and which times are not as
/// usual.
///
/// ```yaml
/// silences:
///   - {signal: payment-failure, slice: {provider: adyen}, from: 2026-11-20T22:00:00Z, until: 2026-11-21T02:00:00Z,
///      comment: announced maintenance}
/// inhibitions:
///   - source: {signal: stockout}
///     target: {signal: cancellation, slice: {reason: changed_mind}}
///     equal: [category]
///     after: 2h
/// calendar:
///   - {name: Double 11, from: 2026-11-11T00:00:00+08:00, until: 2026-11-12T00:00:00+08:00, expected: 1.5, volume: 8}
/// ```
struct DetectionFile {
    private(set) var silences: [Silence] = []
    /// Those that are built in, unless the file says `built-in-inhibitions: false`, and its own.
    private(set) var inhibitions = Inhibition.builtIn
    private(set) var calendar: [CalendarDay] = []

    /// What `text` says.
    ///
    /// - Throws: ``ConfigurationError`` with the line of the first fault.
    init(_ text: String, name: String) throws(ConfigurationError) {
        guard let root = try DetectionNode.document(text, file: name) else { return }
        let parts = try root.mapping(["silences", "inhibitions", "built-in-inhibitions", "calendar"])
        for node in try parts["calendar"]?.list() ?? [] { calendar.append(try Self.day(node)) }
        for node in try parts["silences"]?.list() ?? [] { silences.append(try Self.silence(node)) }
        if try parts["built-in-inhibitions"]?.flag() == false { inhibitions = [] }
        for node in try parts["inhibitions"]?.list() ?? [] {
            inhibitions.append(try Self.inhibition(node))
            guard ShopDetector.order(of: inhibitions) == nil else { continue }
            let problem = "with the others, the rule makes a signal explain itself by way of another"
            throw node.refused(problem, "leave it out, or set `built-in-inhibitions: false`")
        }
    }

    /// Puts what the file says into `rules`.
    func apply(to rules: inout DetectionRules) {
        rules.silences = silences
        rules.inhibitions = inhibitions
        rules.calendar = calendar
    }

    private static func silence(_ node: DetectionNode) throws(ConfigurationError) -> Silence {
        let parts = try node.mapping(["signal", "slice", "from", "until", "comment"], required: ["until", "comment"])
        var signal: Signal?
        if let named = parts["signal"] { signal = try named.signal() }
        let from = try parts["from"]?.time() ?? .distantPast
        guard let end = parts["until"], let comment = parts["comment"] else { preconditionFailure("both are required") }
        let until = try end.time()
        guard from < until else { throw end.refused("the silence ends before it begins", "write a later time") }
        let matcher = IncidentMatcher(signal, slice: try parts["slice"]?.slice() ?? .all)
        return Silence(matcher, from: from, until: until, comment: try comment.text())
    }

    private static func day(_ node: DetectionNode) throws(ConfigurationError) -> CalendarDay {
        let keys = ["name", "from", "until", "expected", "volume", "gates", "learn"]
        let parts = try node.mapping(keys, required: ["name", "from", "until"])
        guard let name = parts["name"], let from = parts["from"], let until = parts["until"] else {
            preconditionFailure("all are required")
        }
        var day = CalendarDay(try name.text(), from: try from.time(), until: try until.time())
        guard day.from < day.until else { throw until.refused("it ends before it begins", "write a later time") }
        day.expected = try parts["expected"]?.factor() ?? 1
        day.volume = try parts["volume"]?.factor() ?? 1
        day.gates = try parts["gates"]?.factor() ?? 1
        day.isLearnt = try parts["learn"]?.flag() ?? false
        return day
    }

    private static func inhibition(_ node: DetectionNode) throws(ConfigurationError) -> Inhibition {
        let parts = try node.mapping(["source", "target", "equal", "after"], required: ["source", "target"])
        guard let source = parts["source"], let target = parts["target"] else {
            preconditionFailure("both are required")
        }
        var equal: [Dimension] = []
        for name in try parts["equal"]?.list() ?? [] { equal.append(try name.dimension()) }
        var after = Milliseconds.hours(1)
        if let length = parts["after"] { after = try length.length(in: .zero ... .days(7)) }
        return Inhibition(
            try matcher(source),
            try matcher(target),
            equal: equal,
            afterMinutes: Int(after.rawValue / Milliseconds.minutes(1).rawValue)
        )
    }

    private static func matcher(_ node: DetectionNode) throws(ConfigurationError) -> IncidentMatcher {
        let parts = try node.mapping(["signal", "slice"], required: ["signal"])
        guard let signal = parts["signal"] else { preconditionFailure("it is required") }
        return IncidentMatcher(try signal.signal(), slice: try parts["slice"]?.slice() ?? .all)
    }
}
