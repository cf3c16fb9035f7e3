internal import Foundation

/// Whether a stream goes to a person, and in colours.
struct Terminal: Sendable {
    /// Whether the stream is a terminal.
    let isInteractive: Bool
    private let hasColours: Bool

    /// A manner of writing.
    enum Style: String {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case blue = "36"
    }

    /// Standard output.
    static let standardOutput = Terminal(descriptor: STDOUT_FILENO)
    /// Standard error.
    static let standardError = Terminal(descriptor: STDERR_FILENO)

    private init(descriptor: Int32) {
        let environment = ProcessInfo.processInfo.environment
        isInteractive = isatty(descriptor) == 1 && environment["TERM"] != "dumb"
        // https://no-color.org: any text that is not empty.
        hasColours = isInteractive && (environment["NO_COLOR"] ?? "").isEmpty
    }

    /// `text` in `style`, where there are colours.
    func style(_ text: String, _ style: Style) -> String {
        hasColours ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}
