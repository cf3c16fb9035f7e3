internal import Foundation

/// Sends to an Alertmanager, by the program `curl`: so proxies and certificates are those of the machine.
struct AlertmanagerClient {
    /// Where it listens, such as `http://localhost:9093`.
    let address: String

    private static let secondsMax = "15"

    /// Posts `body`, a JSON array of alerts.
    ///
    /// - Throws: ``Failure`` with what the server or curl says.
    func send(_ body: [UInt8]) throws {
        // A file and not a pipe: a curl that ends early must not take us with it.
        let name = "orderkeeper-\(ProcessInfo.processInfo.globallyUniqueString).json"
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(name)
        defer { try? FileManager.default.removeItem(at: file) }
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "curl", "--silent", "--show-error", "--fail-with-body", "--max-time", Self.secondsMax,
            "--header", "Content-Type: application/json", "--data-binary", "@\(file.path)", "--url", url,
        ]
        process.standardOutput = output
        process.standardError = output
        do {
            try Data(body).write(to: file)
            try process.run()
        } catch {
            throw Failure(
                .failed,
                do: "send what is printed without --post yourself",
                "curl cannot be started: \(error)"
            )
        }
        let said = (try? output.fileHandleForReading.readToEnd()) ?? nil
        process.waitUntilExit()
        guard process.terminationStatus != 0 else { return }
        let text = Figures.cut(String(decoding: said ?? Data(), as: UTF8.self), to: 400)
        let isMissing = process.terminationStatus == 127
        throw Failure(
            .failed,
            do: isMissing ? "install curl, or send what is printed without --post yourself" : "look at \(address)",
            "the alerts were not taken: \(text.isEmpty ? "curl ended with \(process.terminationStatus)" : text)"
        )
    }

    private var url: String { (address.hasSuffix("/") ? String(address.dropLast()) : address) + "/api/v2/alerts" }
}
