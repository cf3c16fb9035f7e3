internal import Backtesting
internal import Foundation
internal import Streaming

/// Files of events, merged by the time of their events, and a file of labels.
final class FileHistory: History {
    let name: String
    let labels: [Label]
    let limit: WallTime
    private let log: EventLog

    /// Opens the files; `paths` are joined by commas.
    ///
    /// - Throws: ``Failure`` with the line and field of the first label that is wrong.
    init(_ paths: String, labels: String, limit: WallTime) throws {
        let paths = paths.split(separator: ",").map(String.init)
        name = paths.map { URL(fileURLWithPath: $0).lastPathComponent }.joined(separator: ", ")
        self.limit = limit
        self.labels = try LabelFile.read(labels)
        log = try EventLog(paths)
    }

    var size: Int { log.byteCount }
    var done: Int { log.bytesRead }

    func next() throws -> RecordedEvent? { try log.next().map { RecordedEvent(value: $0) } }
}
