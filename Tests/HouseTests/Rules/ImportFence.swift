/// Who may import whom.
struct ImportFence: Rule {
    /// For each module, what it may import, and in which of its folders when not in all.
    let allowed: [String: [String: [String]]]

    private static let everywhere: [String] = []
    private static let platform = ["Darwin": everywhere, "Glibc": everywhere, "Musl": everywhere]

    /// The fences of this project. A module that is not here may import nothing.
    static let project = ImportFence(allowed: [
        "Kafka": platform.merging(["CRdKafka": ["Sources/Kafka/Handles/"]]) { $1 },
        "Streaming": [:],
        "Commerce": ["CSimdjson": ["Sources/Commerce/Codecs/Simdjson/"], "Streaming": everywhere],
        "Detection": platform.merging(["Commerce": everywhere, "Streaming": everywhere]) { $1 },
        "Retention": [
            "Commerce": everywhere, "Streaming": everywhere, "Yams": ["Sources/Retention/Reading/"],
            // Time zones and nothing else.
            "Foundation": ["Sources/Retention/Time/"],
        ],
        "Simulation": ["Commerce": everywhere, "Streaming": everywhere],
        "Backtesting": ["Simulation": everywhere, "Commerce": everywhere, "Streaming": everywhere],
        "Pipeline": [
            "Kafka": everywhere, "Streaming": everywhere, "Commerce": everywhere, "Detection": everywhere,
            "Retention": everywhere,
            // Tasks and the local pipeline perform nothing: what talks to the world is at the edge.
            "Foundation": edge, "Logging": edge, "Metrics": edge, "ServiceLifecycle": edge, "Synchronization": edge,
            "Yams": ["Sources/Pipeline/Configuration/"], "CCrypto": ["Sources/Pipeline/1-Source/Libcrypto/"],
        ],
        "orderkeeper": [
            "Pipeline": everywhere, "Backtesting": everywhere, "Simulation": everywhere, "Kafka": everywhere,
            "Commerce": everywhere, "Detection": everywhere, "Retention": everywhere, "Streaming": everywhere,
            "ArgumentParser": everywhere, "Foundation": everywhere, "Logging": everywhere,
            "ServiceLifecycle": everywhere, "UnixSignals": everywhere, "Synchronization": everywhere,
            "Darwin": everywhere, "Glibc": everywhere, "Musl": everywhere,
        ],
    ])

    private static let edge = ["Sources/Pipeline/Runtime/", "Sources/Pipeline/Configuration/"]

    func refusals(in file: SourceFile) -> [Refusal] {
        guard file.isSwift else { return [] }
        return file.codeLines.enumerated().compactMap { index, line in
            guard let imported = Self.module(importedBy: line) else { return nil }
            let reason = refusal(of: imported, in: file)
            return reason.map { Refusal(path: file.path, line: index + 1, reason: $0) }
        }
    }

    /// Why `file` may not import `imported`; `nil` when it may.
    private func refusal(of imported: String, in file: SourceFile) -> String? {
        guard let module = file.module else {
            let isBridge = ["CRdKafka", "CSimdjson", "CCrypto"].contains(imported)
            return isBridge ? "`import \(imported)`: C is talked to in one folder, and tests are not in it" : nil
        }
        guard let folders = allowed[module]?[imported] else {
            return "`import \(imported)`: \(module) does not know it; see the modules in ARCHITECTURE.md"
        }
        guard !folders.isEmpty, !file.lies(in: folders) else { return nil }
        return "`import \(imported)`: only in \(folders.joined(separator: ", "))"
    }

    /// The module that `line` imports, if it does.
    static func module(importedBy line: Substring) -> String? {
        let words = line.split { $0 == " " || $0 == "\t" }
        guard let place = words.firstIndex(of: "import"), place + 1 < words.count else { return nil }
        let before: Set<Substring> = ["public", "internal", "package", "private", "fileprivate", "@testable"]
        guard words[..<place].allSatisfy({ before.contains($0) || $0.hasPrefix("@") }) else { return nil }
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "typealias", "func", "var", "let"]
        let rest = words[(place + 1)...].drop { kinds.contains($0) }
        return rest.first?.split(separator: ".").first.map(String.init)
    }
}
