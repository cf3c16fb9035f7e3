import Kafka
import Testing

@Suite("A record batch")
struct RecordBatchTests {
    @Test("keeps a missing, an empty and a filled key and value apart")
    func fields() {
        var batch = RecordBatch()
        batch.append(offset: Offset(4), timestamp: 17, key: nil, value: nil)
        batch.append(offset: Offset(5), key: [], value: [])
        batch.append(offset: Offset(9), timestamp: 0, key: [1, 2], value: [3])
        #expect(batch.count == 3)
        let keys: [[UInt8]?] = [nil, [], [1, 2]]
        let values: [[UInt8]?] = [nil, [], [3]]
        let timestamps: [Int64?] = [17, nil, 0]
        #expect((0..<3).map { batch.keyBytes(at: $0) } == keys)
        #expect((0..<3).map { batch.valueBytes(at: $0) } == values)
        #expect((0..<3).map { batch.timestamp(at: $0) } == timestamps)
        #expect((0..<3).map { batch.offset(at: $0).rawValue } == [4, 5, 9])
        #expect(batch.byteCount == 3)
    }

    @Test("gives headers to the record they belong to")
    func headers() {
        let headers = [Header(name: "a", value: nil), Header(name: "a", value: []), Header(name: "b", value: [7])]
        var batch = RecordBatch()
        batch.append(offset: Offset(0), key: nil, value: [1])
        batch.append(offset: Offset(1), key: nil, value: [2], headers: headers)
        batch.append(offset: Offset(2), key: nil, value: [3], headers: [Header(name: "c", value: [8])])
        #expect((0..<3).map { batch.hasHeaders(at: $0) } == [false, true, true])
        #expect(batch.headers(at: 0).isEmpty)
        #expect(batch.headers(at: 1) == headers)
        #expect(batch.headers(at: 2).map(\.name) == ["c"])
    }

    @Test("has readable bytes behind its last record, however it grows", arguments: [0, 1, 63, 64, 65, 1000, 70_000])
    func padding(size: Int) throws {
        var batch = RecordBatch()
        for offset in 0..<20 {
            batch.append(offset: Offset(Int64(offset)), key: [9], value: [UInt8](repeating: 1, count: size))
            let end = try #require(batch.value(at: offset)).upperBound
            #expect(batch.bytes.count >= end + RecordBatch.padding)
        }
        #expect(batch.byteCount == 20 * (size + 1))
    }

    @Test("can be read in place")
    func spans() throws {
        var batch = RecordBatch()
        batch.append(offset: Offset(0), key: [1], value: [2, 3, 4])
        let value = try #require(batch.value(at: 0))
        let span = batch.bytes.span.extracting(value)
        #expect(span.count == 3)
        #expect(span[0] == 2)
        #expect(span[2] == 4)
    }

    @Test("keeps its room when it is emptied, and nothing else")
    func emptying() throws {
        var batch = RecordBatch(capacityBytes: 1000, records: 10)
        let room = batch.bytes.count
        for _ in 0..<3 {
            let headers = [Header(name: "h", value: nil)]
            batch.append(offset: Offset(7), key: [1], value: [UInt8](repeating: 1, count: 900), headers: headers)
            batch.noteEnd(at: Offset(8))
            #expect(batch.endOfPartition)
            batch.removeAll(keepingCapacity: true)
            #expect(batch.isEmpty)
            #expect(batch.byteCount == 0)
            #expect(!batch.endOfPartition)
            #expect(batch.bytes.count == room)
        }
        batch.append(offset: Offset(0), key: nil, value: nil)
        #expect(!batch.hasHeaders(at: 0))
        #expect(batch.value(at: 0) == nil)
    }

    @Test("is a value: a copy does not change with the original")
    func copies() {
        var batch = RecordBatch()
        batch.append(offset: Offset(0), key: nil, value: [1])
        let copy = batch
        batch.removeAll(keepingCapacity: true)
        batch.append(offset: Offset(1), key: nil, value: [2])
        #expect(copy.valueBytes(at: 0) == [1])
        #expect(copy.offset(at: 0) == Offset(0))
    }
}
