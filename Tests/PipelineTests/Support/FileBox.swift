import Foundation
import Synchronization

@testable import Pipeline

/// Files that a test writes and changes, in memory.
final class FileBox: Sendable {
    private let texts: Mutex<[String: String]>
    private let reads = Mutex(0)

    init(_ texts: [String: String]) { self.texts = Mutex(texts) }

    subscript(path: String) -> String? {
        get { texts.withLock { $0[path] } }
        set { texts.withLock { $0[path] = newValue } }
    }

    /// How often a file was read.
    var readCount: Int { reads.withLock { $0 } }

    /// These files, as a configuration reads them. A file's stamp is its length, so one of the same length has to be read.
    var files: TextFiles {
        TextFiles(
            read: { path in
                self.reads.withLock { $0 += 1 }
                guard let text = self[path] else { throw CocoaError(.fileReadNoSuchFile) }
                return text
            },
            list: { directory in
                self.texts.withLock { $0.keys.filter { $0.hasPrefix("\(directory)/") } }
                    .map { String($0.dropFirst(directory.count + 1)) }
            },
            stamp: { path in
                guard let text = self[path] else { throw CocoaError(.fileReadNoSuchFile) }
                return "\(text.utf8.count)"
            }
        )
    }
}
