internal import Commerce
internal import Streaming

/// Several files read as one: always the file whose next event happened first.
final class EventLog {
    private var files: [LineFile]
    private var heads: [(line: [UInt8], time: EventTime)?] = []
    private var clock = EventClock()

    /// Opens the files at `paths`.
    init(_ paths: [String]) throws {
        files = try paths.map { try LineFile($0) }
        guard files.count > 1 else { return }
        for file in files { heads.append(try read(file, after: .distantPast)) }
    }

    /// How many bytes all files have.
    var byteCount: Int { files.reduce(0) { $0 + $1.byteCount } }

    /// How many of them were read.
    var bytesRead: Int { files.reduce(0) { $0 + $1.bytesRead } }

    /// The next line; `nil` after the last.
    func next() throws -> [UInt8]? {
        // One file is given as it is: nobody needs to know its times.
        if heads.isEmpty { return try files.first?.next() }
        var best: (index: Int, time: EventTime)?
        for (index, head) in heads.enumerated() {
            guard let head else { continue }
            if best.map({ head.time < $0.time }) ?? true { best = (index, head.time) }
        }
        guard let best, let head = heads[best.index] else { return nil }
        heads[best.index] = try read(files[best.index], after: head.time)
        return head.line
    }

    /// The next line of `file`. One without a time comes right after the line before it.
    private func read(_ file: LineFile, after time: EventTime) throws -> (line: [UInt8], time: EventTime)? {
        guard let line = try file.next() else { return nil }
        return (line, clock.time(of: line) ?? time)
    }
}
