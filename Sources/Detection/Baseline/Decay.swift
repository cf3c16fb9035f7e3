/// An exponential decay per minute that is applied when somebody looks, however many minutes have passed.
struct Decay {
    /// What remains after one minute.
    let perMinute: Double

    init(perMinute: Double) { self.perMinute = perMinute }

    /// Half remains after `halfLife` minutes.
    init(halfLife: Double) { perMinute = Mathematics.exp2(-1 / halfLife) }

    /// What remains after `minutes` minutes.
    func factor(minutes: Int) -> Double {
        switch minutes {
        case ...0: 1
        case 1: perMinute
        default: Mathematics.pow(perMinute, Double(minutes))
        }
    }
}
