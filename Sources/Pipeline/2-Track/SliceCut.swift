public import Commerce

/// A way to slice counts: by one dimension, or by two together.
public struct SliceCut: Hashable, Sendable, CustomStringConvertible {
    /// The dimension; of two the one that ``Commerce/Slice`` names first.
    public let first: Dimension
    /// The other dimension of a pair.
    public let second: Dimension?

    /// A slice for each value of `dimension`.
    public init(_ dimension: Dimension) {
        first = dimension
        second = nil
    }

    /// A slice for each pair of values of two dimensions, which must not be the same, in any order.
    public init(_ one: Dimension, _ other: Dimension) {
        precondition(one != other, "a pair has two dimensions")
        (first, second) = one.rawValue < other.rawValue ? (one, other) : (other, one)
    }

    /// `provider`, or `provider+issuer`.
    public var description: String { second.map { "\(first.name)+\($0.name)" } ?? first.name }

    /// Its dimensions.
    var dimensions: [Dimension] { [first] + (second.map { [$0] } ?? []) }
}

extension Dimension {
    /// Whether it says how something went wrong, so that nothing can be tried in its slices: their trials are those of the
    /// place in which it did.
    var isByOutcome: Bool {
        switch self {
        case .declineFamily, .reason, .cause: true
        default: false
        }
    }
}
