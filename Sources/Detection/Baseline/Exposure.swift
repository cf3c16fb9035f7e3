internal import Streaming

/// On how many of the last minutes' trials the bad outcomes of this minute fall, for signals whose bad outcomes come later
/// than their trials: orders are cancelled minutes to days after they were placed, parcels reported after days.
///
/// The trials of a slice are averaged over three memories: ten minutes, an hour, half a day. A mixture of them stands for the
/// times after which bad outcomes come; its weights are learnt from the whole shop by expectation maximisation
/// (Dempster, Laird & Rubin, J. R. Statist. Soc. B 39, 1977): each bad outcome is shared out among the averages in
/// proportion to what they foretold of it.
struct Exposure {
    /// What remains of each average after a minute.
    static let decays = [Decay(perMinute: 0.9), Decay(perMinute: 1 - 1 / 60), Decay(perMinute: 1 - 1 / 720)]
    /// How much each average counts; their sum is 1.
    private(set) var weights = SIMD3(repeating: 1.0 / 3)
    /// Bad outcomes shared out to each average, decayed.
    private var outcomes = SIMD3<Double>()
    /// Sum of each average, decayed.
    private var trials = SIMD3<Double>()
    private var minute: Int?
    /// The greatest average over ten minutes in each of the last hours, by the number of the hour modulo their count.
    private var peaks = [Double](repeating: 0, count: Exposure.peakHours)
    private var peakHour: Int?

    /// An order that nobody pays is given up within a day, and somebody says so an hour or two later.
    private static let peakHours = 26

    /// How long a minute is remembered.
    private static let memory = Decay(halfLife: 4320)

    /// Nothing is known.
    init() {}

    /// The trials that stand behind the next bad outcomes: the averages, each as of a slice of `age` minutes, weighted.
    func trials(_ averages: Three, age: Int) -> Double {
        (Self.unbiased(averages, age: age) * weights).sum()
    }

    /// The averages without the zeros from before the slice was known.
    static func unbiased(_ averages: Three, age: Int) -> SIMD3<Double> {
        var unbiased = averages.vector
        for index in unbiased.indices { unbiased[index] /= 1 - decays[index].factor(minutes: max(1, age)) }
        return unbiased
    }

    /// Adds a minute's trials to the averages.
    static func add(_ count: Int, to averages: inout Three) {
        averages.vector +=
            Double(count) * SIMD3(1 - decays[0].perMinute, 1 - decays[1].perMinute, 1 - decays[2].perMinute)
    }

    /// Notes how much was tried lately in the whole shop.
    mutating func notePeak(_ averages: Three, age: Int, minute: Int) {
        let hour = ShopClock.utc.hour(at: minute)
        if let peakHour, hour > peakHour {
            for passed in max(peakHour + 1, hour - Self.peakHours + 1)...hour { peaks[Self.place(of: passed)] = 0 }
        }
        peakHour = max(hour, peakHour ?? hour)
        let place = Self.place(of: hour)
        peaks[place] = max(peaks[place], Self.unbiased(averages, age: age)[0])
    }

    private static func place(of hour: Int) -> Int {
        let rest = hour % peakHours
        return rest < 0 ? rest + peakHours : rest
    }

    /// τ² of what is not known of bad outcomes that come hours after their trials, all at one time: the peak of the last
    /// day may be behind them.
    func peakVariance(_ averages: Three, age: Int) -> Double {
        let now = trials(averages, age: age)
        guard now > 0 else { return 0 }
        let distance = max(0, (peaks.max() ?? 0) / now - 1)
        return distance * distance
    }

    /// How far the averages lie apart: their relative variance around what they foretell together.
    func disagreement(_ averages: Three, age: Int) -> Double {
        let averages = Self.unbiased(averages, age: age)
        let mean = (averages * weights).sum()
        guard mean > 0 else { return 0 }
        let distance = averages / mean - 1
        return (weights * distance * distance).sum()
    }

    /// Learns a minute of the whole shop, which had these averages and `failures` bad outcomes.
    mutating func learn(_ averages: Three, age: Int, failures: Double, minute newest: Int) {
        let factor = minute.map { Self.memory.factor(minutes: newest - $0) } ?? 1
        minute = newest
        let averages = Self.unbiased(averages, age: age)
        let shares = averages * weights
        outcomes = outcomes * factor
        if shares.sum() > 0 { outcomes += shares * (failures / shares.sum()) }
        trials = trials * factor + averages
        let typical = trials.sum() / 3 / max(outcomes.sum(), 1)
        var rates = SIMD3<Double>()
        for index in weights.indices {
            rates[index] = (outcomes[index] + Self.prior) / (trials[index] + 3 * Self.prior * typical)
        }
        weights = rates.sum() > 0 ? rates / rates.sum() : SIMD3(repeating: 1.0 / 3)
    }

    /// Bad outcomes that each average is given at the start.
    private static let prior = 5.0

    // MARK: State

    func write(to writer: inout StateWriter) {
        for index in weights.indices {
            writer.double(outcomes[index])
            writer.double(trials[index])
            writer.double(weights[index])
        }
        writer.optionalMinute(minute)
        writer.optional(peakHour) { $0.signed(Int64($1)) }
        for peak in peaks { writer.double(peak) }
    }

    init(from reader: inout StateReader) throws(StateError) {
        for index in weights.indices {
            outcomes[index] = try reader.sum()
            trials[index] = try reader.sum()
            weights[index] = try reader.sum()
        }
        guard (0.999...1.001).contains(weights.sum()) else { throw StateError("the weights of the exposure are not 1") }
        minute = try reader.optionalMinute()
        guard reader.version >= 8 else { return }
        peakHour = try reader.optionalHour()
        for index in peaks.indices { peaks[index] = try reader.sum() }
    }
}
