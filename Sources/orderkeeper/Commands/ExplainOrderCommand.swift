internal import ArgumentParser
internal import Commerce
internal import Pipeline
internal import Retention

/// `orderkeeper explain order`.
struct ExplainOrderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "order",
        abstract: "Tells what was done for one order and why: dangers, rules, guard rails, actions, outcome.",
        discussion: """
            The story comes from the decisions alone, in the order of time. A file of decisions is what `replay \
            --decisions` writes; without one the decisions topic is read.

            orderkeeper explain order O-1011178 --file out/decisions.ndjson
            orderkeeper explain order O-1011178 --bootstrap localhost:9092 --json
            """
    )

    @Argument(help: ArgumentHelp("The id of an order.", valueName: "id"))
    var id: String

    @OptionGroup var decisions: DecisionOptions

    @Flag(help: "Print one JSON object instead of the text.")
    var json = false

    func run() throws {
        let configuration = try decisions.brokers.load()
        var own: [Decision] = []
        let count = try decisions.read(configuration) { if $0.orderID == id { own.append($0) } }
        guard let story = OrderStory(id, from: own) else {
            let place = decisions.place(configuration)
            let found = count == 0 ? "no decisions" : "\(Figures.count(count)) decisions, none about this order"
            let look = decisions.file == nil ? "`orderkeeper tail decisions --from-beginning`" : "the file"
            throw Failure(
                .usage,
                do: "give the order_id of a decision in \(place) (\(look) shows some); an order that was never in "
                    + "danger has none",
                "there are \(found): \(id)"
            )
        }
        StandardStream.output.write(
            json ? String(decoding: story.json, as: UTF8.self) : StoryText(.standardOutput).text(story)
        )
    }
}
