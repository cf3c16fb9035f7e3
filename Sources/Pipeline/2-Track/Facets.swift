internal import Commerce
internal import Streaming

/// What is known of that which is counted: a word for each dimension, `unknown` unless said otherwise.
struct Facets: BitwiseCopyable {
    /// By the number of the dimension. The last place belongs to none and is never written: see ``SlicePlan``.
    private(set) var words = InlineArray<16, Word>(repeating: .unknown)

    subscript(dimension: Dimension) -> Word {
        get { words[Int(dimension.rawValue)] }
        set { words[Int(dimension.rawValue)] = newValue }
    }
}
