import Testing

@testable import Detection

@Suite("A baseline")
struct BaselineTests {
    static let rules = BaselineRules()
    static let first = 29_000_160

    /// A slice after `minutes` minutes of `failures(minute)` in 100 trials each, at a pooled rate of 8 %.
    static func learn(_ minutes: Int, proportion: Bool = true, _ failures: (Int) -> Int) -> (SliceState, Baseline) {
        let baseline = Baseline(rules: rules, isProportion: proportion)
        var state = SliceState(minute: first, pool: 0, rules: rules)
        state.begin(minute: first, rules: rules)
        for minute in 0..<minutes {
            baseline.bring(&state, to: first + minute)
            let expectation = baseline.expectation(of: state, poolRate: 0.08)
            let trials = baseline.trials(100, of: &state)
            _ = baseline.learn(&state, failures: failures(minute), trials: trials, expectation)
        }
        return (state, baseline)
    }

    @Test("of an unknown slice is its pool's, and says how little that is worth")
    func unknown() {
        let (state, baseline) = Self.learn(0) { _ in 0 }
        let expectation = baseline.expectation(of: state, poolRate: 0.08)
        #expect(expectation.rate == 0.08)
        #expect(abs(expectation.tauSquared - (0.15 * 0.15 + 0.4 * 0.4)) < 1e-12)
    }

    @Test("of a known slice is its own")
    func known() {
        let (state, baseline) = Self.learn(3000) { $0 % 2 == 0 ? 15 : 17 }
        let expectation = baseline.expectation(of: state, poolRate: 0.08)
        #expect(abs(expectation.rate - 0.16) < 0.001)
        #expect(expectation.tauSquared < 0.15 * 0.15, "steady counts teach a smaller τ")
    }

    @Test("forgets half in twenty hours")
    func halfLife() {
        var (state, baseline) = Self.learn(100) { _ in 8 }
        let before = state
        baseline.bring(&state, to: Int(state.minute) + 1200)
        #expect(abs(state.trials / before.trials - 0.5) < 1e-9)
        #expect(abs(state.failures / before.failures - 0.5) < 1e-9)
    }

    @Test("learns from slow waves that its counts wander, within its bounds")
    func wandering() {
        let (steady, baseline) = Self.learn(3000) { _ in 8 }
        let (waves, _) = Self.learn(3000) { ($0 / 30) % 2 == 0 ? 4 : 12 }
        let least = baseline.expectation(of: steady, poolRate: 0.08).tauSquared
        let most = baseline.expectation(of: waves, poolRate: 0.08).tauSquared
        #expect(least >= 0.05 * 0.05)
        #expect(most > 0.3 * 0.3)
        #expect(most < 0.4 * 0.4 + 0.01)
    }

    @Test("is hardly moved by one wild minute")
    func clamped() {
        let (calm, baseline) = Self.learn(600) { _ in 8 }
        let (wild, _) = Self.learn(600) { $0 == 500 ? 100 : 8 }
        let before = baseline.expectation(of: calm, poolRate: 0.08).rate
        let after = baseline.expectation(of: wild, poolRate: 0.08).rate
        #expect(after < before * 1.01)
    }

    @Test("of a signal against exposure keeps a quarter of the usual exposure through an empty night")
    func exposureFloor() {
        var (state, baseline) = Self.learn(3000, proportion: false) { _ in 2 }
        baseline.bring(&state, to: Int(state.minute) + 600)
        let exposure = baseline.trials(0, of: &state)
        #expect(exposure > 15 && exposure < 25, "\(exposure)")
    }

    @Test("of a signal against exposure learns in one leap what it learns minute by minute")
    func leap() {
        var (state, baseline) = Self.learn(3000, proportion: false) { _ in 2 }
        var sum = state.trials
        var exposure = state.exposure
        for _ in 1..<600 {
            exposure *= baseline.exposureDecay.perMinute
            sum = sum * baseline.decay.perMinute + exposure
        }
        sum *= baseline.decay.perMinute
        baseline.bring(&state, to: Int(state.minute) + 600)
        #expect(abs(state.trials - sum) < 1e-6 * sum)
    }

    @Test("alerts on nothing below a gate")
    func gates() {
        let test = TailTest(isProportion: true, gates: EffectGates())
        let large = WindowCounts(failures: 1300, trials: 10_000, expected: 1000)
        #expect(test.isSuspicious(large, tauSquared: 0.0025))
        #expect(!test.passesGates(large), "30 % more is not 40 %")
        #expect(!test.passesGates(WindowCounts(failures: 3, trials: 10, expected: 0.1)), "2.9 is not 3")
        #expect(!test.isSuspicious(WindowCounts(failures: 2, trials: 2, expected: 0.01), tauSquared: 0.02))
        #expect(!test.isSuspicious(WindowCounts(failures: 140, trials: 1000, expected: 100), tauSquared: 0.0625))
    }

    @Test("counts what φ bunches together once, on the cautious side")
    func bunches() {
        var test = TailTest(isProportion: true, gates: EffectGates())
        let counts = WindowCounts(failures: 20, trials: 100, expected: 8)
        let single = test.pValue(counts, tauSquared: 0.02)
        test.phi = 2
        #expect(test.pValue(counts, tauSquared: 0.02) > 5 * single)
    }
}
