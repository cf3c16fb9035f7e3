internal import Commerce
internal import Streaming

// The signal `volume`: every event of the shop, once, where it is first read.
extension TrackContext {
    /// Counts event `index` of `chunk`, which happened at `time` and was read from `source`; not when its pane is closed.
    @inline(__always)
    mutating func countEvent(
        _ index: Int,
        of chunk: borrowing SourceChunk,
        from source: VolumeSource,
        at time: EventTime,
        _ watermark: EventTime
    ) {
        if !volume.holds(time) {
            guard beginVolume(at: time, watermark) else { return }
        }
        guard chunk.events.events[index].type.isPayment else {
            volume.events[source.ordinal] &+= 1
            return
        }
        let provider = chunk.events.events[index].provider
        let place = VolumeTally.place(of: provider)
        if volume.payments[place].provider != provider || volume.payments[place].source != source {
            exchangePayments(at: place, for: provider, from: source)
        }
        volume.payments[place].count &+= 1
    }

    /// Begins to count for the pane that holds `time`. Returns false when that pane is closed.
    @inline(never)
    private mutating func beginVolume(at time: EventTime, _ watermark: EventTime) -> Bool {
        settleVolume()
        if time < watermark, counter.panes.isClosed(time, at: watermark) { return false }
        let start = counter.panes.start(of: time)
        volume.begin(start, counter.panes.end(of: start))
        // The pane must be known to be open although nothing is in it yet.
        counter.open(.volume, at: start)
        return true
    }

    /// Puts what was counted so far where it is kept.
    mutating func settleVolume() {
        guard volume.start < volume.end else { return }
        for source in VolumeSource.allCases where volume.events[source.ordinal] > 0 {
            var facets = Facets()
            facets[.source] = vocabulary[source]
            for selector in plan.common(.volume) {
                counter.addTrials(volume.events[source.ordinal], plan.key(selector, facets), at: volume.start)
            }
            volume.events[source.ordinal] = 0
        }
        for place in volume.payments.indices { settlePayments(at: place) }
    }

    /// As ``settleVolume()``; and the next event is asked whether its pane is still open.
    mutating func endVolume() {
        settleVolume()
        volume.begin(volume.start, volume.start)
    }

    private mutating func settlePayments(at place: Int) {
        let payments = volume.payments[place]
        guard payments.count > 0 else { return }
        var facets = Facets()
        facets[.source] = vocabulary[payments.source]
        facets[.provider] = payments.provider
        for selector in plan.all(.volume) {
            counter.addTrials(payments.count, plan.key(selector, facets), at: volume.start)
        }
        volume.payments[place].count = 0
    }

    @inline(never)
    private mutating func exchangePayments(at place: Int, for provider: Word, from source: VolumeSource) {
        settlePayments(at: place)
        volume.payments[place].provider = provider
        volume.payments[place].source = source
    }
}

extension EventType {
    /// Whether it says something of a payment, and so has a provider.
    @inline(__always)
    var isPayment: Bool { self == .paymentAuthorized || isOtherPayment }

    @inline(__always)
    private var isOtherPayment: Bool { self == .paymentCaptured || self == .paymentFailed || self == .paymentRefunded }
}
