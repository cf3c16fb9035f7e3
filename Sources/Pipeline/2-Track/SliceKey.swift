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

    /// The whole shop.
    init(_ signal: Signal) {
        rawValue = UInt64(signal.ordinal) << 60 | Self.none << 56 | Self.none << 52
    }

    /// The part of the shop in which `dimension` is `word`.
    init(_ signal: Signal, _ dimension: Dimension, _ word: Word) {
        rawValue =
            UInt64(signal.ordinal) << 60 | UInt64(dimension.rawValue) << 56 | Self.none << 52
            | UInt64(word.rawValue) << 26
    }

    /// The part of the shop in which both dimensions have these words.
    init(_ signal: Signal, _ first: Dimension, _ firstWord: Word, _ second: Dimension, _ secondWord: Word) {
        rawValue =
            UInt64(signal.ordinal) << 60 | UInt64(first.rawValue) << 56 | UInt64(second.rawValue) << 52
            | UInt64(firstWord.rawValue) << 26 | UInt64(secondWord.rawValue)
    }

    init(rawValue: UInt64) { self.rawValue = rawValue }

    /// Whether `key` names a signal that there is.
    static func isValid(_ key: UInt64) -> Bool { key >> 60 < Signal.allCases.count }

    /// Whether the slice says how something went wrong, so that nothing can be tried in it.
    var isByOutcome: Bool {
        switch Dimension(rawValue: UInt8(rawValue >> 56 & 15)) {
        case .declineFamily, .reason, .cause: true
        default: false
        }
    }

    var signal: Signal { Signal.allCases[Int(rawValue >> 60)] }

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
        Dimension(rawValue: UInt8(rawValue >> 56 & 15)).map {
            ($0, Word(rawValue: UInt32(rawValue >> 26 & Self.wordMask)))
        }
    }

    private var second: (dimension: Dimension, word: Word)? {
        Dimension(rawValue: UInt8(rawValue >> 52 & 15)).map { ($0, Word(rawValue: UInt32(rawValue & Self.wordMask))) }
    }
}
