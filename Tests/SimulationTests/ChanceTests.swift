import Streaming
import Testing

@testable import Simulation

@Suite("Chance")
struct ChanceTests {
    @Test("has an exponential and a logarithm that agree with the tables")
    func elementary() {
        #expect(Elementary.exp(0) == 1)
        #expect(abs(Elementary.exp(1) - 2.718_281_828_459_045) < 1e-14)
        #expect(abs(Elementary.exp(-20) / 2.061_153_622_438_558e-9 - 1) < 1e-13)
        #expect(Elementary.log(1) == 0)
        #expect(abs(Elementary.log(10) - 2.302_585_092_994_046) < 1e-14)
        for x in stride(from: -30.0, through: 30, by: 0.37) {
            #expect(abs(Elementary.log(Elementary.exp(x)) - x) < 1e-12, "\(x)")
        }
    }

    @Test("has the moments of its distributions", arguments: [1, 2, 3] as [UInt64])
    func moments(seed: UInt64) {
        var chance = Chance(seed: seed, .orders)
        let count = 20_000
        let normals = (0..<count).map { _ in chance.normal() }
        let mean = normals.reduce(0, +) / Double(count)
        let variance = normals.reduce(0) { $0 + $1 * $1 } / Double(count)
        #expect(abs(mean) < 0.04 && abs(variance - 1) < 0.06, "seed \(seed), \(mean), \(variance)")
        let waits = (0..<count).reduce(0.0) { sum, _ in sum + chance.exponential() } / Double(count)
        #expect(abs(waits - 1) < 0.04, "seed \(seed), \(waits)")
        let heads = (0..<count).filter { _ in chance.happens(0.3) }.count
        #expect(abs(Double(heads) / Double(count) - 0.3) < 0.02, "seed \(seed)")
    }

    @Test("chooses by weight, and never what has none")
    func weights() {
        let choice = WeightedChoice([5, 0, 1, 4])
        var chance = Chance(seed: 9, .orders)
        var counts = [0, 0, 0, 0]
        for _ in 0..<20_000 { counts[choice.pick(&chance)] += 1 }
        #expect(counts[1] == 0)
        #expect(abs(counts[0] - 10_000) < 400 && abs(counts[2] - 2000) < 250 && abs(counts[3] - 8000) < 400)
    }

    @Test("plans in order of time, then of tie, however it was added", arguments: [1, 2] as [UInt64])
    func agenda(seed: UInt64) {
        var chance = Chance(seed: seed, .orders)
        var agenda = Agenda<Int32>()
        for tie in 0..<2000 { agenda.add(at: Int64(chance.index(below: 300)), tie: UInt64(tie), 0) }
        var last: (Int64, UInt64) = (-1, 0)
        var count = 0
        while let entry = agenda.removeEarliest() {
            #expect(last < (entry.at, entry.tie), "seed \(seed)")
            last = (entry.at, entry.tie)
            count += 1
        }
        #expect(count == 2000 && agenda.earliest == nil)
    }

    @Test("has nothing to do with the profile, which averages to one over a week")
    func profile() {
        for profile in [DiurnalProfile.usual, .gentle, .flat] {
            let week = stride(from: Int64(0), to: 7 * 86_400_000, by: 600_000)
            let factors = week.map { profile.factor(at: EventTime(milliseconds: $0)) }
            #expect(abs(factors.reduce(0, +) / Double(factors.count) - 1) < 0.01)
        }
        let saturdayNoon = EventTime(milliseconds: 1_795_219_200_000 + 4 * 3_600_000)
        let fridayNoon = saturdayNoon.advanced(by: .hours(-24))
        let usual = DiurnalProfile.usual
        #expect(abs(usual.factor(at: saturdayNoon) / usual.factor(at: fridayNoon) - 1.15) < 1e-9)
    }

    @Test("numbers events so that no two are alike")
    func numbers() {
        var seen: Set<UInt64> = []
        for owner in [EventNumber.Owner.order, .shelf, .customer] {
            for number in [0, 1, 4095, 4096, 1_000_000] {
                for ordinal in [0, 1, 4095, 4096, 8191, 70_000] as [UInt64] {
                    #expect(seen.insert(EventNumber(owner, number, ordinal: ordinal).rawValue).inserted)
                }
            }
        }
        let id = EventNumber(.order, 0, ordinal: 0).identifier(seed: 1, at: 1_795_219_200_000)
        #expect(id.utf8.count == 26 && id.hasPrefix("01M7XPE"), "\(id)")
    }
}
