internal import Foundation

/// The lines of a file, plain or packed with gzip. Empty lines are passed over.
final class LineFile {
    /// What errors call it.
    let path: String
    /// How many bytes the file has.
    let byteCount: Int
    /// The number of the last line that was given, from 1; empty lines count.
    private(set) var lineNumber = 0

    private let file: FileHandle
    private let source: FileHandle
    private let unpacker: Process?
    private let complaints: Pipe?
    private var buffer: [UInt8] = []
    private var cursor = 0
    private var isAtEnd = false

    private static let chunkBytes = 1 << 20

    /// Opens the file at `path`. One that ends in `.gz` is unpacked by the program `gzip`.
    init(_ path: String) throws {
        self.path = path
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw Failure(.usage, do: "give a file that can be read", "cannot open \(path)")
        }
        self.file = file
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        byteCount = (attributes?[.size] as? NSNumber)?.intValue ?? 0
        guard path.hasSuffix(".gz") else {
            (source, unpacker, complaints) = (file, nil, nil)
            return
        }
        let (process, output, errors) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc"]
        process.standardInput = file
        process.standardOutput = output
        process.standardError = errors
        do {
            try process.run()
        } catch {
            throw Failure(
                .failed,
                do: "unpack \(path) yourself",
                "gzip cannot be started: \(error.localizedDescription)"
            )
        }
        (source, unpacker, complaints) = (output.fileHandleForReading, process, errors)
    }

    deinit {
        guard let unpacker, unpacker.isRunning else { return }
        unpacker.terminate()
    }

    /// How many bytes of the file were read; gzip reads from the same place in it.
    var bytesRead: Int { isAtEnd ? byteCount : Int((try? file.offset()) ?? 0) }

    /// The next line; `nil` after the last.
    func next() throws -> [UInt8]? {
        while true {
            guard let line = try nextEvenEmpty() else { return nil }
            lineNumber += 1
            if !line.isEmpty { return line }
        }
    }

    private func nextEvenEmpty() throws -> [UInt8]? {
        var searched = cursor
        while true {
            if let end = newline(from: searched) {
                defer { cursor = end + 1 }
                return line(to: end)
            }
            searched = buffer.count - cursor
            guard try fill() else {
                defer { cursor = buffer.count }
                return cursor < buffer.count ? line(to: buffer.count) : nil
            }
        }
    }

    private func newline(from start: Int) -> Int? { buffer[start...].firstIndex(of: UInt8(ascii: "\n")) }

    private func line(to end: Int) -> [UInt8] {
        let hasReturn = end > cursor && buffer[end - 1] == UInt8(ascii: "\r")
        return Array(buffer[cursor..<(hasReturn ? end - 1 : end)])
    }

    /// Reads more, dropping what was used. Returns whether there was more.
    private func fill() throws -> Bool {
        guard !isAtEnd else { return false }
        buffer.removeFirst(cursor)
        cursor = 0
        let chunk: Data?
        do {
            chunk = try source.read(upToCount: Self.chunkBytes)
        } catch {
            throw Failure(.failed, do: "look at the disk", "cannot read \(path): \(error.localizedDescription)")
        }
        guard let chunk, !chunk.isEmpty else {
            isAtEnd = true
            try checkUnpacker()
            return false
        }
        buffer += chunk
        return true
    }

    private func checkUnpacker() throws {
        guard let unpacker, let complaints else { return }
        let said = (try? complaints.fileHandleForReading.readToEnd()) ?? nil
        unpacker.waitUntilExit()
        guard unpacker.terminationStatus != 0 else { return }
        let text = Figures.cut(String(decoding: said ?? Data(), as: UTF8.self), to: 200)
        let problem = "\(path) could not be unpacked: \(text.isEmpty ? "gzip ended with an error" : text)"
        let isMissing = unpacker.terminationStatus == 127
        throw Failure(
            .failed,
            do: isMissing ? "install gzip, or unpack the file yourself" : "get the file again",
            problem
        )
    }
}
