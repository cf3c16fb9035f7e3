internal import Commerce
internal import Streaming

/// Remembers the family of each decline code by its word and its provider's, so that their texts are looked at once.
///
/// Bounded: forgets everything when it is full, which a producer of codes that never repeat can bring about, and which
/// then costs a look at the table.
struct DeclineFamilyCache: ~Copyable {
    private let table: DeclineTable
    /// The ordinal of the family by provider and code; one more bit says that the code is on no list.
    private var known = Table<UInt8>()

    private static let unknownBit: UInt8 = 128
    private static let countMax = 8192

    init(_ codes: [DeclineCode]) { table = DeclineTable(codes) }

    /// The family of the code in `event`. Counts those that are on no list.
    mutating func family(of event: Event, _ context: inout TrackContext) -> DeclineFamily {
        // No code is no unknown code.
        guard event.declineCode != .unknown else { return .ambiguous }
        let key = UInt64(event.provider.rawValue) << 32 | UInt64(event.declineCode.rawValue)
        let found: UInt8
        if let slot = known.slot(of: key) {
            found = known[slot]
        } else {
            let words = (context.decoder.words.text(event.provider), context.decoder.words.text(event.declineCode))
            let family = table.family(of: words.1, provider: words.0)
            found = UInt8((family ?? .ambiguous).ordinal) | (family == nil ? Self.unknownBit : 0)
            if known.count >= Self.countMax { known = Table() }
            _ = known.insert(key, found)
        }
        if found & Self.unknownBit != 0 {
            let words = (context.decoder.words.text(event.provider), context.decoder.words.text(event.declineCode))
            context.outbox.count { $0.noteUnknownDecline(provider: words.0, code: words.1) }
        }
        return DeclineFamily.allCases[Int(found & ~Self.unknownBit)]
    }
}
