internal import Retention

/// The story of an order as people read it.
struct StoryText {
    private let terminal: Terminal

    init(_ terminal: Terminal) { self.terminal = terminal }

    /// The story, coloured where there are colours.
    func text(_ story: OrderStory) -> String {
        let lines = story.lines.map { line in
            let head = Self.style(line.mark).map { terminal.style(line.head, $0) } ?? line.head
            return "\(terminal.style(line.clock, .dim))  \(head)  \(line.text)\n"
        }
        return terminal.style(story.head, .bold) + "\n" + lines.joined()
    }

    private static func style(_ mark: OrderStory.Mark) -> Terminal.Style? {
        switch mark {
        case .danger, .refused: .yellow
        case .notTaken, .closed, .superseded, .unknown: .dim
        case .rule, .acted: .blue
        case .passed, .saved: .green
        case .lost: .red
        case .held, .nothing: .bold
        }
    }
}
