import Foundation

/// The project's files as they are on disk, read once.
struct SourceTree: Sendable {
    /// Every file that people write, sorted by path.
    let files: [SourceFile]

    /// The tree that this test is part of.
    static let project = SourceTree(root: root)

    /// The project's root: three folders above this file.
    static let root = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }

    /// The Swift files.
    var swift: [SourceFile] { files.filter(\.isSwift) }

    private static let folders = [".ci", "Benchmarks", "Config", "Deploy", "Schemas", "Sources", "Tests"]
    /// What people do not write. In a second work tree `.git` is a file.
    private static let skippedFiles: Set<String> = ["Package.resolved", ".git"]
    private static let skippedFolders: Set<String> = [".build", "__pycache__", "samples", ".venv"]

    private init(root: URL) {
        var paths = Self.children(of: root).filter {
            !Self.isFolder(root.appending(path: $0)) && !Self.skippedFiles.contains($0)
        }
        var open = Self.folders.filter { Self.isFolder(root.appending(path: $0)) }
        while let folder = open.popLast() {
            for child in Self.children(of: root.appending(path: folder)) {
                let path = folder + "/" + child
                if !Self.isFolder(root.appending(path: path)) {
                    paths.append(path)
                } else if !Self.skippedFolders.contains(child) {
                    open.append(path)
                }
            }
        }
        files = paths.sorted().compactMap { path in
            guard let data = FileManager.default.contents(atPath: root.appending(path: path).path()),
                let text = String(data: data, encoding: .utf8)
            else { return nil }
            return SourceFile(path: path, text: text)
        }
    }

    private static func children(of folder: URL) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path())
        return names ?? []
    }

    private static func isFolder(_ url: URL) -> Bool {
        let values = try? url.resourceValues(forKeys: [.isDirectoryKey])
        return values?.isDirectory ?? false
    }
}
