internal import Foundation

/// Prints figures as they come, and all of them as a table at the end.
struct Report {
    private let json: Bool
    private var figures: [Figure] = []

    init(json: Bool) { self.json = json }

    /// Takes a figure, and prints it.
    mutating func add(_ figure: Figure) {
        figures.append(figure)
        if json {
            printObject(figure)
        } else {
            print(
                """
                \(figure.name): \(Self.grouped(figure.eventsPerSecond)) events/s per core, \
                \(Self.rounded(figure.nanosecondsPerEvent, 0)) ns/event, \(allocations(figure)) allocations/event
                """
            )
        }
    }

    /// What `--json` prints of a figure.
    private struct Line: Encodable {
        var figure: Figure
        var eventsPerSecond: Double
    }

    /// Prints the table.
    func finish() {
        guard !json, !figures.isEmpty else { return }
        print("\n| what | events/s per core | ns/event | allocations/event | |\n| --- | ---: | ---: | ---: | --- |")
        for figure in figures {
            let cells = [
                figure.name, Self.grouped(figure.eventsPerSecond), Self.rounded(figure.nanosecondsPerEvent, 0),
                allocations(figure), figure.note,
            ]
            print("| \(cells.joined(separator: " | ")) |")
        }
    }

    private func printObject(_ figure: Figure) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = Line(figure: figure, eventsPerSecond: figure.eventsPerSecond.rounded())
        guard let bytes = try? encoder.encode(line) else { return }
        print(String(decoding: bytes, as: UTF8.self))
    }

    private func allocations(_ figure: Figure) -> String {
        figure.allocationsPerEvent.map { Self.rounded($0, 3) } ?? "not counted"
    }

    private static func rounded(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }

    /// In thousands: what lies below is noise.
    private static func grouped(_ value: Double) -> String {
        value < 1e6 ? "\(Int(value / 1000)) k" : rounded(value / 1e6, 2) + " M"
    }
}
