internal import Commerce

/// How two slices lie in the shop.
enum Overlap {
    /// They share no order: some dimension has different values.
    case none
    /// The first is a part of the second.
    case inside
    /// The second is a part of the first.
    case around
    /// They share these counts.
    case shared(WindowCounts)
    /// They may share orders, and nobody counts how many.
    case unknown

    /// How `slice` and `other` lie, where `counted` gives the counts of a slice if its dimensions are counted.
    init(of slice: Slice, and other: Slice, counted: (Slice) -> WindowCounts?) {
        var terms = slice.terms
        for term in other.terms {
            guard let value = slice.value(of: term.dimension) else {
                terms.append(term)
                continue
            }
            guard value == term.value else {
                self = .none
                return
            }
        }
        if terms.count == slice.terms.count {
            self = .inside
        } else if terms.count == other.terms.count {
            self = .around
        } else if let part = counted(Slice(terms)) {
            self = .shared(part)
        } else {
            self = .unknown
        }
    }
}
