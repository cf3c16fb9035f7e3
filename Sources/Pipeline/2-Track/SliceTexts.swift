internal import Commerce
internal import Streaming

/// The texts of the words in some slices: each made once, and put in order once, so that the slices themselves are
/// ordered by numbers.
struct SliceTexts: ~Copyable {
    private var texts: [String] = []
    /// For each word, by its number + 1, its index in `texts`.
    private var places: Table<UInt32>
    /// For each text, its place in order; equal texts have the same.
    private var ranks: [UInt64] = []

    init(of keys: some Sequence<UInt64>, words: borrowing WordTable) {
        places = Table()
        for key in keys {
            for word in SliceKey(rawValue: key).words { note(word, words) }
        }
        ranks = Array(repeating: 0, count: texts.count)
        var rank: UInt64 = 0
        let ordered = texts.indices.sorted { texts[$0] < texts[$1] }
        for (before, index) in zip([nil] + ordered.map { Optional($0) }, ordered) {
            if let before, texts[before] != texts[index] { rank += 1 }
            ranks[index] = rank
        }
    }

    private mutating func note(_ word: Word, _ words: borrowing WordTable) {
        let number = UInt64(word.rawValue) + 1
        guard places.slot(of: number) == nil else { return }
        _ = places.insert(number, UInt32(texts.count))
        texts.append(words.text(word))
    }

    private func index(of word: Word) -> Int {
        guard let slot = places.slot(of: UInt64(word.rawValue) + 1) else {
            preconditionFailure("a slice is one of those that the texts were made for")
        }
        return Int(places[slot])
    }

    /// The slice of `key`.
    func slice(_ key: UInt64) -> Slice {
        SliceKey(rawValue: key).slice { texts[index(of: $0)] }
    }

    /// A number that grows in the order of ``Commerce/Slice`` among the slices of one signal.
    func order(of key: UInt64) -> UInt64 {
        SliceKey(rawValue: key).order { ranks[index(of: $0)] }
    }
}
