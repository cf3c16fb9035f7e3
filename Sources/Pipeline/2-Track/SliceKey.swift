internal import Commerce
internal import Streaming

/// A signal and a slice of at most two dimensions, packed into one number for the counting table.
///
///     63 62 … 60  59 … 56  55 … 52  51 ………… 26  25 ………… 0
///      0  signal    dim A    dim B     word A     word B
///
/// A dimension of 15 is none. Keys sort by signal first, so a closed pane falls into one run per signal.
struct SliceKey: Hashable, BitwiseCopyable {
    let rawValue: UInt64

    private static let none: UInt64 = 15
    private static let wordMask: UInt64 = (1 << 26) - 1
    /// What a word table may hold so that its words fit into a key.
    static let wordCountMax = 1 << 26
    /// How many numbers of cuts there may be; see ``cut``.
    static let cutCount = 1 << 11

    /// The whole shop.
    init(_ signal: Signal) {
        rawValue = UInt64(signal.ordinal) << 60 | Self.none << 56 | Self.none << 52
    }

    /// The parts of the shop that `cut` makes, still without their words.
    init(_ signal: Signal, _ cut: SliceCut) {
        let second = cut.second.map { UInt64($0.rawValue) } ?? Self.none
        rawValue = UInt64(signal.ordinal) << 60 | UInt64(cut.first.rawValue) << 56 | second << 52
    }

    init(rawValue: UInt64) { self.rawValue = rawValue }

    /// Whether `key` names a signal that there is.
    static func isValid(_ key: UInt64) -> Bool { key >> 60 < Signal.allCases.count }

    var signal: Signal { Signal.allCases[Int(rawValue >> 60)] }

    // MARK: Terms

    /// The signal and the dimensions as a number.
    var cut: Int { Int(rawValue >> 52) & (Self.cutCount - 1) }

    /// Whether it is the whole shop.
    var isWhole: Bool { rawValue >> 56 & 15 == Self.none }

    /// Whether it has two dimensions.
    var isPair: Bool { rawValue >> 52 & 15 != Self.none }

    /// The word of the first dimension.
    var firstWord: Word { Word(rawValue: UInt32(rawValue >> 26 & Self.wordMask)) }

    /// The word of the second dimension.
    var secondWord: Word { Word(rawValue: UInt32(rawValue & Self.wordMask)) }

    /// The wider slice with only the first dimension of a pair.
    var firstPart: SliceKey {
        SliceKey(rawValue: rawValue & ~Self.wordMask | Self.none << 52)
    }

    /// The wider slice with only the second dimension of a pair.
    var secondPart: SliceKey {
        let signal = rawValue & (7 << 60)
        return SliceKey(
            rawValue: signal | (rawValue >> 52 & 15) << 56 | Self.none << 52 | UInt64(secondWord.rawValue) << 26
        )
    }

    /// The slice of the same dimensions with other words.
    func with(_ first: Word, _ second: Word) -> SliceKey {
        let cut = rawValue & ~(Self.wordMask << 26 | Self.wordMask)
        return SliceKey(rawValue: cut | UInt64(first.rawValue) << 26 | UInt64(second.rawValue))
    }

    // MARK: Texts

    /// The slice, with these texts of its words.
    func slice(_ text: (Word) -> String) -> Slice {
        var terms: [Slice.Term] = []
        terms.reserveCapacity(2)
        if let first = first { terms.append(Slice.Term(first.dimension, text(first.word))) }
        if let second = second { terms.append(Slice.Term(second.dimension, text(second.word))) }
        return Slice(terms)
    }

    /// A number that grows in the order of ``Commerce/Slice`` among the slices of one signal, given the ranks of words.
    func order(_ rank: (Word) -> UInt64) -> UInt64 {
        func order(_ term: (dimension: Dimension, word: Word)?) -> UInt64 {
            term.map { UInt64($0.dimension.rawValue + 1) << 28 | rank($0.word) } ?? 0
        }
        return order(first) << 32 | order(second)
    }

    /// The words of its terms.
    var words: [Word] { [first?.word, second?.word].compactMap { $0 } }

    private var first: (dimension: Dimension, word: Word)? {
        Dimension(rawValue: UInt8(rawValue >> 56 & 15)).map { ($0, firstWord) }
    }

    private var second: (dimension: Dimension, word: Word)? {
        Dimension(rawValue: UInt8(rawValue >> 52 & 15)).map { ($0, secondWord) }
    }
}
