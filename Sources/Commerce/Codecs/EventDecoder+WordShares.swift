public import Streaming

extension EventDecoder {
    /// How much of its table each field's texts may take, in pieces of ``Streaming/WordTable/pieceBytes``: far more than
    /// a shop has of them, and together less than the table, so that no producer can take another field's place.
    ///
    /// So the words of a task take 30 MB of text at most, and 90 MB with the places where they are looked up.
    public static let wordShares: [Int] = EventField.allCases.map { field in
        switch field {
        case .sku: 1 << 19
        case .category, .issuer, .expectedSKU: 1 << 16
        case .warehouse, .carrier, .provider, .method, .channel, .declineCode: 1 << 14
        case .locale, .timeZone, .country, .currency: 1 << 12
        default: 0
        }
    }

    /// A table of words for a decoder.
    public static func makeWords() -> WordTable { WordTable(shares: wordShares) }
}
