import Commerce
import Streaming

/// A believable shop that tells everything that happens in it, in the order in which the broker hears of it.
///
/// A shop is a value: a copy goes on from where the original was, and the same scenario gives the same bytes on every
/// machine. Nothing is read from a clock; `occurredAt` and `arrivesAt` are simulated times.
///
/// ```swift
/// var shop = Shop(.demo(start: start))
/// while let event = shop.next() { send(event) }
/// ```
///
/// Orders come by a Poisson process that follows the day. Each is placed, reserved, paid, confirmed, shipped and
/// delivered, or fails on the way; each draws from its own stream of chance, so an injected incident changes only the
/// orders it concerns.
public struct Shop: Sequence, IteratorProtocol, Sendable {
    /// What the shop plays.
    public let scenario: Scenario

    let world: World
    var plan: Plan
    let seed: UInt64
    /// The first instant that is not simulated.
    let end: Int64
    var agenda = Agenda<PlannedStep>()
    var outbox = Outbox()
    var orders = OrderBook()
    var stock: Stockroom
    var climate: Climate
    var arrivals: Chance
    var preferenceChanges: Chance
    var orderCount = 0
    var arrivalsPlanned = 0
    var preferenceCount: UInt64 = 0
    /// When the last thing was done.
    var position = Int64.min
    /// Where the orders are whose customers may come back, by number; empty where nobody does.
    var slots: [Int: Int] = [:]

    /// The shop that plays `scenario`. An incident in a provider, sku or the like that the shop has not is a mistake of
    /// the scenario and stops the program.
    public init(_ scenario: Scenario) {
        self.scenario = scenario
        let world = World(scenario.configuration)
        let configuration = scenario.configuration
        self.world = world
        plan = Plan(scenario, in: world)
        seed = configuration.seed
        end = configuration.end.milliseconds
        stock = Stockroom(world)
        climate = Climate(configuration)
        arrivals = Chance(seed: configuration.seed, .arrivals)
        preferenceChanges = Chance(seed: configuration.seed, .preferences)
        open()
    }

    /// A calm shop.
    public init(_ configuration: ShopConfiguration) { self.init(Scenario("calm", configuration)) }

    /// The next event to arrive, or `nil` when the duration is over and everything sent has arrived.
    public mutating func next() -> ShopEvent? {
        while true {
            let step = agenda.earliest
            if let arrival = outbox.earliest, step.map({ arrival < $0 }) ?? true { return outbox.receive() }
            guard let entry = agenda.removeEarliest() else { return nil }
            perform(entry.subject, at: entry.at)
        }
    }

    private mutating func perform(_ task: PlannedStep, at now: Int64) {
        let subject = Int(task.subject)
        position = now
        switch task.step {
        case .arrive: placeNextOrder(at: now)
        case .minute: passMinute(at: now)
        case .preferencesAtStart, .preferencesChange: tellPreferences(of: subject, at: now)
        case .serialOrder: placeSerialOrder(subject, at: now)
        case .emptyStock: emptyStock(subject, at: now)
        case .refillStock: refillStock(subject, at: now)
        case .restock: restock(shelf: subject, at: now)
        default:
            orders[subject].pending -= 1
            performOrder(task, subject, at: now)
            // A customer who may come back is not forgotten.
            if orders[subject].pending == 0, slots[orders[subject].number] == nil { orders.remove(subject) }
        }
    }

    private mutating func performOrder(_ task: PlannedStep, _ slot: Int, at now: Int64) {
        switch task.step {
        case .reserve: reserve(slot, at: now)
        case .pay: pay(slot, at: now)
        case .capture: capture(slot, at: now)
        case .confirm: confirm(slot, at: now)
        case .ship: ship(slot, at: now)
        case .reportWrong: reportWrong(slot, at: now)
        case .deliver: deliver(slot, at: now)
        case .feedback: giveFeedback(slot, at: now)
        case .sendBack: sendBack(slot, at: now)
        case .refund: refund(slot, at: now)
        case .cancel: cancel(slot, task.reason, by: task.canceller, at: now)
        case .expire: expire(slot, at: now)
        case .comeBack: comeBack(slot, at: now)
        default: preconditionFailure("not a step of an order: \(task.step)")
        }
    }
}
