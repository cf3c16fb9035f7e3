import Commerce
import Foundation
import Kafka
import Streaming
import Testing

@testable import Pipeline

@Suite("The command `forget`")
struct ForgetCommandTests {
    private static func arguments(_ shop: RunningShop) -> [String] {
        ["forget", "C-7", "--bootstrap", shop.options.bootstrap, "--set", "topics.control=\(shop.topics.control)"]
    }

    @Test("asks every task to forget the customer, and says what Kafka keeps for a while")
    func asks() throws {
        let shop = try RunningShop(partitions: 1)
        let run = try CommandRun(Self.arguments(shop))
        #expect(run.code == 0 && run.complaint.isEmpty, "\(run.complaint)")
        #expect(run.output.contains("asked:") && run.output.contains("until their retention is over"))
        let asked = try shop.read(shop.topics.control, atLeast: 1)
        #expect(try asked.map { try ForgettingCodec.decode($0.value ?? []).customerID } == ["C-7"])
    }

    @Test("asks by the pseudonym where customers have one")
    func pseudonym() throws {
        let shop = try RunningShop(partitions: 1)
        let key = "0123456789abcdef0123456789abcdef"
        let run = try CommandRun(Self.arguments(shop), environment: ["ORDERKEEPER_PRIVACY_PSEUDONYM_KEY": key])
        #expect(run.code == 0, "\(run.complaint)")
        let asked = try shop.read(shop.topics.control, atLeast: 1)
        let id = try #require(try asked.first.map { try ForgettingCodec.decode($0.value ?? []).customerID })
        #expect(id == Pseudonyms(Secret(key)).pseudonym(of: "C-7"))
    }

    @Test("asks nobody where there is nowhere to ask, and says what to do")
    func nowhere() throws {
        let shop = try RunningShop(partitions: 1)
        let run = try CommandRun(
            ["forget", "C-7", "--bootstrap", shop.options.bootstrap, "--set", "topics.control=elsewhere"]
        )
        #expect(run.code == 2 && run.output.isEmpty)
        #expect(run.complaint.contains("orderkeeper topics create"), "\(run.complaint)")
    }
}
