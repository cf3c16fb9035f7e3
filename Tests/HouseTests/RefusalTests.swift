import Testing

/// Each rule of the house, broken on purpose in a file that exists in this test alone.
@Suite("A refusal")
struct RefusalTests {
    /// A file that breaks a rule, and what the refusal says.
    struct Broken: Sendable, CustomTestStringConvertible {
        var path: String
        var text: String
        var line: Int
        var says: String

        var testDescription: String { says }
    }

    static let broken = [
        Broken(path: "Sources/Detection/A.swift", text: "\nlet now = Date()", line: 2, says: "`Date()`"),
        Broken(
            path: "Sources/Pipeline/2-Track/A.swift",
            text: "ContinuousClock.now",
            line: 1,
            says: "`ContinuousClock`"
        ),
        Broken(path: "Tests/KafkaTests/A.swift", text: "try await Task.sleep(for: second)", line: 1, says: "sleeps"),
        Broken(path: "Sources/Kafka/A.swift", text: "let a = Int.random(in: 0..<3)", line: 1, says: "`.random(in:`"),
        Broken(
            path: "Tests/KafkaTests/A.swift",
            text: "var g = SystemRandomNumberGenerator()",
            line: 1,
            says: "chance"
        ),
        Broken(path: "Sources/Streaming/A.swift", text: "a.hashValue % 4", line: 1, says: "`hashValue`"),
        Broken(path: "Sources/Commerce/A.swift", text: "fatalError()", line: 1, says: "data never traps"),
        Broken(path: "Sources/Commerce/A.swift", text: "Swift.fatalError()", line: 1, says: "data never traps"),
        Broken(path: "Sources/Commerce/A.swift", text: "let a = try! read()", line: 1, says: "`try!`"),
        Broken(path: "Sources/Commerce/A.swift", text: "let a = b as! C", line: 1, says: "`as!`"),
        Broken(path: "Sources/Commerce/Codecs/A.swift", text: "unsafe free(a)", line: 1, says: "four folders"),
        Broken(path: "Tests/StreamingTests/A.swift", text: "var a: OpaquePointer?", line: 1, says: "four folders"),
        Broken(path: "Sources/Kafka/A.swift", text: "print(1)", line: 1, says: "standard output"),
        Broken(path: "Sources/Kafka/A.swift", text: "Thread { run() }", line: 1, says: "threads are started"),
        Broken(path: "Sources/Kafka/A.swift", text: "// TO" + "DO: later", line: 1, says: "unfinished work"),
        Broken(path: "README.md", text: "see /ro" + "ot/x", line: 1, says: "one machine"),
        Broken(path: "Deploy/Dockerfile", text: "FROM gh" + "cr.io/x", line: 1, says: "where packages"),
        Broken(path: "Sources/Streaming/A.swift", text: "internal import Kafka", line: 1, says: "does not know it"),
        Broken(path: "Sources/Detection/A.swift", text: "public import Retention", line: 1, says: "does not know it"),
        Broken(path: "Sources/Retention/A.swift", text: "import Detection", line: 1, says: "does not know it"),
        Broken(
            path: "Sources/Simulation/A.swift",
            text: "import struct Foundation.Date",
            line: 1,
            says: "does not know it"
        ),
        Broken(path: "Sources/Detection/A.swift", text: "import Dispatch", line: 1, says: "does not know it"),
        Broken(path: "Sources/Kafka/A.swift", text: "internal import CRdKafka", line: 1, says: "only in"),
        Broken(path: "Sources/Commerce/Codecs/A.swift", text: "import CSimdjson", line: 1, says: "only in"),
        Broken(path: "Sources/Retention/Policy/A.swift", text: "import Yams", line: 1, says: "only in"),
        Broken(path: "Sources/Pipeline/5-Commit/A.swift", text: "import Foundation", line: 1, says: "only in"),
        Broken(path: "Sources/Console/A.swift", text: "import Kafka", line: 1, says: "does not know it"),
        Broken(path: "Tests/KafkaTests/A.swift", text: "import CRdKafka", line: 1, says: "tests are not in it"),
        Broken(path: "Sources/Kafka/A.swift", text: "struct A: @unchecked Sendable {}", line: 1, says: "`@unchecked`"),
        Broken(path: "Sources/Kafka/A.swift", text: lines(401), line: 1, says: "a file of 401 lines"),
        Broken(path: "Sources/Kafka/A.swift", text: "\n" + function(61), line: 2, says: "long of 61 lines"),
        Broken(path: "Sources/Kafka/A.swift", text: "public struct B {}", line: 1, says: "`B` in a file named A.swift"),
        Broken(
            path: "Sources/Kafka/A.swift",
            text: "struct A {}\nenum B {}\nfinal class C {}\nactor D {}",
            line: 4,
            says: "4 types in one file"
        ),
    ]

