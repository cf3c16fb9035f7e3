public import Streaming

extension RetentionPolicy {
    /// How long after it was placed an order is cancelled without more ado: `cancellation` of the policy file.
    public struct CancellationWindow: Sendable, Hashable {
        /// For every category that is not listed; `window`.
        public var length = Milliseconds.hours(1)
        /// By category, sorted by category; `by_category`.
        public var byCategory: [Category] = []

        /// The window of one category.
        public struct Category: Sendable, Hashable {
            /// The category.
            public let name: String
            /// How long.
            public let length: Milliseconds
        }

        /// As it is when the file says nothing.
        public init() {}

        /// Whether `time` is inside the window of an order of `category` placed at `placedAt`. An order whose placing was
        /// never heard of is inside.
        func includes(_ time: EventTime, placedAt: EventTime?, category: String) -> Bool {
            guard let placedAt else { return true }
            let length = byCategory.first { $0.name == category }?.length ?? length
            return time <= placedAt.advanced(by: length)
        }
    }
}
