internal import Foundation

/// The streams that a process is given.
enum StandardStream {
    case output
    case error

    /// Writes `text` at once. That nobody listens any more is no failure.
    func write(_ text: String) {
        let handle = self == .output ? FileHandle.standardOutput : FileHandle.standardError
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
