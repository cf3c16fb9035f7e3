/// The closed word list of an enum, found by bytes: no String is made to read one.
struct ClosedWords<Word: RawRepresentable & CaseIterable & Sendable>: ~Copyable, Sendable
where Word.RawValue == String {
    private let names: JSONNames
    private let words: [Word]
    /// What an absent or empty word means.
    let unknown: Word
    /// What a word that is not on the list becomes.
    let other: Word

    /// The list of all cases of `Word`.
    init(unknown: Word, other: Word) {
        words = Array(Word.allCases)
        names = JSONNames(words.map(\.rawValue))
        self.unknown = unknown
        self.other = other
    }

    /// The word that `text` says; `nil` when it is not on the list.
    func find(_ text: Span<UInt8>) -> Word? {
        guard !text.isEmpty else { return unknown }
        let index = names.find(text)
        return index < 0 ? nil : words[index]
    }
}
