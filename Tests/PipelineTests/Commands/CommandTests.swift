import Commerce
import Foundation
import Kafka
import Retention
import Streaming
import Testing

@testable import Pipeline

/// What a person types about retention, and what they read.
@Suite("The command")
struct CommandTests {
    /// What was decided in a shop in which forty customers cancel, every fifth of whom is held out, and half of all others
    /// place their order again.
    private static func decisions(_ directory: URL) throws -> (file: String, decisions: [Decision]) {
        var policy = RetentionPolicy.awake
        policy.holdOutPercent = 20
        var driver = try Driver(policy: policy)
        for number in 0..<40 {
            let events = Events(orderID: "O-\(number)", customerID: "C-\(number)")
            driver.pipe(.orderPlaced, key: events.orderID, events.placed(0))
            driver.pipe(.orderCancelled, key: events.orderID, events.cancelled(60, reason: "shipping_cost"))
        }
        driver.run(at: .minutes(5))
        for number in 0..<20 {
            let again = Events(orderID: "again-\(number)", customerID: "C-\(number)")
            driver.pipe(.orderPlaced, key: again.orderID, again.placed(600))
        }
        driver.run(at: .minutes(15))
        let file = directory.appending(path: "decisions.ndjson")
        let lines = driver.pipeline.records(of: driver.topics.decisions).map { ($0.value ?? []) + [UInt8(ascii: "\n")] }
        try Data(lines.flatMap { $0 }).write(to: file)
        return (file.path, try driver.decisions())
    }

    // MARK: check policy

    @Test("`check policy` tells every fault with its file, its line and the way out, and ends with 2")
    func faults() throws {
        try CommandRun.inDirectory { directory in
            let file = directory.appending(path: "shop.yaml")
            let lines = RetentionPolicy.awakeText
                .replacing("\nhold_out: 0\n", with: "\nhold_out: 500\n")
                .replacing("action: match_price", with: "action: match_prices")
            try lines.write(to: file, atomically: true, encoding: .utf8)
            let run = try CommandRun(["check", "policy", file.path])
            #expect(run.code == 2 && run.output.isEmpty)
            for (number, line) in lines.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            where line.contains("hold_out: 500") || line.contains("match_prices") {
                #expect(run.complaint.contains("\(file.path):\(number + 1)"), "line \(number + 1)")
            }
            #expect(run.complaint.contains("Use one of"), "\(run.complaint)")
        }
    }

    @Test("`check policy` sums up who gets what, of a file and of what is built in")
    func sound() throws {
        try CommandRun.inDirectory { directory in
            let file = directory.appending(path: "shop.yaml")
            try RetentionPolicy.awakeText.write(to: file, atomically: true, encoding: .utf8)
            for arguments in [[], [file.path]] {
                let run = try CommandRun(["check", "policy"] + arguments)
                #expect(run.code == 0 && run.complaint.isEmpty, "\(run.complaint)")
                for rule in RetentionPolicy.awake.rules { #expect(run.output.contains(rule.name), "\(rule.name)") }
            }
        }
    }

    // MARK: explain order

    @Test("`explain order` tells the rule, those before it and why not, the guard rails and the outcome")
    func explain() throws {
        try CommandRun.inDirectory { directory in
            let (file, decisions) = try Self.decisions(directory)
            let saved = try #require(decisions.first { $0.outcome == .saved && $0.arm == .treated })
            let run = try CommandRun(["explain", "order", saved.orderID, "--file", file, "--quiet"])
            #expect(run.code == 0 && run.complaint.isEmpty, "\(run.complaint)")
            for word in [
                saved.orderID, saved.customerID, "cancelled-shipping-cost", "not taken", "cancelled-out-of-stock",
                "waive", "budget", "saved",
            ] { #expect(run.output.contains(word), "\(word) in \(run.output)") }
            let json = try CommandRun(["explain", "order", saved.orderID, "--file", file, "--quiet", "--json"])
            let story = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
            #expect(story?["outcome"] as? String == "saved" && story?["order_id"] as? String == saved.orderID)
            let heldOut = try #require(decisions.first { $0.outcome == .heldOut })
            let other = try CommandRun(["explain", "order", heldOut.orderID, "--file", file, "--quiet"])
            #expect(other.output.contains("hold"), "\(other.output)")
        }
    }

    @Test("`explain order` says what to give it when it knows no such order, or the file is another one")
    func unknown() throws {
        try CommandRun.inDirectory { directory in
            let (file, _) = try Self.decisions(directory)
            let run = try CommandRun(["explain", "order", "O-none", "--file", file, "--quiet"])
            #expect(run.code == 2 && run.output.isEmpty)
            #expect(run.complaint.contains("none about this order: O-none"), "\(run.complaint)")
            try "{\"type\": \"action\"}\n".write(toFile: file, atomically: true, encoding: .utf8)
            let other = try CommandRun(["explain", "order", "O-1", "--file", file, "--quiet"])
            #expect(other.code == 2 && other.complaint.contains("line 1"), "\(other.complaint)")
        }
    }

    // MARK: uplift

    @Test("`uplift` compares who was treated with who was held out, as decided")
    func uplift() throws {
        try CommandRun.inDirectory { directory in
            let (file, decisions) = try Self.decisions(directory)
            let run = try CommandRun(["uplift", "--file", file, "--quiet"])
            #expect(run.code == 0 && run.output.contains("cancelled-shipping-cost"), "\(run.output)\(run.complaint)")
            let json = try CommandRun(["uplift", "--file", file, "--quiet", "--json"])
            let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
            let all = try #require((object?["groups"] as? [[String: Any]])?.first)
            for (name, arm) in [("treated", Arm.treated), ("held_out", .heldOut)] {
                let told = try #require(all[name] as? [String: Any])
                let drawn = Set(decisions.filter { $0.arm == arm && $0.id.hasPrefix("dec-") }.map(\.triggerID))
                #expect(told["orders"] as? Int == drawn.count && drawn.count > 3, "\(name)")
                let saved = decisions.count { $0.arm == arm && $0.outcome == .saved }
                #expect(told["saved"] as? Int == saved, "\(name)")
            }
            let later = try CommandRun(["uplift", "--file", file, "--quiet", "--since", "2030-01-01T00:00:00Z"])
            #expect(later.code == 0 && later.output.contains("tells an outcome"), "\(later.output)")
        }
    }
}
