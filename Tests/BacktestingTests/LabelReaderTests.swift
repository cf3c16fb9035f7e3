import Backtesting
import Commerce
import Simulation
import Streaming
import Testing

@Suite("The reader of labels")
struct LabelReaderTests {
    private static let good =
        #"{"name":"outage","expect":"alert","signal":"payment-failure","slice":{"provider":"adyen"},"#
        + #""start":"2026-11-20T08:10:00Z","end":"2026-11-20T08:40:00Z"}"#

    @Test("reads what simulate writes, of every scenario", arguments: Scenario.names)
    func truth(name: String) throws {
        let truth = try #require(Scenario.named(name, start: friday, seed: 3)).truth
        let labels = Label.all(of: truth)
        #expect(labels.map(\.name) == truth.entries.map(\.name))
        #expect(labels.map(\.expectation.rawValue) == truth.entries.map(\.expectation.rawValue))
        #expect(labels.map(\.signal) == truth.entries.map(\.signal))
        #expect(labels.map(\.names) == truth.entries.map { [$0.slice] + $0.equivalents })
        #expect(labels.map(\.start) == truth.entries.map(\.start) && labels.map(\.end) == truth.entries.map(\.end))
        #expect(labels.map(\.shape) == truth.entries.map { $0.shape?.rawValue })
        let consequences = truth.entries.map { entry in
            entry.consequences.map {
                Label.Consequence(signal: $0.signal, slice: $0.slice, start: $0.start, end: $0.end)
            }
        }
        #expect(labels.map(\.consequences) == consequences)
    }

    @Test("reads how large a label is, and from when it shows")
    func size() throws {
        let more = #"{"shows_from":"2026-11-20T08:40:00Z","excess_per_minute":2.5,"mean_lift":4,"name""#
        let label = try LabelReader.read(Array(Self.good.replacing(#"{"name""#, with: more).utf8), number: 1)
        #expect(label.showsFrom == at(160))
        #expect(label.size == Label.Size(lift: 4, excessPerMinute: 2.5))
        let endless = more.replacing(#""mean_lift":4"#, with: #""mean_lift":null"#)
        let rare = try LabelReader.read(Array(Self.good.replacing(#"{"name""#, with: endless).utf8), number: 1)
        #expect(rare.size?.lift == .infinity)
    }

    @Test("reads a label that a person wrote, with what is left out by default")
    func minimal() throws {
        let text =
            "\n" + Self.good + "\r\n\n"
            + #"{"name":"sale","expect":"silence","start":"2026-11-20T07:00:00Z","end":"2026-11-20T08:00:00Z"}"#
        let labels = try LabelReader.readAll(Array(text.utf8))
        #expect(labels.map(\.name) == ["sale", "outage"])
        #expect(labels[0] == label("sale", 60..<120, nil, in: .all, expect: .silence))
        #expect(labels[1] == label(130..<160))
    }

    @Test(
        "names the line and the field that is wrong",
        arguments: [
            ("not json", "line 1: the line is not"),
            ("[]", "line 1: the line is not a JSON object"),
            (good.replacing(#""name":"outage","#, with: ""), "line 1: name is required and absent"),
            (
                good.replacing("alert", with: "alarm"),
                "line 1: expect is `alarm`, not one of alert, notice, volume, late, silence"
            ),
            (
                good.replacing(#""signal":"payment-failure","#, with: ""),
                "line 1: signal is required where `expect` is `alert`"
            ),
            (
                good.replacing("payment-failure", with: "payments"),
                "line 1: signal is `payments`, not one of payment-failure,"
            ),
            (
                good.replacing(#""provider""#, with: #""bank""#),
                "line 1: slice.bank is not a dimension; there are provider,"
            ),
            (good.replacing(#""adyen""#, with: "7"), "line 1: slice.provider is not a string"),
            (
                good.replacing(#"{"name""#, with: #"{"excess_per_minute":"2","name""#),
                "line 1: excess_per_minute is not a number"
            ),
            (good.replacing("08:10:00Z", with: "8:10"), "line 1: start is `2026-11-20T8:10`, not a time such as"),
            (good.replacing("08:40:00Z", with: "08:10:00Z"), "line 1: end is not after start"),
            (
                good.replacing(#""slice""#, with: #""slices""#),
                "line 1: slices is not a field of a label; there are type, name"
            ),
            (good.replacing(#"{"name""#, with: #"{"name":"twice","name""#), "line 1: name is there twice"),
            (
                good.replacing(#"{"name""#, with: #"{"consequences":[{"signal":"stockout"}],"name""#),
                "line 1: consequences[0].start is required and absent"
            ),
            (
                good.replacing(#"{"name""#, with: #"{"equivalent_slices":[{},{"sku":1}],"name""#),
                "line 1: equivalent_slices[1].sku is not a string"
            ),
        ]
    )
    func errors(text: String, message: String) {
        let error = #expect(throws: LabelError.self) { try LabelReader.readAll(Array(text.utf8)) }
        #expect(error.map { "\($0)".hasPrefix(message) } == true, "\(String(describing: error))")
    }

    @Test("counts empty lines too")
    func lines() {
        let error = #expect(throws: LabelError.self) { try LabelReader.readAll(Array("\n\n\(Self.good)\n{}".utf8)) }
        #expect(error?.line == 4)
    }
}
