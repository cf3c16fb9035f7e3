import Commerce
import Streaming

/// Some orders as the shop's customers place them: what shares and rates are measured on.
///
/// Slices are what TRACK counts: an order's category is that of its dearest line, and reservations are counted by line.
struct OrderSample: Sendable {
    private let members: [Member]
    private let world: World
    /// The groups of a slice of a signal: a history asks for the same slices again and again.
    private var groups: [Place: [Group]] = [:]

    private struct Place: Hashable {
        var signal: Signal
        var slice: Slice
    }

    /// Orders that are alike in what a slice counts of them.
    private struct Group {
        var declineRate = 0.0
        /// Lines of each, and those of them that lie in the slice.
        var lineCount = 0.0
        var lineShare = 0.0
        /// How many orders there are.
        var count = 0.0
    }

    /// Enough that a slice worth an incident is known to a few percent.
    private static let size = 16_000

    /// What one order adds to a slice of some signal.
    struct Portion {
        /// Bad outcomes when nothing is wrong.
        var usual = 0.0
        /// Bad outcomes beyond those, when the incident is at its worst.
        var excess = 0.0
    }

    private struct Member {
        var order: Order
        var facets: Facets
        var category: Int
        var declineRate: Double
    }

    /// Orders of the shop in `world`, `newcomers` at work.
    init(_ world: World, newcomers: [Plan.Newcomer]) {
        self.world = world
        let carriers = world.carrierChoice
        members = (0..<Self.size).map { number in
            var chance = Chance(seed: world.configuration.seed, .samples, number: UInt64(number))
            let carrier = carriers.pick(&chance)
            var order = Order(number, from: world, chance, at: 0)
            order.carrier = UInt8(carrier)
            for newcomer in newcomers { order.move(to: newcomer, world) }
            let issuer = world.configuration.issuers[Int(order.issuer)]
            return Member(
                order: order,
                facets: order.facets(in: world),
                category: order.dearestCategory(in: world),
                declineRate: issuer.businessDeclineRate + issuer.technicalDeclineRate
            )
        }
    }

    /// What an order adds on average where `incident` is, while it is at its worst.
    mutating func portion(of incident: ActiveIncident, in slice: Slice) -> Portion {
        let place = Place(signal: incident.signal, slice: slice)
        let alike = groups[place] ?? group(incident)
        groups[place] = alike
        var sum = Portion()
        for group in alike {
            let portion =
                switch incident.signal {
                case .paymentFailure: declines(group, incident)
                case .stockout: shortages(group, incident)
                case .cancellation: cancellations(group, incident)
                case .unconfirmed: delays(group, incident)
                case .misShipment: faults(group, incident)
                // Volumes fall silent by disturbances, not by rates.
                case .volume: Portion()
                }
            sum.usual += group.count * portion.usual
            sum.excess += group.count * portion.excess
        }
        return Portion(usual: sum.usual / Double(members.count), excess: sum.excess / Double(members.count))
    }

    /// The members that `incident` concerns, by issuer, lines, and lines that it concerns.
    private func group(_ incident: ActiveIncident) -> [Group] {
        var found: [Int: Group] = [:]
        for member in members where concerns(member, incident) {
            let lines = member.order.lineCount
            var held = 0
            if incident.signal == .stockout {
                held = (0..<lines).count { incident.concerns(line($0, of: member)) }
            }
            let key = Int(member.order.issuer) << 8 | lines << 4 | held
            var group = found[key] ?? Group()
            group.declineRate = member.declineRate
            group.lineCount = Double(lines)
            group.lineShare = Double(held)
            group.count += 1
            found[key] = group
        }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Whether anything of the order can be counted in the slice.
    private func concerns(_ member: Member, _ incident: ActiveIncident) -> Bool {
        var facets = member.facets
        switch incident.signal {
        case .stockout: return (0..<member.order.lineCount).contains { incident.concerns(line($0, of: member)) }
        case .cancellation: facets.categories = 1 << UInt128(member.category)
        case .paymentFailure, .unconfirmed, .misShipment, .volume: break
        }
        return incident.concerns(facets)
    }

    private func line(_ index: Int, of member: Member) -> Facets {
        var facets = Facets()
        facets.sku = Int(member.order.lines[index].sku)
        facets.warehouse = Int(member.order.warehouse)
        facets.categories = 1 << UInt128(world.skus[facets.sku].category)
        return facets
    }

    private var behaviour: BehaviourConfiguration { world.configuration.behaviour }

    /// The share of attempts that fail and are not made good by another one.
    private func givenUp(_ rate: Double) -> Double {
        rate * (1 - behaviour.retryShare * (1 - behaviour.retryFailureShare))
    }

    private func declines(_ group: Group, _ incident: ActiveIncident) -> Portion {
        let tried = 1 - behaviour.neverPaidShare
        let share = incident.family.map { DeclineCodes.share(of: $0) } ?? 1
        let usual = group.declineRate
        return Portion(usual: tried * usual * share, excess: tried * (incident.worst(usual) - usual))
    }

    private func shortages(_ group: Group, _ incident: ActiveIncident) -> Portion {
        let usual = behaviour.reservationFailureShare
        return Portion(usual: group.lineShare * usual, excess: group.lineShare * (incident.worst(usual) - usual))
    }

    private func cancellations(_ group: Group, _ incident: ActiveIncident) -> Portion {
        let own = behaviour.cancellationShare * WordChoices.share(of: incident.reason)
        var portion = Portion(usual: own, excess: incident.worst(own) - own)
        guard incident.reason == nil else { return portion }
        // Those that were never paid, or could not be delivered, are cancelled too.
        portion.usual += behaviour.neverPaidShare + givenUp(group.declineRate)
        portion.usual += 0.7 * behaviour.reservationFailureShare * group.lineCount
        return portion
    }

    private func delays(_ group: Group, _ incident: ActiveIncident) -> Portion {
        let names = incident.terms.contains { $0.dimension == .provider || $0.dimension == .method }
        let paid = 1 - behaviour.neverPaidShare - givenUp(group.declineRate)
        let usual = behaviour.unconfirmedShare
        let short = 0.5 * behaviour.reservationFailureShare * group.lineCount
        return Portion(
            usual: (names ? 0 : behaviour.neverPaidShare) + 0.9 * givenUp(group.declineRate) + short
                + behaviour.stuckShare,
            excess: paid * (incident.worst(usual) - usual) / (1 - usual)
        )
    }

    private func faults(_ group: Group, _ incident: ActiveIncident) -> Portion {
        let shipped = 1 - behaviour.cancellationShare - behaviour.neverPaidShare - givenUp(group.declineRate)
        let usual = behaviour.misShipmentShare * WordChoices.share(of: incident.fault)
        return Portion(usual: shipped * usual, excess: shipped * Shop.scannedShare * (incident.worst(usual) - usual))
    }
}

extension Order {
    /// The category of the line that is worth most.
    fileprivate func dearestCategory(in world: World) -> Int {
        var (greatest, found): (Int64, Int) = (-1, 0)
        for index in 0..<lineCount {
            let sku = Int(lines[index].sku)
            let value = Int64(lines[index].quantity) * world.price(of: sku, in: Int(country))
            if value > greatest { (greatest, found) = (value, world.skus[sku].category) }
        }
        return found
    }
}
