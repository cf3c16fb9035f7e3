internal import Commerce
internal import Streaming

/// Money and sample orders of bad outcomes, in an order that does not depend on who reported first.
struct Stakes {
    /// By currency, sorted by it; an amount that no longer fits stays at its limit.
    private(set) var amounts: [Money] = []
    /// The first ids in alphabetical order, each once.
    private(set) var samples: [String] = []

    /// Nothing.
    init() {}

    /// Adds what one task counted in one pane.
    mutating func add(_ count: SliceCount, samplesMax: Int) {
        for amount in count.amounts { add(amount) }
        if let sample = count.sampleOrderID { add(sample, samplesMax: samplesMax) }
    }

    /// Adds the stakes of a later minute: its samples come after those known.
    mutating func append(_ later: Stakes, samplesMax: Int) {
        for amount in later.amounts { add(amount) }
        for sample in later.samples where samples.count < samplesMax && !samples.contains(sample) {
            samples.append(sample)
        }
    }

    private mutating func add(_ amount: Money) {
        let place = amounts.firstIndex { $0.currency >= amount.currency } ?? amounts.count
        guard place < amounts.count, amounts[place].currency == amount.currency else {
            amounts.insert(amount, at: place)
            return
        }
        let (sum, overflow) = amounts[place].amountMinor.addingReportingOverflow(amount.amountMinor)
        amounts[place].amountMinor = overflow ? (amount.amountMinor < 0 ? .min : .max) : sum
    }

    private mutating func add(_ sample: String, samplesMax: Int) {
        let place = samples.firstIndex { $0 >= sample } ?? samples.count
        guard place >= samples.count || samples[place] != sample else { return }
        samples.insert(sample, at: place)
        if samples.count > samplesMax { samples.removeLast() }
    }

    // MARK: State

    func write(to writer: inout StateWriter) {
        writer.list(amounts) { writer, amount in
            writer.text(amount.currency)
            writer.signed(amount.amountMinor)
        }
        writer.list(samples) { $0.text($1) }
    }

    init(from reader: inout StateReader) throws(StateError) {
        amounts = try reader.list { (reader) throws(StateError) in
            Money(currency: try reader.text(), amountMinor: try reader.signed())
        }
        samples = try reader.list { (reader) throws(StateError) in try reader.text() }
    }
}
