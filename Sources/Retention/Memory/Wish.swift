internal import Commerce

/// What the customer of an endangered order wanted, as far as that is known: by it an order that is placed later is told
/// from one that has nothing to do with it.
public struct Wish: Sendable, Hashable {
    /// The sku in question; `unknown` or `other` where it is not known.
    public var sku: String
    /// Its category, where the answer may bring the customer to another product; else `nil`.
    public var category: String?

    /// Whether the order of `trigger`, which was placed, fulfils it: it has the same sku, or, where another product may have
    /// been offered, one of the same category is what most of it is worth. Where it is not known what either is made of, it
    /// does.
    func isFulfilled(by trigger: Trigger) -> Bool {
        let skus = trigger.order.skus
        guard !skus.isEmpty, Self.isKnown(sku) else { return true }
        if skus.contains(sku) { return true }
        guard let category, Self.isKnown(category) else { return false }
        return category == trigger.order.category
    }

    private static func isKnown(_ word: String) -> Bool { word != "unknown" && word != "other" }
}

extension RetentionPolicy.Rule {
    /// What the customer of `trigger` wanted. It depends on what the rule may offer, not on what was offered.
    func wish(of trigger: Trigger) -> Wish {
        let offersOther = steps.contains { $0.plan.message.kind.offersOtherProduct }
        return Wish(sku: trigger.order.sku, category: offersOther ? trigger.order.category : nil)
    }
}

extension Action.Kind {
    /// Whether it offers the customer another product than the one that was ordered.
    fileprivate var offersOtherProduct: Bool {
        switch self {
        case .offerSubstitute, .exchange, .showProducts, .stateFee: true
        default: false
        }
    }
}
