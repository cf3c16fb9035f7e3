internal import Foundation

/// A file, or standard output, that lines are written to. It is complete only after ``close()``.
final class OutputFile {
    /// What errors call it.
    let name: String
    /// How many lines were written.
    private(set) var lineCount = 0

    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private var failure: Failure?

    private static let bufferBytes = 1 << 18

    /// Begins the file at `path` anew; `-` is standard output.
    init(_ path: String) throws {
        name = path
        guard path != "-" else {
            handle = .standardOutput
            return
        }
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else {
            throw Failure(
                .usage,
                do: "give a path in a directory that exists and may be written",
                "cannot write \(path)"
            )
        }
        self.handle = handle
    }

    /// Whether it is standard output.
    var isStandardOutput: Bool { name == "-" }

    /// Writes `line` and a newline. A failure shows in ``close()``.
    func write(_ line: [UInt8]) {
        buffer += line
        buffer.append(UInt8(ascii: "\n"))
        lineCount += 1
        if buffer.count >= Self.bufferBytes { flush() }
    }

    /// Writes what waits, and says whether all of it could be written.
    func close() throws {
        flush()
        if !isStandardOutput { try? handle.close() }
        if let failure { throw failure }
    }

    private func flush() {
        defer { buffer.removeAll(keepingCapacity: true) }
        guard failure == nil, !buffer.isEmpty else { return }
        do {
            try handle.write(contentsOf: Data(buffer))
        } catch {
            let problem = "cannot write \(name): \(error.localizedDescription)"
            failure = Failure(.failed, do: "make room or choose another place", problem)
        }
    }
}
