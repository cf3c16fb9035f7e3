import Commerce
import Simulation
import Streaming
import Testing

@Suite("A named scenario")
struct ScenarioTests {
    @Test("exists under every name and tells its truth", arguments: Scenario.names)
    func names(name: String) throws {
        let scenario = try #require(Scenario.named(name, start: saturday))
        #expect(scenario.name == name)
        let truth = scenario.truth
        #expect(truth.entries.count == scenario.incidents.count + scenario.disturbances.count)
        #expect(truth.entries.isEmpty == (name == "calm"))
        for entry in truth.entries {
            #expect(entry.start >= saturday.advanced(by: .hours(2)), "\(entry.name)")
            #expect(entry.end <= scenario.configuration.end, "\(entry.name)")
        }
        // Its words must be the shop's.
        #expect(Array(Shop(scenario).prefix(100)).count == 100)
    }

    @Test("stands in the library once, and all fifteen of detection do")
    func library() {
        #expect(Set(Scenario.names).count == Scenario.names.count)
        #expect(Set(Scenario.library.compactMap(\.number)) == Set(1...15))
        for listing in Scenario.library { #expect(!listing.summary.isEmpty && listing.name.count <= 20, "\(listing)") }
    }

    @Test("does not exist under another name")
    func unknown() {
        #expect(Scenario.named("nonesuch", start: saturday) == nil)
    }

    @Test("of the demo has four incidents and a sale that is none, hours after the start")
    func demo() {
        let truth = Scenario.demo(start: saturday).truth
        #expect(
            truth.entries.map(\.name) == [
                "issuer outage", "provider outage", "stockout", "flash sale", "stuck confirmations",
            ]
        )
        #expect(truth.incidents.count == 4)
        #expect(truth.entries[3].expectation == .silence)
        #expect(truth.entries[0].equivalents.count == 1)
        #expect(truth.entries[2].consequences.contains { $0.signal == .cancellation })
    }

    @Test("writes its truth as lines of JSON, the same every time")
    func ndjson() {
        let text = String(decoding: Scenario.demo(start: saturday).truth.ndjson, as: UTF8.self)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines.allSatisfy { $0.hasPrefix(#"{"type":"truth","name":""#) && $0.hasSuffix("}") })
        #expect(lines[2].contains(#""slice":{"warehouse":"W-1","sku":"S-501"}"#), "\(lines[2])")
        #expect(lines[2].contains(#""start":"2026-11-21T04:20:00.000Z""#), "\(lines[2])")
        #expect(lines[3].contains(#""expect":"silence""#), "\(lines[3])")
    }
}
