import Commerce
import Foundation
import Kafka
import Logging
import Retention
import Streaming
import Testing

@testable import Pipeline

@Suite("A policy whose files are changed")
struct PolicyReloadTests {
    private static let original = BuiltInPolicy.policy.yaml.replacing("hold_out: 5", with: "hold_out: 0")
    private static let paths = PolicyFiles(policy: "p.yaml", templates: "texts")

    private let box = FileBox([
        "p.yaml": original, "texts/en.yaml": BuiltInPolicy.templates[0].yaml,
        "texts/zh-Hans.yaml": BuiltInPolicy.templates[1].yaml,
    ])

    /// A shop that runs by the files of ``box``.
    private struct Shop {
        var driver: Driver
        var reloader: PolicyReloader
        var time: Int64 = 0

        var policies: PolicySource { driver.pipeline.topology.policies }

        /// The decision about a payment that fails for want of money, of the next customer.
        mutating func decide() throws -> Decision {
            time += 60
            let events = Events(orderID: "O-\(time)", customerID: "C-\(time)")
            driver.pipe(.orderPlaced, key: events.orderID, events.placed(time))
            driver.pipe(.paymentFailed, key: events.orderID, events.failed(time + 1))
            driver.run(at: .seconds(time + 59))
            return try #require(try driver.decisions().last { $0.orderID == events.orderID })
        }
    }

    private func shop() throws -> Shop {
        let driver = try Driver()
        let policies = driver.pipeline.topology.policies
        policies.replace(by: try Self.paths.load(box.files))
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return Shop(driver: driver, reloader: PolicyReloader(policies, Self.paths, files: box.files, logger: logger))
    }

    private static func changed(_ version: String) -> String {
        original.replacing("version: 2", with: "version: \(version)").replacing(
            "payment-funds",
            with: "payment-no-money"
        )
    }

    @Test("decides what comes next, and says its version in every decision")
    func change() throws {
        var shop = try shop()
        let first = try shop.decide()
        #expect(first.rule == "payment-funds")
        #expect(first.policy == "default@2")
        box["p.yaml"] = Self.changed("3")
        shop.reloader.look()
        let second = try shop.decide()
        #expect(second.rule == "payment-no-money")
        #expect(second.policy == "default@3")
        #expect(try shop.driver.actions().last?.policy == "default@3")
        #expect(shop.policies.status.identity == "default@3")
        #expect(shop.policies.status.reloads == 2)
    }

    @Test("changes nothing while it has a fault, which is told with file, line and remedy, and counted once")
    func fault() throws {
        var shop = try shop()
        box["p.yaml"] = Self.changed("3").replacing(
            "trigger: delayed, cause: promise_missed, tier: vip",
            with: "trigger: late"
        )
        shop.reloader.look()
        shop.reloader.look()
        #expect(try shop.decide().rule == "payment-funds")
        let status = shop.policies.status
        #expect(status.identity == "default@2")
        #expect(status.failedReloads == 1)
        let error = try #require(status.lastError)
        #expect(error.hasPrefix("p.yaml:"))
        #expect(error.contains("use one of: payment_failed") || error.contains("Use one of: payment_failed"))

        box["texts/en.yaml"] = BuiltInPolicy.templates[0].yaml.replacing("  thank: >-", with: "  thanks: >-")
        box["p.yaml"] = Self.changed("3")
        shop.reloader.look()
        #expect(shop.policies.status.failedReloads == 2)
        #expect(shop.policies.status.lastError?.contains("the template thank, which does not exist in en") == true)

        box["texts/en.yaml"] = BuiltInPolicy.templates[0].yaml
        shop.reloader.look()
        #expect(try shop.decide().rule == "payment-no-money")
        #expect(shop.policies.status.lastError == nil)
    }

    @Test("stays when a file is gone")
    func missing() throws {
        var shop = try shop()
        box["p.yaml"] = nil
        shop.reloader.look()
        #expect(try shop.decide().policy == "default@2")
        #expect(shop.policies.status.lastError?.contains("there is no such file") == true)
    }

    @Test("carries what it says in its name where the version was not raised")
    func sameVersion() throws {
        var shop = try shop()
        shop.reloader.look()
        box["p.yaml"] = Self.changed("2")
        shop.reloader.look()
        let identity = try shop.decide().policy
        let tag = try #require(identity.split(separator: "+").last)
        #expect(identity == "default@2+\(tag)")
        #expect(tag.count == 8)
        #expect(tag.allSatisfy { $0.isHexDigit })
        box["texts/zh-Hans.yaml"]? += "\n# another text\n"
        shop.reloader.look()
        #expect(shop.policies.status.identity == identity, "a comment changes nothing")
        box["p.yaml"] = Self.original
        box["texts/zh-Hans.yaml"] = BuiltInPolicy.templates[1].yaml
        shop.reloader.look()
        #expect(try shop.decide().policy == "default@2", "what it was before is that version again")
        box["p.yaml"] = Self.changed("3")
        shop.reloader.look()
        #expect(try shop.decide().policy == "default@3")
    }

    @Test("is read only when size or time are others, or when asked")
    func reading() throws {
        let shop = try shop()
        shop.reloader.look()
        let count = box.readCount
        shop.reloader.look()
        #expect(box.readCount == count)
        box["p.yaml"] = Self.original.replacing("version: 2", with: "version: 4")
        shop.reloader.look()
        #expect(shop.policies.status.identity == "default@2", "as long as before, as the stamp says")
        shop.reloader.look(isForced: true)
        #expect(shop.policies.status.identity == "default@4")
    }

    static let without = [
        ("payment-funds", "payment-no-money"),
        (
            "{after: 6h, action: remind_to_pay, template: remind_once,",
            "{after: 5h, action: remind_to_pay, template: remind_once,"
        ),
    ]

    @Test("does not trouble customers who stand on a ladder that is another now, or gone", arguments: without)
    func ladder(old: String, new: String) throws {
        var shop = try shop()
        let first = try shop.decide()
        box["p.yaml"] = Self.original.replacing("version: 2", with: "version: 33").replacing(old, with: new)
        shop.reloader.look()
        shop.driver.run(at: .days(3))
        #expect(try shop.driver.decisions().contains(first))
        #expect(try shop.decide().policy == "default@33")
    }

    @Test("may lose the steps on which customers stand")
    func shorter() throws {
        var shop = try shop()
        _ = try shop.decide()
        let ladder =
            "      then:\n        - {after: 6h, action: remind_to_pay, template: remind_once, expires: 6h, hold: incident}\n"
        #expect(Self.original.contains(ladder))
        box["p.yaml"] = Self.original.replacing("version: 2", with: "version: 33").replacing(ladder, with: "")
        shop.reloader.look()
        shop.driver.run(at: .days(3))
        shop.time += 3 * 86_400
        #expect(try shop.decide().policy == "default@33")
    }
}
