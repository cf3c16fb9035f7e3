internal import Backtesting
internal import Foundation
internal import Streaming

/// A file of events and a file of labels.
final class FileHistory: History {
    let name: String
    let labels: [Label]
    let limit: WallTime
    private let log: EventLog

    /// Opens both files.
    ///
    /// - Throws: ``Failure`` with the line and field of the first label that is wrong.
    init(_ path: String, labels: String, limit: WallTime) throws {
        name = URL(fileURLWithPath: path).lastPathComponent
        self.limit = limit
        self.labels = try LabelFile.read(labels)
        log = try EventLog([path])
    }

    var size: Int { log.byteCount }
    var done: Int { log.bytesRead }

    func next() throws -> RecordedEvent? { try log.next().map { RecordedEvent(value: $0) } }
}
