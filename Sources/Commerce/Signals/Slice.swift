/// A part of the shop: the orders that share the values of some dimensions. No dimensions: the whole shop.
///
///     []                                      the whole shop
///     [provider=alipay]                       everything that goes through one provider
///     [provider=alipay, issuer=icbc]          one issuer inside that provider
public struct Slice: Hashable, Sendable {
    /// The dimensions and their values, in order of ``Dimension``, each dimension once.
    public let terms: [Term]

    /// One dimension with its value.
    public struct Term: Hashable, Sendable {
        /// The dimension.
        public var dimension: Dimension
        /// Its value, for example `alipay`.
        public var value: String

        /// `dimension` has `value`.
        public init(_ dimension: Dimension, _ value: String) {
            self.dimension = dimension
            self.value = value
        }
    }

    /// The slice with these terms, in any order.
    public init(_ terms: [Term] = []) {
        self.terms = terms.sorted { $0.dimension.rawValue < $1.dimension.rawValue }
        precondition(
            zip(self.terms, self.terms.dropFirst()).allSatisfy { $0.dimension != $1.dimension },
            "a slice has each dimension once"
        )
    }

    /// The whole shop.
    public static let all = Slice()

    /// Whether every value is known.
    public var isPlace: Bool { terms.allSatisfy { $0.value != Self.unknown } }

    /// The value of what an event does not tell.
    public static let unknown = "unknown"

    /// The value of `dimension`, when the slice has one.
    public func value(of dimension: Dimension) -> String? {
        terms.first { $0.dimension == dimension }?.value
    }

    /// Whether every order of `other` is in this slice because `other` has all of its terms.
    public func contains(_ other: Slice) -> Bool {
        terms.allSatisfy { other.terms.contains($0) }
    }

    /// Whether an order can be in both slices: no dimension has different values in them.
    public func canShareOrders(with other: Slice) -> Bool {
        terms.allSatisfy { term in other.value(of: term.dimension).map { $0 == term.value } ?? true }
    }
}

extension Slice: CustomStringConvertible {
    /// `provider=alipay, issuer=icbc`; `all` for the whole shop.
    public var description: String {
        terms.isEmpty ? "all" : terms.map { "\($0.dimension.name)=\($0.value)" }.joined(separator: ", ")
    }
}

extension Slice: Comparable {
    /// A fixed order, so that output does not depend on the order of a dictionary.
    public static func < (lhs: Slice, rhs: Slice) -> Bool {
        for (left, right) in zip(lhs.terms, rhs.terms) where left != right {
            return (left.dimension.rawValue, left.value) < (right.dimension.rawValue, right.value)
        }
        return lhs.terms.count < rhs.terms.count
    }
}
