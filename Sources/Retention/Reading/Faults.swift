/// What is wrong with a policy and its texts: reading goes on after a fault, so that one look repairs all.
struct Faults {
    /// In the order in which they were found.
    private(set) var all: [PolicyError] = []

    /// Whether nothing is wrong so far.
    var isEmpty: Bool { all.isEmpty }

    /// What `read` gives; `nil` when it was refused, which is noted.
    mutating func noting<Value>(_ read: () throws(PolicyError) -> Value) -> Value? {
        do throws(PolicyError) {
            return try read()
        } catch {
            note(error)
            return nil
        }
    }

    /// Notes `error`, unless it is known.
    mutating func note(_ error: PolicyError) {
        if !all.contains(error) { all.append(error) }
    }
}
