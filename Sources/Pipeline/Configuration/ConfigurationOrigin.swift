/// Where a configured value was written.
public enum ConfigurationOrigin: Hashable, Sendable, CustomStringConvertible {
    /// A line of the configuration file, from 1.
    case file(String, line: Int)
    /// An environment variable.
    case environment(String)
    /// An option on the command line, for example `--set track.lateness`.
    case option(String)

    /// `orderkeeper.yaml:12`, `ORDERKEEPER_INSTANCE in the environment`, or the option.
    public var description: String {
        switch self {
        case .file(let name, let line): "\(name):\(line)"
        case .environment(let name): "\(name) in the environment"
        case .option(let option): option
        }
    }
}
