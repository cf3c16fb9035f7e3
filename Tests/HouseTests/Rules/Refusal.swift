import Foundation
import Testing

/// A line that breaks a rule of the house, and why there is that rule.
struct Refusal: Hashable, Sendable, CustomStringConvertible {
    var path: String
    var line: Int
    var reason: String

    /// `Sources/Kafka/Offset.swift:12: the reason`.
    var description: String { "\(path):\(line): \(reason)" }

    /// Fails the running test with each of `refusals`, at the line that is refused.
    static func report(_ refusals: [Refusal]) {
        for refusal in refusals {
            let place = SourceLocation(
                fileID: "HouseTests/\(refusal.path.split(separator: "/").last ?? "")",
                filePath: SourceTree.root.appending(path: refusal.path).path(),
                line: max(refusal.line, 1),
                column: 1
            )
            Issue.record("\(refusal)", sourceLocation: place)
        }
    }
}

/// A rule of the house, that one file keeps or breaks.
protocol Rule: Sendable {
    /// What in `file` breaks the rule.
    func refusals(in file: SourceFile) -> [Refusal]
}
