internal import Commerce

/// One of the records that tell what was counted for one signal in one pane.
///
/// There is more than one when the slices are many: a record has to pass through brokers, of which most take a megabyte.
/// Only the last one says that the pane is counted.
struct CountedPart {
    var counts: SignalCounts
    /// Its number in the pane, from 0.
    var number: Int

    /// About how many bytes of counts a record holds before the next one begins.
    private static let byteCountMax = 256 << 10

    /// The records for `counts`, which are all of the pane's.
    static func divide(_ counts: SignalCounts) -> [CountedPart] {
        var parts: [CountedPart] = []
        var part = CountedPart(counts: counts, number: 0)
        part.counts.counts = []
        var byteCount = 0
        for count in counts.counts {
            if byteCount >= byteCountMax {
                var full = part
                full.counts.watermark = counts.pane
                parts.append(full)
                part.number += 1
                part.counts.counts = []
                byteCount = 0
            }
            part.counts.counts.append(count)
            byteCount += 64 + count.slice.terms.reduce(0) { $0 + 24 + $1.value.utf8.count }
            byteCount += count.amounts.count * 32 + (count.sampleOrderID?.utf8.count ?? 0)
        }
        return parts + [part]
    }
}
