public import Commerce
internal import Streaming

/// Every constant of the detector; the defaults are those of `detection.md`.
public struct DetectionRules: Sendable, Hashable {
    /// Lengths of the windows that are tested, in minutes, ascending. The p-value is the least times their number.
    public var windowsMinutes: [Int] = [2, 5, 12, 24, 60]
    /// q of Benjamini and Hochberg: the share of false verdicts among all verdicts of a minute.
    public var falseDiscoveryRate = 1e-3
    /// Tests that a minute is taken to have made at least: a signal with few slices makes few tests a minute, but has as
    /// many minutes a day in which to be wrong (not in `detection.md`).
    public var testsMin = 100
    /// The gates of a signal without its own.
    public var gates = EffectGates()
    /// Gates for single signals.
    public var gatesBySignal: [Signal: EffectGates] = [:]
    /// The gates of `volume`.
    public var volume = VolumeGates()
    /// Learning.
    public var baseline = BaselineRules()
    /// From verdicts to alerts.
    public var incidents = IncidentRules()
    /// Which incidents are not told because another one explains them.
    public var inhibitions = Inhibition.builtIn
    /// Which incidents nobody wants to hear of for a while.
    public var silences: [Silence] = []
    /// The shop's clocks: by them an hour is like the same hour of other days.
    public var clock = ShopClock.utc
    /// Times of which it is known that they are not as usual.
    public var calendar: [CalendarDay] = []
    /// Which share of a day's cancellations may be for want of stock before the merchant hears of it; 1 tells of none.
    public var stockShareMax = 0.3
    /// Slices that one signal remembers; counts of further ones are dropped and counted until old ones are forgotten.
    public var slicesMax = 200_000
    /// A slice without counts for this long is forgotten when room is needed (its baseline has faded by then).
    public var slicesKeptDays = 14
    /// Minutes with counts that are held until the watermark closes them; counts of further ones are dropped and
    /// counted. A reader that is this far ahead of the slowest task should wait for it.
    public var pendingMinutesMax = 100_000

    /// The defaults.
    public init() {}

    /// The gates of `signal`.
    public func gates(of signal: Signal) -> EffectGates { gatesBySignal[signal] ?? gates }

    /// How many windows are tested for `signal`.
    func windowsTested(of signal: Signal) -> Int {
        let least = signal == .volume ? volume.windowMin : 1
        return windowsMinutes.count { $0 >= least }
    }

    /// What the calendar says of the minute that begins at `time`; the first entry counts.
    func day(at time: EventTime) -> CalendarDay? { calendar.first { $0.holds(time) } }

    /// By how much the calendar raises the gates in the minute that begins at `time`: as long as a window holds some of
    /// its day.
    func gatesFactor(at time: EventTime) -> Double {
        let first = time.advanced(by: .minutes(1 - Int64(windowMax)))
        return calendar.filter { $0.from <= time && first < $0.until }.map(\.gates).max() ?? 1
    }

    /// The longest window, in minutes.
    var windowMax: Int { windowsMinutes.last ?? 1 }

    /// Traps on rules that only a programmer can have broken: a configuration is checked where it is read.
    func check() {
        precondition(!windowsMinutes.isEmpty, "there is a window")
        precondition(
            windowsMinutes.allSatisfy { (1...1440).contains($0) } && windowsMinutes == windowsMinutes.sorted(),
            "windows are 1 to 1440 minutes, ascending"
        )
        precondition((1...8).contains(incidents.ticksConsidered), "1 to 8 ticks are considered")
        precondition(
            (1...incidents.ticksConsidered).contains(incidents.ticksRequired),
            "ticks required are among those considered"
        )
        precondition(slicesMax > 0 && slicesMax <= Int(Int32.max), "slices are counted in 31 bits")
    }
}
