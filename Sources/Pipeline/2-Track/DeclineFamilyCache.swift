internal import Commerce
internal import Streaming

/// Remembers the family of each decline code by its word, so that a code's text is looked at once.
struct DeclineFamilyCache {
    private var families: [DeclineFamily?] = []

    /// The family of the code that `word` stands for.
    mutating func family(of word: Word, in words: borrowing WordTable) -> DeclineFamily {
        let index = Int(word.rawValue)
        if index < families.count, let known = families[index] { return known }
        let family = DeclineTable.standard.family(of: words.text(word))
        if index >= families.count {
            families.append(contentsOf: repeatElement(nil, count: index + 1 - families.count))
        }
        families[index] = family
        return family
    }
}
