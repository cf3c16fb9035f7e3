/// A YAML text and the name of the file that it came from. This module reads no files: the caller did.
public struct SourceText: Hashable, Sendable {
    /// What errors call the file.
    public var file: String
    /// Its content.
    public var yaml: String

    /// The content of `file`.
    public init(file: String, yaml: String) {
        self.file = file
        self.yaml = yaml
    }
}
