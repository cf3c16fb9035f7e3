internal import Commerce
internal import Streaming

/// The words of our own that slices are made of, interned once: before any producer's, so that they have a place however
/// many words producers have.
struct TrackWords {
    private let families: [Word]
    private let reasons: [CancelReason: Word]
    private let faults: [ShipmentFault: Word]
    private let sources: [Word]
    /// Why orders are unconfirmed: nobody paid, or nobody confirmed what was paid.
    private let noPayment: Word
    private let notConfirmed: Word
    /// The reason of a cancellation that is one of its customer's many.
    let oneCustomer: Word

    init(in words: inout WordTable) {
        families = DeclineFamily.allCases.map { words.intern($0.rawValue) }
        sources = VolumeSource.allCases.map { words.intern($0.rawValue) }
        var reasons: [CancelReason: Word] = [:]
        for reason in CancelReason.allCases { reasons[reason] = words.intern(reason.rawValue) }
        self.reasons = reasons
        var faults: [ShipmentFault: Word] = [:]
        for fault in ShipmentFault.allCases { faults[fault] = words.intern(fault.rawValue) }
        self.faults = faults
        noPayment = words.intern(Slice.noPaymentCause)
        notConfirmed = words.intern(Slice.notConfirmedCause)
        oneCustomer = words.intern(Slice.oneCustomerReason)
    }

    subscript(family: DeclineFamily) -> Word { families[family.ordinal] }
    subscript(source: VolumeSource) -> Word { sources[source.ordinal] }
    subscript(reason: CancelReason) -> Word { reasons[reason] ?? .other }
    subscript(unconfirmed isPaid: Bool) -> Word { isPaid ? notConfirmed : noPayment }
    subscript(fault: ShipmentFault) -> Word { faults[fault] ?? .other }
}
