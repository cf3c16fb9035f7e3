import Foundation

/// One run of the command that lies beside the tests: what a person would type, and what they would read.
struct CommandRun {
    /// How it ended.
    let code: Int32
    /// What it printed.
    let output: String
    /// What it complained about.
    let complaint: String

    /// Where the command lies.
    static var executable: URL {
        URL(filePath: ProcessInfo.processInfo.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "orderkeeper")
    }

    /// Runs `orderkeeper` with `arguments`, and waits until it ends.
    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let places = ["output", "complaint"].map { directory.appending(path: $0) }
        for place in places { _ = FileManager.default.createFile(atPath: place.path, contents: nil) }
        let process = Process()
        process.executableURL = Self.executable
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("ORDERKEEPER_") }
            .merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: places[0])
        process.standardError = try FileHandle(forWritingTo: places[1])
        try process.run()
        process.waitUntilExit()
        code = process.terminationStatus
        output = try String(contentsOf: places[0], encoding: .utf8)
        complaint = try String(contentsOf: places[1], encoding: .utf8)
    }

    /// Gives `body` a directory that is gone afterwards.
    static func inDirectory<Value>(_ body: (URL) throws -> Value) throws -> Value {
        let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        return try body(directory)
    }
}
