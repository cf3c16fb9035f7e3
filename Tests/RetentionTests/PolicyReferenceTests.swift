import Commerce
import Foundation
import Retention
import Testing

@Suite("The reference of the policy language")
struct PolicyReferenceTests {
    static let files: [(path: String, text: @Sendable () -> String)] = [
        ("Schemas/policy.schema.json", { PolicyReference.schema }),
        ("Schemas/templates.schema.json", { PolicyReference.templatesSchema }),
        ("Config/policies/README.md", { PolicyReference.markdown }),
    ]

    @Test("is what the files say; RECORD_BUILT_IN=1 writes them anew", arguments: 0..<3)
    func isTheFiles(index: Int) throws {
        let (path, text) = Self.files[index]
        let file = BuiltInTests.root.appending(path: path)
        if ProcessInfo.processInfo.environment["RECORD_BUILT_IN"] != nil {
            try Data(text().utf8).write(to: file)
            return
        }
        let recorded = try String(contentsOf: file, encoding: .utf8)
        #expect(recorded == text(), "record it: RECORD_BUILT_IN=1 swift test --filter RetentionTests")
    }

    @Test("has every key that the parser takes, and no other")
    func isComplete() throws {
        let yaml = policyText(rules: "").replacing("name: test", with: "nome: test")
        let error = try #require(#expect(throws: PolicyError.self) { try parsed(yaml) })
        let keys = try #require(error.remedy.split(separator: ": ").last).split(separator: ", ")
        #expect(keys.count == 15)
        let root = try #require(
            JSONSerialization.jsonObject(with: Data(PolicyReference.schema.utf8)) as? [String: Any]
        )
        let properties = try #require(root["properties"] as? [String: Any])
        #expect(Set(properties.keys) == Set(keys.map(String.init)))
        for key in keys { #expect(PolicyReference.markdown.contains("| `\(key)` |")) }
    }

    @Test("explains every action, offer and placeholder")
    func explains() {
        for kind in Action.Kind.allCases { #expect(PolicyReference.markdown.contains("| `\(kind.rawValue)` |")) }
        for kind in OfferKind.allCases { #expect(PolicyReference.markdown.contains("| `\(kind.rawValue)` |")) }
        for name in ["until", "method", "fee_reason"] { #expect(PolicyReference.markdown.contains("| `{\(name)}` |")) }
    }
}
