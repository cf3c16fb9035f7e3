import Commerce
import Testing

@Suite("An uplift")
struct UpliftTests {
    /// Newcombe 1998, table II, method 10: what is published, to four digits.
    @Test(
        "has the interval that is published",
        arguments: [
            (56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090), (6, 7, 2, 7, 0.0582, 0.8062),
            (5, 56, 0, 29, -0.0381, 0.1926), (0, 10, 0, 20, -0.1611, 0.2775), (0, 10, 0, 10, -0.2775, 0.2775),
            (10, 10, 0, 20, 0.6791, 1.0000), (10, 10, 0, 10, 0.6075, 1.0000),
        ]
    )
    func published(_ saved: Int, _ orders: Int, _ heldOutSaved: Int, _ heldOut: Int, _ low: Double, _ high: Double) {
        let uplift = Uplift(saved: saved, of: orders, heldOutSaved: heldOutSaved, of: heldOut)
        #expect(abs((uplift?.interval.lowerBound ?? .nan) - low) < 0.00005)
        #expect(abs((uplift?.interval.upperBound ?? .nan) - high) < 0.00005)
    }

    /// Computed with another program, in double precision.
    @Test("has the interval that another program computes, for groups as unequal as a hold-out's")
    func computed() throws {
        let uplift = try #require(Uplift(saved: 4210, of: 19_000, heldOutSaved: 180, of: 1000))
        #expect(abs(uplift.difference - 0.041578947368421) < 1e-12)
        #expect(abs(uplift.interval.lowerBound - 0.01588226544101683) < 1e-12)
        #expect(abs(uplift.interval.upperBound - 0.0649259352217786) < 1e-12)
        let wilson = Uplift.wilson(4210, of: 19_000)
        #expect(abs(wilson.lowerBound - 0.21573024471948712) < 1e-12)
        #expect(abs(wilson.upperBound - 0.2275402107341781) < 1e-12)
    }

    @Test("says that it helps, harms, or that it is not enough yet")
    func verdicts() {
        #expect(Uplift(saved: 4210, of: 19_000, heldOutSaved: 180, of: 1000)?.verdict == .helps)
        #expect(Uplift(saved: 180, of: 1000, heldOutSaved: 4210, of: 19_000)?.verdict == .harms)
        #expect(Uplift(saved: 42, of: 190, heldOutSaved: 1, of: 10)?.verdict == .notEnough)
        #expect(Uplift(saved: 3, of: 3, heldOutSaved: 0, of: 0) == nil)
        #expect(Uplift(saved: 0, of: 0, heldOutSaved: 1, of: 2) == nil)
    }

    @Test("contains its difference and changes sign with the groups, however many there are")
    func symmetry() throws {
        for orders in 1...12 {
            for heldOut in 1...12 {
                for saved in 0...orders {
                    for heldOutSaved in 0...heldOut {
                        let there = try #require(
                            Uplift(saved: saved, of: orders, heldOutSaved: heldOutSaved, of: heldOut)
                        )
                        let back = try #require(
                            Uplift(saved: heldOutSaved, of: heldOut, heldOutSaved: saved, of: orders)
                        )
                        #expect(there.interval.contains(there.difference))
                        #expect(abs(there.interval.lowerBound + back.interval.upperBound) < 1e-12)
                        #expect(there.interval.lowerBound >= -1 && there.interval.upperBound <= 1)
                    }
                }
            }
        }
    }

    struct World: CustomTestStringConvertible {
        var base: Double
        var effect: Double
        var heldOut: Double
        var seed: UInt64

        var testDescription: String { "base \(base), effect \(effect), held out \(heldOut), seed \(seed)" }
    }

    /// Exact enumeration gives coverages from 94.9 to 95.4 % for these worlds; the interval of ± 1.96 standard errors
    /// has 89 % in the first.
    @Test(
        "contains the true effect in 95 of 100 comparisons of customers who answer by chance",
        arguments: [
            World(base: 0.1, effect: -0.05, heldOut: 0.05, seed: 1),
            World(base: 0.1, effect: 0, heldOut: 0.05, seed: 2),
            World(base: 0.3, effect: 0.05, heldOut: 0.05, seed: 3),
            World(base: 0.6, effect: 0.15, heldOut: 0.05, seed: 4),
            World(base: 0.1, effect: 0.15, heldOut: 0.2, seed: 5),
            World(base: 0.3, effect: 0, heldOut: 0.2, seed: 6),
            World(base: 0.3, effect: -0.05, heldOut: 0.2, seed: 7),
            World(base: 0.6, effect: 0.05, heldOut: 0.2, seed: 8),
        ]
    )
    func coverage(_ world: World) {
        let (rounds, customers) = (3000, 600)
        var chance = Chance(seed: world.seed)
        var (hits, verdicts) = (0, [Uplift.Verdict: Int]())
        for _ in 0..<rounds {
            var (treated, saved, heldOut, heldOutSaved) = (0, 0, 0, 0)
            for _ in 0..<customers {
                if chance.hits(world.heldOut) {
                    heldOut += 1
                    heldOutSaved += chance.hits(world.base) ? 1 : 0
                } else {
                    treated += 1
                    saved += chance.hits(world.base + world.effect) ? 1 : 0
                }
            }
            guard let uplift = Uplift(saved: saved, of: treated, heldOutSaved: heldOutSaved, of: heldOut) else {
                continue
            }
            if uplift.interval.contains(world.effect) { hits += 1 }
            verdicts[uplift.verdict, default: 0] += 1
        }
        // Four standard errors of a share of 0.951 in so many rounds.
        let error = 4 * (0.951 * 0.049 / Double(rounds)).squareRoot()
        #expect(abs(Double(hits) / Double(rounds) - 0.951) < error, "\(hits) of \(rounds), \(world.testDescription)")
        // What does nothing is said to help, or to harm, in 2.5 of 100 comparisons each, give or take.
        if world.effect <= 0 { #expect(verdicts[.helps, default: 0] < rounds * 4 / 100, "\(world.testDescription)") }
        if world.effect >= 0 { #expect(verdicts[.harms, default: 0] < rounds * 5 / 100, "\(world.testDescription)") }
    }
}
