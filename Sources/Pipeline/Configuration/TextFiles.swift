internal import Foundation

/// Reads the files that a configuration names. A test gives its own.
public struct TextFiles: Sendable {
    /// The text of the file at a path.
    public var read: @Sendable (_ path: String) throws -> String
    /// The names of the files in the directory at a path.
    public var list: @Sendable (_ path: String) throws -> [String]
    /// What is another when the file at a path may have been changed: size and time.
    public var stamp: @Sendable (_ path: String) throws -> String

    /// Files that are read and listed so; without `stamp`, by their texts.
    public init(
        read: @escaping @Sendable (_ path: String) throws -> String,
        list: @escaping @Sendable (_ path: String) throws -> [String] = { _ in [] },
        stamp: (@Sendable (_ path: String) throws -> String)? = nil
    ) {
        self.read = read
        self.list = list
        self.stamp = stamp ?? read
    }

    /// The files of this machine.
    public static let disk = TextFiles(
        read: { try String(contentsOf: URL(fileURLWithPath: $0), encoding: .utf8) },
        list: { try FileManager.default.contentsOfDirectory(atPath: $0) },
        stamp: { path in
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            let changed = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970
            return "\(attributes[.size] ?? 0) \(changed ?? 0) \(attributes[.systemFileNumber] ?? 0)"
        }
    )

    /// `path` as seen from the directory of `file`; unchanged when it is absolute or there is no file.
    static func resolve(_ path: String, besides file: String?) -> String {
        guard let file, !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
        return file[...slash] + path
    }

    /// What to say about an error of ``read`` or ``list``.
    static func sentence(_ error: any Error) -> String {
        let error = error as NSError
        let isMissing = error.domain == NSCocoaErrorDomain && error.code == CocoaError.fileReadNoSuchFile.rawValue
        return isMissing ? "there is no such file" : error.localizedDescription
    }
}
