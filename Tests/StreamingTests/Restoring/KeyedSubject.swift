import Streaming

/// A keyed state of texts beside a dictionary.
struct KeyedSubject: Chronicled, ~Copyable {
    var state = KeyedState<Text>()

    struct Text: StateCodable, Equatable {
        var value: String

        init(_ value: String) { self.value = value }
        init(from reader: inout StateReader) throws(StateError) { value = try reader.text() }
        func write(to writer: inout StateWriter) { writer.text(value) }
    }

    /// Changes the state and `model` alike.
    mutating func change(_ model: inout [String: String], keys: Int, using chance: inout Chance) {
        let key = "C-\(Int.random(in: 0..<keys, using: &chance))"
        let number = Int.random(in: 0..<1000, using: &chance)
        let value = String(repeating: "x", count: number % 40) + "\(number)"
        switch number % 20 {
        case 0..<11:
            state[key] = Text(value)
            model[key] = value
        case 11..<19:
            state[key] = nil
            model[key] = nil
        default:
            state.update { text in
                guard text.value.hasSuffix("7") else { return text.value.hasSuffix("3") ? .removed : .none }
                text.value = value
                return .changed
            }
            for (key, known) in model where known.hasSuffix("3") || known.hasSuffix("7") {
                model[key] = known.hasSuffix("7") ? value : nil
            }
        }
    }

    /// What is here, by its keys.
    func contents(_ keys: Int) -> [String: String] {
        var contents: [String: String] = [:]
        for number in 0..<keys { contents["C-\(number)"] = state["C-\(number)"]?.value }
        return contents
    }

    mutating func writeChanges(to writer: inout StateWriter) { state.writeChanges(to: &writer) }
    mutating func beginCheckpoint() { state.beginCheckpoint() }
    mutating func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        state.writeCheckpoint(to: &writer, budget: budget)
    }
    mutating func restoreChanges(from reader: inout StateReader) throws(StateError) {
        try state.restoreChanges(from: &reader)
    }
    mutating func restoreCheckpoint(from reader: inout StateReader) throws(StateError) {
        try state.restoreCheckpoint(from: &reader)
    }
    mutating func finishRestoring() { state.finishRestoring() }
}
