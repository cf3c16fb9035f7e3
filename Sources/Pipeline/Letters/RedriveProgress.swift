internal import Kafka

/// Which letters of one partition are done with: redriven, or not there any more.
///
/// Letters are redriven in any order, by filter or by file, so an offset alone does not tell. What a group stores is the
/// first offset that is not done, and in its metadata which ones behind it are:
///
///     offsets    0 1 2 3 4 5 6 7 8 9
///     done       ■ ■ ■ · · ■ ■ · ■ ·      committed: 3, "v1 r …" for 2 not done, 2 done, 1 not done, 1 done
///
/// The metadata holds either the lengths of those runs or a bit for each offset, whichever is shorter: a few letters left
/// behind cost nothing however many follow, and 22,000 offsets behind the first fit in any pattern.
struct RedriveProgress: Hashable {
    /// The first offset that is not done.
    private(set) var next: Int64 = 0
    /// What is done behind ``next``: in order, apart from each other and from it.
    private(set) var islands: [Range<Int64>] = []

    /// The longest metadata, less than the 4096 bytes that brokers take by default.
    static let metadataBytesMax = 3_800

    /// Nothing is done.
    init() {}

    /// Whether `offset` is done.
    func contains(_ offset: Offset) -> Bool {
        if offset.rawValue < next { return true }
        let index = islands.partitioningIndex { $0.upperBound > offset.rawValue }
        return index < islands.count && islands[index].contains(offset.rawValue)
    }

    /// `offset` is done.
    mutating func insert(_ offset: Offset) { insert(offset.rawValue..<offset.rawValue + 1) }

    /// All of `range` is done.
    mutating func insert(_ range: Range<Int64>) {
        guard !range.isEmpty else { return }
        // Those that touch the range become one with it.
        let first = islands.partitioningIndex { $0.upperBound >= range.lowerBound }
        let end = islands.partitioningIndex { $0.lowerBound > range.upperBound }
        var (lower, upper) = (range.lowerBound, range.upperBound)
        if first < end {
            lower = min(lower, islands[first].lowerBound)
            upper = max(upper, islands[end - 1].upperBound)
        }
        islands.replaceSubrange(first..<end, with: [lower..<upper])
        while let nearest = islands.first, nearest.lowerBound <= next {
            next = max(next, nearest.upperBound)
            islands.removeFirst()
        }
    }
}

// MARK: What a group stores

extension RedriveProgress {
    /// What `committed` says; `nil` when its metadata is of another format, so that who else uses the group is noticed.
    init?(_ committed: CommittedOffset) {
        next = committed.offset.rawValue
        guard !committed.metadata.isEmpty else { return }
        let parts = committed.metadata.split(separator: " ")
        guard parts.count == 3, parts[0] == "v1", let bytes = Base64.decode(String(parts[2])) else { return nil }
        switch parts[1] {
        case "r": guard readRuns(bytes) else { return nil }
        case "b": readBits(bytes)
        default: return nil
        }
    }

    /// What to commit; `nil` when it is too much to remember.
    var committed: CommittedOffset? {
        guard !islands.isEmpty else { return CommittedOffset(offset: Offset(next)) }
        let (runs, bits) = (runs, bits)
        let isShorter = runs.count <= bits?.count ?? .max
        let text = isShorter ? "v1 r \(Base64.encode(runs))" : "v1 b \(Base64.encode(bits ?? []))"
        guard text.utf8.count <= Self.metadataBytesMax else { return nil }
        return CommittedOffset(offset: Offset(next), metadata: text)
    }

    /// The lengths of the runs, not done and done in turns, each in groups of seven bits, the lowest first.
    private var runs: [UInt8] {
        var bytes: [UInt8] = []
        var position = next
        for island in islands {
            for length in [island.lowerBound - position, Int64(island.count)] {
                var rest = UInt64(length)
                while rest > 127 {
                    bytes.append(UInt8(rest & 127) | 128)
                    rest >>= 7
                }
                bytes.append(UInt8(rest))
            }
            position = island.upperBound
        }
        return bytes
    }

    private mutating func readRuns(_ bytes: [UInt8]) -> Bool {
        var lengths: [Int64] = []
        var (length, shift) = (Int64(0), Int64(0))
        for byte in bytes {
            guard shift < 56 else { return false }
            length |= Int64(byte & 127) << shift
            shift += 7
            guard byte < 128 else { continue }
            lengths.append(length)
            (length, shift) = (0, 0)
        }
        var position = next
        for index in stride(from: 0, to: lengths.count - 1, by: 2) {
            let (start, overflow) = position.addingReportingOverflow(lengths[index])
            let (end, overflowAtEnd) = start.addingReportingOverflow(lengths[index + 1])
            guard !overflow, !overflowAtEnd else { return false }
            insert(start..<end)
            position = end
        }
        return shift == 0 && lengths.count.isMultiple(of: 2)
    }

    /// A bit for each offset from ``next`` on; `nil` when there would be more than can be stored.
    private var bits: [UInt8]? {
        guard let last = islands.last, last.upperBound - next <= Int64(Self.metadataBytesMax * 6) else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(last.upperBound - next + 7) / 8)
        for offset in islands.joined() {
            let index = Int(offset - next)
            bytes[index / 8] |= 1 << (index % 8)
        }
        return bytes
    }

    private mutating func readBits(_ bytes: [UInt8]) {
        // `next` is not done, so it does not move while the bits are read.
        let base = next
        for (index, byte) in bytes.enumerated() where byte != 0 {
            for bit in 0..<8 where byte >> bit & 1 == 1 { insert(Offset(base + Int64(index * 8 + bit))) }
        }
    }
}

extension Array {
    /// The first index whose element fulfils `isBehind`, of elements of which all that do so come last.
    fileprivate func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
