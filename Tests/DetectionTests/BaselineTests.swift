import Commerce
import Testing

@testable import Detection

@Suite("A baseline")
struct BaselineTests {
    static let rules = BaselineRules()
    static let first = 29_000_160

    /// A slice after `minutes` minutes of `failures(minute)` in 100 trials each, in a pool without history (5 %).
    static func learn(_ minutes: Int, _ failures: (Int) -> Int) -> (SliceState, Baseline) {
        let (state, _, baseline) = learn(minutes, proportion: true, failures)
        return (state, baseline)
    }

    /// The same, with the averages of its exposure.
    static func learn(_ minutes: Int, proportion: Bool, _ failures: (Int) -> Int) -> (SliceState, Three, Baseline) {
        let baseline = Baseline(rules: rules, isProportion: proportion, isDelayed: !proportion)
        var state = SliceState(minute: first, pool: 0, rules: rules)
        var averages = Three()
        state.begin(minute: first)
        for minute in 0..<minutes {
            baseline.bring(&state, &averages, to: first + minute)
            let trials = baseline.trials(100, of: state, &averages)
            let expectation = expectation(of: state, baseline, averages, trials: trials)
            let counts = WindowCounts(
                failures: Double(failures(minute)),
                trials: trials,
                expected: trials * expectation.rate
            )
            _ = baseline.learn(&state, counts, age: 0, expectation.noise)
        }
        return (state, averages, baseline)
    }

    static func expectation(
        of state: SliceState,
        _ baseline: Baseline,
        _ averages: Three = Three(),
        trials: Double = 100
    ) -> Baseline.Expectation {
        let pool = Pool(Pool.Kind(of: .all, rules: IncidentRules()))
        return baseline.expectation(of: state, averages, pool: pool, trials: trials)
    }

    @Test("of an unknown slice is its pool's, and says how little that is worth")
    func unknown() {
        let (state, baseline) = Self.learn(0) { _ in 0 }
        let expectation = Self.expectation(of: state, baseline)
        #expect(abs(expectation.rate - 1 / 20) < 1e-12)
        #expect(abs(expectation.noise.relativeVariance - (0.15 * 0.15 + 0.4 * 0.4)) < 1e-12)
    }

    @Test("of a known slice is its own")
    func known() {
        let (state, baseline) = Self.learn(3000) { $0 % 2 == 0 ? 15 : 17 }
        let expectation = Self.expectation(of: state, baseline)
        #expect(abs(expectation.rate - 0.16) < 0.001)
        #expect(expectation.noise.relativeVariance < 0.15 * 0.15, "steady counts teach a smaller τ")
    }

    @Test("forgets half in forty, eight and two hours")
    func halfLife() {
        var (state, baseline) = Self.learn(100) { _ in 8 }
        let before = (state.trials.vector, state.failures.vector)
        var averages = Three()
        baseline.bring(&state, &averages, to: Int(state.minute) + 480)
        let halves = SIMD3(0.870_550_563_3, 0.5, 0.0625)
        for index in halves.indices {
            #expect(abs(state.trials.vector[index] / before.0[index] - halves[index]) < 1e-6)
            #expect(abs(state.failures.vector[index] / before.1[index] - halves[index]) < 1e-6)
        }
    }

    @Test("corrects its longer memories by the shorter ones as far as these have seen bad outcomes")
    func memories() {
        let (large, _) = Self.learn(6000) { $0 < 5700 ? 8 : 12 }
        var (small, baseline) = Self.learn(6000) { _ in 0 }
        small.failures.vector = large.failures.vector / 100
        small.trials.vector = large.trials.vector / 100
        let ratesOfLarge = Memories.rates(of: large, poolRate: 0.08, priorTrials: 300, rules: Self.rules)
        let ratesOfSmall = Memories.rates(of: small, poolRate: 0.08, priorTrials: 300, rules: Self.rules)
        #expect(ratesOfLarge.x < 0.09 && ratesOfLarge.z > 0.1, "\(ratesOfLarge)")
        #expect(ratesOfSmall.z - ratesOfSmall.x < 0.5 * (ratesOfLarge.z - ratesOfLarge.x), "\(ratesOfSmall)")
        baseline.hourFactor = 2
        #expect(Self.expectation(of: large, baseline).rate > 1.9 * ratesOfLarge.y)
    }

    @Test("of a pool comes to rest on the memory that foretells best")
    func judged() {
        var wandering = Pool(Pool.Kind(of: .all, rules: IncidentRules()))
        var steady = Pool(Pool.Kind(of: .all, rules: IncidentRules()))
        for minute in 0..<600 {
            let rates = SIMD3(0.08, 0.09, 0.12)
            wandering.judge(rates, failures: 12, trials: 100, hourFactor: 1, phi: 1)
            steady.judge(rates, failures: 8, trials: 100, hourFactor: 1, phi: 1)
            wandering.close(minute: Self.first + minute, decay: Decay(halfLife: 1200))
            steady.close(minute: Self.first + minute, decay: Decay(halfLife: 1200))
        }
        #expect(wandering.weights.z > 0.99)
        #expect(steady.weights.x > 0.99)
    }

