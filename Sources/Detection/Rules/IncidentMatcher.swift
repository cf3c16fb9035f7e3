public import Commerce

/// Which incidents are meant: those of one signal, or of any, in slices that have all of some values.
public struct IncidentMatcher: Sendable, Hashable {
    /// The signal; `nil` for any.
    public var signal: Signal?
    /// Values that the slice must name.
    public var slice: Slice

    /// The incidents of `signal` whose slice names all of `slice`.
    public init(_ signal: Signal? = nil, slice: Slice = .all) {
        self.signal = signal
        self.slice = slice
    }

    /// Whether an incident of `signal` in `slice` is meant.
    public func matches(_ signal: Signal, _ slice: Slice) -> Bool {
        self.signal.map { $0 == signal } ?? true && self.slice.contains(slice)
    }
}
