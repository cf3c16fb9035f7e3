import Commerce

/// Finds other slices that hold the same orders, so that naming one of them is as right.
///
/// An issuer with one provider is the same with and without it; so are a method that one provider has, and a category
/// with one sku.
struct Equivalents: Sendable {
    private let payments: [[Slice.Term]]
    private let goods: [[Slice.Term]]

    init(_ world: World) {
        let configuration = world.configuration
        payments = world.instruments.flatMap { instrument in
            let provider = configuration.providers[instrument.provider]
            let issuer = Slice.Term(.issuer, configuration.issuers[instrument.issuer].name)
            return provider.methods.map { [.init(.provider, provider.name), .init(.method, $0.name), issuer] }
        }
        goods = world.skus.map { sku in
            [.init(.category, configuration.categories[sku.category].name), .init(.sku, sku.name)]
        }
    }

    /// The slices that hold what `slice` holds, other than itself, in order.
    func equivalents(of slice: Slice) -> [Slice] {
        let paying = alternatives(to: slice, among: payments)
        let selling = alternatives(to: slice, among: goods)
        let dimensions = Set((payments[0] + goods[0]).map(\.dimension))
        let rest = slice.terms.filter { !dimensions.contains($0.dimension) }
        let all = paying.flatMap { first in selling.map { Slice(first + $0 + rest) } }
        return all.filter { $0 != slice }.sorted()
    }

    /// The terms by which the cells of `slice` can be told, its own among them.
    private func alternatives(to slice: Slice, among cells: [[Slice.Term]]) -> [[Slice.Term]] {
        let dimensions = cells[0].map(\.dimension)
        let own = slice.terms.filter { dimensions.contains($0.dimension) }
        guard !own.isEmpty else { return [[]] }
        let held = cells.indices.filter { index in own.allSatisfy { cells[index].contains($0) } }
        guard let first = held.first else { return [own] }
        let shared = cells[first].filter { term in held.allSatisfy { cells[$0].contains(term) } }
        // Every subset of what all its cells share, if no other cell has it too.
        return (1..<(1 << shared.count)).map { bits in
            shared.indices.filter { bits & (1 << $0) != 0 }.map { shared[$0] }
        }
        .filter { terms in
            cells.indices.count { index in terms.allSatisfy { cells[index].contains($0) } } == held.count
        }
    }
}