    @Test("learns from slow waves that its counts wander, within its bounds")
    func wandering() {
        let (steady, baseline) = Self.learn(3000) { _ in 8 }
        let (waves, _) = Self.learn(3000) { ($0 / 30) % 2 == 0 ? 4 : 12 }
        let least = Self.expectation(of: steady, baseline).noise.relativeVariance
        let most = Self.expectation(of: waves, baseline).noise.relativeVariance
        #expect(least >= 0.05 * 0.05)
        #expect(most > 0.3 * 0.3)
        #expect(most < 0.4 * 0.4 + 0.01)
    }

    @Test("is hardly moved by one wild minute")
    func clamped() {
        let (calm, baseline) = Self.learn(600) { _ in 8 }
        let (wild, _) = Self.learn(600) { $0 == 500 ? 100 : 8 }
        let before = Self.expectation(of: calm, baseline).rate
        let after = Self.expectation(of: wild, baseline).rate
        #expect(after < before * 1.01)
    }

    @Test("of a signal against exposure remembers through an empty night what was placed before it")
    func night() {
        var (state, averages, baseline) = Self.learn(3000, proportion: false) { _ in 2 }
        baseline.bring(&state, &averages, to: Int(state.minute) + 600)
        let exposure = baseline.trials(0, of: state, &averages)
        #expect(exposure > 10 && exposure < 20, "\(exposure)")
    }

    @Test("of a signal against exposure learns in one leap what it learns minute by minute")
    func leap() {
        var (state, averages, baseline) = Self.learn(3000, proportion: false) { _ in 2 }
        var sum = state.trials.vector
        var fading = Exposure.unbiased(averages, age: state.age)
        for _ in 1..<600 {
            for index in fading.indices { fading[index] *= Exposure.decays[index].perMinute }
            sum = sum * Memories.factor(minutes: 1) + (fading * baseline.exposure.weights).sum()
        }
        sum *= Memories.factor(minutes: 1)
        baseline.bring(&state, &averages, to: Int(state.minute) + 600)
        for index in sum.indices { #expect(abs(state.trials.vector[index] - sum[index]) < 1e-5 * sum[index]) }
    }

    @Test("of a signal against exposure learns after which time bad outcomes come")
    func delay() {
        var exposure = Exposure()
        var averages = Three()
        for minute in 0..<20_000 {
            for index in averages.vector.indices { averages.vector[index] *= Exposure.decays[index].perMinute }
            Exposure.add((minute / 200) % 2 == 0 ? 10 : 100, to: &averages)
            let failures = 0.05 * Exposure.unbiased(averages, age: minute + 1).y
            exposure.learn(averages, age: minute + 1, failures: failures, minute: Self.first + minute)
        }
        #expect(exposure.weights.y > 0.4 && exposure.weights.y == exposure.weights.max(), "\(exposure.weights)")
    }

    @Test("alerts on nothing below a gate")
    func gates() {
        let test = TailTest(isProportion: true, gates: EffectGates())
        let noise = Noise(dispersion: 1, relativeVariance: 0.02)
        let large = WindowCounts(failures: 1300, trials: 10_000, expected: 1000)
        #expect(test.isSuspicious(large, Noise(dispersion: 1, relativeVariance: 0.0025)))
        #expect(!test.passesGates(large), "30 % more is not 40 %")
        #expect(!test.passesGates(WindowCounts(failures: 3, trials: 10, expected: 0.1)), "2.9 is not 3")
        #expect(!test.isSuspicious(WindowCounts(failures: 2, trials: 2, expected: 0.01), noise))
        #expect(
            !test.isSuspicious(
                WindowCounts(failures: 140, trials: 1000, expected: 100),
                Noise(dispersion: 1, relativeVariance: 0.0625)
            )
        )
    }

    @Test("counts what φ bunches together once, on the cautious side")
    func bunches() {
        let test = TailTest(isProportion: true, gates: EffectGates())
        let counts = WindowCounts(failures: 20, trials: 100, expected: 8)
        let single = test.pValue(counts, Noise(dispersion: 1, relativeVariance: 0.02))
        #expect(test.pValue(counts, Noise(dispersion: 2, relativeVariance: 0.02)) > 5 * single)
    }

    @Test("knows by its size how much a minute wavers")
    func dispersion() {
        var dispersion = Dispersion()
        for minute in 0..<400 {
            for _ in 0..<5 {
                dispersion.learn(failures: minute % 2 == 0 ? 0 : 2, expected: 1, variance: 1, rules: Self.rules)
                dispersion.learn(failures: minute % 2 == 0 ? 40 : 88, expected: 64, variance: 64, rules: Self.rules)
            }
            dispersion.close(minute: Self.first + minute, decay: Decay(halfLife: 1440), rules: Self.rules)
        }
        #expect(dispersion.phi(expected: 1) == 1)
        #expect(dispersion.phi(expected: 64) > 7)
        #expect(
            dispersion.phi(expected: 500) == dispersion.phi(expected: 64),
            "what is not known is as the next smaller"
        )
    }
}