    @Test("says where and why", arguments: broken)
    func says(broken: Broken) {
        let file = SourceFile(path: broken.path, text: broken.text)
        let refusals = Self.rules.flatMap { $0.refusals(in: file) }
        #expect(refusals.contains { $0.line == broken.line && $0.reason.contains(broken.says) }, "\(refusals)")
    }

    static let sound = [
        Broken(path: "Sources/Detection/A.swift", text: "// Date() is for others", line: 0, says: "a comment"),
        Broken(path: "Sources/Detection/A.swift", text: "/* /* Date() */ try! */", line: 0, says: "a nested comment"),
        Broken(path: "Sources/Detection/A.swift", text: "let a = \"Date()\"", line: 0, says: "a text"),
        Broken(path: "Sources/Detection/A.swift", text: "let a = #\"\" try! \\\"#", line: 0, says: "a raw text"),
        Broken(
            path: "Sources/Detection/A.swift",
            text: "let a = \"\"\"\n  \" as! \\\" \n\"\"\"",
            line: 0,
            says: "lines of text"
        ),
        Broken(path: "Sources/Kafka/A.swift", text: "client.fatalError(during: a)", line: 0, says: "a member"),
        Broken(path: "Sources/Kafka/A.swift", text: "func fatalError() -> Int { 1 }", line: 0, says: "a declaration"),
        Broken(path: "Sources/Kafka/A.swift", text: "Int.random(in: 0..<3, using: &chance)", line: 0, says: "a seed"),
        Broken(path: "Sources/Kafka/A.swift", text: "let unsafely = updateDate()", line: 0, says: "longer words"),
        Broken(path: "Sources/Kafka/A.swift", text: lines(400), line: 0, says: "400 lines"),
        Broken(path: "Sources/Kafka/A.swift", text: function(60), line: 0, says: "60 lines"),
        Broken(
            path: "Sources/Kafka/A.swift",
            text: "protocol A {\n func a()\n func b()\n}",
            line: 0,
            says: "no bodies"
        ),
        Broken(
            path: "Sources/Kafka/A.swift",
            text: "// One thread owns it.\nstruct A: @unchecked Sendable {}",
            line: 0,
            says: "a reason"
        ),
    ]

    @Test("is not given without cause", arguments: sound)
    func unfounded(sound: Broken) {
        let file = SourceFile(path: sound.path, text: sound.text)
        #expect(Self.rules.flatMap { $0.refusals(in: file) } == [])
    }

    @Test("is given for code inside a text")
    func interpolation() {
        let file = SourceFile(path: "Sources/Kafka/A.swift", text: "let a = \"\\(first(\"(\") + try! second()) try!\"")
        #expect(Self.rules.flatMap { $0.refusals(in: file) }.count == 1)
    }

    @Test("lets what is too large shrink and not grow")
    func ratchet() {
        let limit = SizeLimit(ratchet: ["Sources/Kafka/A.swift": (450, "a list")])
        let refusals = { (count: Int) in
            limit.refusals(in: SourceFile(path: "Sources/Kafka/A.swift", text: Self.lines(count))).map(\.reason)
        }
        #expect(refusals(451).first?.contains("grew beyond 450") == true)
        #expect(refusals(450) == [])
        #expect(refusals(400).first?.contains("take it out") == true)
    }

    private static let rules: [any Rule] =
        HouseBans.all + [ImportFence.project, UncheckedReason(), SizeLimit.project, FileName()] as [any Rule]

    private static func lines(_ count: Int) -> String { String(repeating: "\n", count: count) }

    private static func function(_ count: Int) -> String {
        "func long(\n    a: Int = { 1 }()\n) {\n" + lines(count - 4) + "}"
    }
}
