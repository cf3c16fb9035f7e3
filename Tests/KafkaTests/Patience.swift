/// The bound of a test's loops, so that a broken rule fails instead of hanging.
struct Patience {
    private let end: ContinuousClock.Instant

    init(_ duration: Duration = .seconds(30)) { end = ContinuousClock.now.advanced(by: duration) }

    func check(_ what: String) throws {
        guard ContinuousClock.now < end else { throw TestTrouble("gave up waiting for \(what)") }
    }
}
