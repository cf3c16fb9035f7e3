import Commerce
import Retention
import Streaming
import Testing

/// Whether the rows of the table of uplifts compare like with like.
@Suite("What is compared")
struct ComparisonTests {
    static let seeds = 1...UInt64(15)

    /// How many of `hits` rows of 100 that hold the truth may leave it out: five, give or take four standard errors.
    private static func most(of rows: Int) -> Int {
        Int((0.05 * Double(rows) + 4 * (0.05 * 0.95 * Double(rows)).squareRoot()).rounded(.up))
    }

    private static func rows(_ table: UpliftTable, by axis: UpliftTable.Axis) -> [UpliftTable.Row] {
        table.rows(by: axis).filter { min($0.tally.treated.orders, $0.tally.heldOut.orders) >= 20 }
    }

    @Test(
        "shows nothing in a shop whose customers do not listen, by rule, cause, tier and channel",
        arguments: [UpliftTable.Axis.rule, .cause, .tier, .channel]
    )
    func nothing(by axis: UpliftTable.Axis) {
        var (rows, misses, sums) = (0, 0, [String: OutcomeTally]())
        for shop in Self.silent {
            for row in Self.rows(shop, by: axis) {
                rows += 1
                sums[row.name, default: OutcomeTally()].add(row.tally)
                if row.tally.verdict != .notEnough { misses += 1 }
            }
        }
        #expect(rows >= 30, "\(rows) rows by \(axis)")
        #expect(misses <= Self.most(of: rows), "\(misses) of \(rows) rows by \(axis) say that something is achieved")
        // All seeds together see what one does not: four standard errors of the difference.
        for (name, tally) in sums.sorted(by: { $0.key < $1.key }) {
            let (treated, heldOut) = (tally.treated, tally.heldOut)
            guard let uplift = tally.uplift, let share = treated.share else { continue }
            let error = (share * (1 - share) * (1 / Double(treated.orders) + 1 / Double(heldOut.orders))).squareRoot()
            #expect(abs(uplift.difference) <= 4 * error + 1e-9, "\(axis) \(name): \(uplift) of \(treated.orders)")
        }
    }

    /// Fifteen shops whose customers do what they do.
    private static let silent: [UpliftTable] = seeds.map { seed in
        var shop = ComparedShop(seed: seed)
        shop.play(customers: 300, named: "\(seed)")
        return shop.table
    }

    @Test("draws as many orders of a rule in each arm as the policy says")
    func draws() {
        for axis in [UpliftTable.Axis.rule, .cause, .tier, .channel] {
            var (treated, heldOut) = ([String: Int](), [String: Int]())
            for shop in Self.silent {
                for row in shop.rows(by: axis) {
                    treated[row.name, default: 0] += row.tally.treated.orders
                    heldOut[row.name, default: 0] += row.tally.heldOut.orders
                }
            }
            for (name, count) in heldOut.sorted(by: { $0.key < $1.key }) {
                let all = Double(count + treated[name, default: 0])
                // Orders of one customer have one arm, at most six of them: their number wavers more than that of customers.
                let error = (0.4 * 0.6 * all * 6).squareRoot()
                #expect(abs(Double(count) - 0.4 * all) <= 4 * error, "\(axis) \(name): \(count) of \(all)")
            }
        }
    }

    @Test("shows what each rule achieves, and the truth lies in the interval")
    func effects() {
        let effects = [
            "payment-funds": 0.2, "payment-details": 0.1, "payment-authentication": -0.1, "payment-ambiguous": 0.15,
            "payment-vip": 0.25, "payment-incident": 0, "unpaid": 0.2, "unpaid-vip": 0.1, "cancelled-changed-mind": 0.3,
            "cancelled-any": 0.2,
        ]
        var (rows, hits, sums) = (0, 0, [String: OutcomeTally]())
        for seed in Self.seeds {
            var shop = ComparedShop(seed: seed)
            shop.effects = effects
            // Caps keep actions back, and with them their effect.
            shop.ordersPerDay = 1
            shop.play(customers: 300, named: "\(seed)")
            for row in Self.rows(shop.table, by: .rule) {
                rows += 1
                sums[row.name, default: OutcomeTally()].add(row.tally)
                if row.tally.uplift?.interval.contains(effects[row.name] ?? 0) == true { hits += 1 }
            }
        }
        #expect(rows >= 30)
        #expect(rows - hits <= Self.most(of: rows), "\(rows - hits) of \(rows) rows leave the truth out")
        for (name, tally) in sums.sorted(by: { $0.key < $1.key }) {
            let (one, other) = (tally.treated, tally.heldOut)
            guard let uplift = tally.uplift, let with = one.share, let without = other.share else { continue }
            let error = (with * (1 - with) / Double(one.orders) + without * (1 - without) / Double(other.orders))
                .squareRoot()
            #expect(abs(uplift.difference - (effects[name] ?? 0)) <= 4 * error, "\(name): \(uplift) of \(one.orders)")
        }
    }
}
