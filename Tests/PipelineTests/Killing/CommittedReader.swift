import Foundation
import Kafka

@testable import Pipeline

/// Reads what is committed in a topic: with kcat where that is installed, so that nobody has to believe our own consumer.
struct CommittedReader {
    let shop: RunningShop

    /// kcat, where it is installed.
    static let kcat: URL? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { URL(filePath: String($0)).appending(path: "kcat") }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) }

    /// The values of all records that are committed now.
    func values(of topic: String) throws -> [[UInt8]] {
        guard let kcat = Self.kcat else {
            return try shop.read(topic, atLeast: .max, patience: .seconds(2)).map { $0.value ?? [] }
        }
        let process = Process()
        process.executableURL = kcat
        process.arguments = [
            "-b", shop.options.bootstrap, "-C", "-q", "-e", "-t", topic, "-o", "beginning", "-f", "%s\n",
            "-X", "isolation.level=read_committed",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = Array(output.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        return bytes.split(separator: UInt8(ascii: "\n")).map { Array($0) }
    }
}
