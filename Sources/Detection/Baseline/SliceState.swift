/// What the detector remembers of one slice, 76 bytes besides its name and its windows.
struct SliceState: BitwiseCopyable {
    /// K: bad outcomes learnt, cleared of the hour of the day, decayed to ``minute`` by each of the ``Memories``.
    var failures = Three()
    /// N: trials or exposure learnt, decayed to ``minute`` by each of the ``Memories``.
    var trials = Three()
    /// Trials per minute as moving averages, see ``Exposure``; used by signals that are not proportions.
    var averages = Three()
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
    /// The minute to which everything here is brought.
    var minute: Int32
    /// The minute of the first count.
    var firstMinute: Int32
    /// The newest closed minute with counts.
    var countedMinute: Int32
    /// The pool of the slice's dimensions.
    var pool: Int16
    /// Minutes for which the slice may still learn nothing.
    var guardMinutes: Int16
    /// Significance in the last ticks, the newest in the lowest bit.
    var ticks: UInt8 = 0
    /// Whether the slice has had counts within the longest window, and so is part of each tick.
    var isActive = false
    /// Whether a tick has seen the slice; before, its minutes mean nothing.
    var isBegun = false
    /// Whether the slot is in use.
    var isUsed = true

    /// A slice first heard of in `minute`, whose ticks begin with ``begin(minute:)``.
    init(minute: Int, pool: Int, rules: BaselineRules) {
        self.minute = Int32(clamping: minute - 1)
        firstMinute = Int32(clamping: minute)
        countedMinute = Int32(clamping: minute - 1)
        self.pool = Int16(pool)
        guardMinutes = Int16(clamping: rules.guardMinutesMax)
    }

    /// Begins with the first minute that a tick looks at, which may be earlier than the one heard of first.
    mutating func begin(minute first: Int) {
        guard !isBegun else { return }
        isBegun = true
        minute = Int32(clamping: first - 1)
        firstMinute = Int32(clamping: first)
        countedMinute = Int32(clamping: first - 1)
    }
}

extension SliceState {
    /// Minutes since the slice was first counted, itself included.
    var age: Int { Int(minute) - Int(firstMinute) + 1 }
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
