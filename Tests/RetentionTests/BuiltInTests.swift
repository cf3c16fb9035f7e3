import Commerce
import Foundation
import Retention
import Testing

@Suite("The built-in policy")
struct BuiltInTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let files = [
        (path: "default.yaml", type: "BuiltInDefault"),
        (path: "templates/en.yaml", type: "BuiltInEnglish"),
        (path: "templates/zh-Hans.yaml", type: "BuiltInChinese"),
    ]

    @Test("is the files in Config/policies, byte for byte", arguments: 0..<3)
    func isTheFiles(index: Int) throws {
        let (path, type) = Self.files[index]
        let yaml = try Data(contentsOf: Self.root.appending(path: "Config/policies/\(path)"))
        let swift = Self.root.appending(path: "Sources/Retention/BuiltIn/\(type).swift")
        if ProcessInfo.processInfo.environment["RECORD_BUILT_IN"] != nil {
            try Data(Self.source(path, type, String(decoding: yaml, as: UTF8.self)).utf8).write(to: swift)
            return
        }
        let texts = [BuiltInPolicy.policy] + BuiltInPolicy.templates
        #expect(Data(texts[index].yaml.utf8) == yaml, "record it: RECORD_BUILT_IN=1 swift test --filter RetentionTests")
    }

    @Test("has English and Chinese texts for every template that a rule names")
    func hasAllTexts() {
        let policy = RetentionPolicy.builtIn
        #expect(policy.templates.locales == ["en", "zh-Hans"])
        for rule in policy.rules {
            for plan in rule.steps.map(\.plan) {
                for name in [plan.message.template, plan.withoutOffer?.template].compactMap({ $0 }) {
                    for locale in policy.templates.locales {
                        #expect(policy.templates.has(name, in: locale), "\(name) in \(locale)")
                    }
                }
            }
        }
    }

    @Test("says its name, version and caps")
    func saysWhatItIs() {
        let policy = RetentionPolicy.builtIn
        #expect(policy.identity == "default@2")
        #expect(policy.caps == RetentionPolicy.Caps())
    }

    @Test("knows the causes of every kind of trigger by the vocabulary")
    func causes() {
        #expect(Trigger.Kind.paymentFailed.causes.count == DeclineFamily.allCases.count)
        #expect(Trigger.Kind.cancelled.causes.count == CancelReason.allCases.count)
        #expect(Trigger.Kind.wrongShipment.causes.count == ShipmentFault.allCases.count)
        #expect(Set(Trigger.Kind.allCases.flatMap(\.causes)) == Set(Cause.allCases))
    }

    private static func source(_ path: String, _ type: String, _ yaml: String) -> String {
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let body = lines.map { $0.isEmpty ? "" : "        \($0)" }.joined(separator: "\n")
        return """
            /// `Config/policies/\(path)`, byte for byte.
            ///
            /// Recorded: `RECORD_BUILT_IN=1 swift test --filter RetentionTests` writes this file anew from that one.
            enum \(type) {
                /// The content of the file.
                static let yaml = #\"""
            \(body)

                    \"""#
            }

            """
    }
}
