/// What the detector remembers of one slice, 64 bytes besides its name, its windows and its ``Exposure``.
struct SliceState: BitwiseCopyable {
    /// K: bad outcomes learnt, cleared of the hour of the day, decayed to ``minute`` by each of the ``Memories``.
    var failures = Three()
    /// N: trials or exposure learnt, decayed to ``minute`` by each of the ``Memories``.
    var trials = Three()
    /// e2: excess variance of the blocks, decayed.
    var tauExcess: Float = 0
    /// m2: squared expectations of the blocks, decayed.
    var tauMean: Float = 0
    /// ex: excess of the block under way.
    var blockExcess: Float = 0
    /// v: variance expected in the block under way.
    var blockVariance: Float = 0
    /// Σμ of the block under way.
    var blockExpected: Float = 0
    /// The CUSUM of slow drift in nats, see ``Drift``.
    var drift: Float = 0
    /// The minute to which everything here is brought.
    var minute: Int32
    /// The newest closed minute with counts.
    var countedMinute: Int32
    private var ageInMinutes: UInt16 = 0
    /// The pool of the slice's dimensions.
    var pool: Int16
    /// Minutes for which the slice may still learn nothing.
    var guardMinutes: Int16
    /// Significance in the last ticks, the newest in the lowest bit.
    var ticks: UInt8 = 0
    private var flags: Flags = .used

    private struct Flags: OptionSet, BitwiseCopyable {
        var rawValue: UInt8
        static let used = Flags(rawValue: 1)
        static let begun = Flags(rawValue: 2)
        static let active = Flags(rawValue: 4)

        mutating func set(_ flag: Flags, _ isSet: Bool) {
            if isSet { insert(flag) } else { remove(flag) }
        }
    }

    /// A slice first heard of in `minute`, whose ticks begin with ``begin(minute:)``.
    init(minute: Int, pool: Int, rules: BaselineRules) {
        self.minute = Int32(clamping: minute - 1)
        countedMinute = Int32(clamping: minute - 1)
        self.pool = Int16(pool)
        guardMinutes = Int16(clamping: rules.guardMinutesMax)
    }

    /// Begins with the first minute that a tick looks at, which may be earlier than the one heard of first.
    mutating func begin(minute first: Int) {
        guard !isBegun else { return }
        isBegun = true
        minute = Int32(clamping: first - 1)
        age = 0
        countedMinute = Int32(clamping: first - 1)
    }
}

extension SliceState {
    /// Minutes since the slice was first counted, that one included; 45 days at most.
    var age: Int {
        get { Int(ageInMinutes) }
        set { ageInMinutes = UInt16(clamping: newValue) }
    }

    /// The minute of the first count, or 45 days ago.
    var firstMinute: Int { Int(minute) - age + 1 }

    /// Whether the slice has had counts within the longest window, and so is part of each tick.
    var isActive: Bool {
        get { flags.contains(.active) }
        set { flags.set(.active, newValue) }
    }

    /// Whether a tick has seen the slice; before, its minutes mean nothing.
    var isBegun: Bool {
        get { flags.contains(.begun) }
        set { flags.set(.begun, newValue) }
    }

    /// Whether the slot is in use.
    var isUsed: Bool {
        get { flags.contains(.used) }
        set { flags.set(.used, newValue) }
    }
}

/// Three numbers in twelve bytes.
struct Three: BitwiseCopyable {
    private var first: Float = 0
    private var second: Float = 0
    private var third: Float = 0

    /// Three times zero.
    init() {}

    /// For arithmetic.
    var vector: SIMD3<Double> {
        get { SIMD3(Double(first), Double(second), Double(third)) }
        set {
            first = Float(newValue.x)
            second = Float(newValue.y)
            third = Float(newValue.z)
        }
    }
}
