internal import CSimdjson
internal import Streaming

/// Owns a simdjson parser and the values of the document that it read last, as nodes in document order.
///
/// Node 0 is the document's object. What a container holds follows it; ``next(_:)`` is the first node after all that.
/// Every value is validated, also under names that nobody asks for. Of members with the same name all are there, so
/// that who reads them in order and keeps the last one follows the common rule: the last wins.
///
/// Allocates only when a document is larger than every one before.
@safe struct JSONParser: ~Copyable, @unchecked Sendable {
    // Sendable: the only owner of what it points to, and every change needs exclusive access to it.
    private let handle: OpaquePointer
    private var nodes: UnsafePointer<csj_node>?
    /// How many nodes the document has.
    private(set) var count = 0
    // For each name the node that ``select(_:)`` found; 0 when it found none.
    private let selected: UnsafeMutablePointer<Int32>
    private let namesMax: Int

    /// Bytes that must be readable after a document.
    static let padding = Int(CSJ_PADDING)

    /// A parser that refuses documents of more than `bytesMax` bytes, `depthMax` levels or `nodesMax` values, for lists
    /// of at most `namesMax` names.
    init(bytesMax: Int, depthMax: Int, nodesMax: Int, namesMax: Int = 0) {
        guard let handle = unsafe csj_parser_create(bytesMax, depthMax, nodesMax) else {
            preconditionFailure("no memory for a JSON parser")
        }
        unsafe self.handle = unsafe handle
        self.namesMax = namesMax
        unsafe selected = .allocate(capacity: namesMax)
        unsafe selected.initialize(repeating: 0, count: namesMax)
    }

    deinit {
        unsafe csj_parser_destroy(handle)
        unsafe selected.deallocate()
    }

    /// Reads the object that is the whole of `range` of `buffer`, and forgets the document before.
    ///
    /// - Throws: why the bytes are not one JSON object; there are no nodes then.
    mutating func parse(
        _ buffer: Span<UInt8>,
        _ range: Range<Int>,
        names: borrowing JSONNames
    ) throws(DecodeError.Fault) {
        unsafe try parse(buffer, range, namesPointer: names.pointer)
    }

    /// Reads an object without looking for names.
    mutating func parse(_ buffer: Span<UInt8>, _ range: Range<Int>) throws(DecodeError.Fault) {
        unsafe try parse(buffer, range, namesPointer: nil)
    }

    private mutating func parse(
        _ buffer: Span<UInt8>,
        _ range: Range<Int>,
        namesPointer: OpaquePointer?
    ) throws(DecodeError.Fault) {
        precondition(
            range.lowerBound >= 0 && range.upperBound <= buffer.count - Self.padding,
            "a document lies in its buffer and \(Self.padding) bytes of the buffer follow it"
        )
        let document = unsafe buffer.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { preconditionFailure("a padded buffer has bytes") }
            return unsafe csj_parse(handle, namesPointer, start + range.lowerBound, range.count)
        }
        count = unsafe Int(document.count)
        unsafe nodes = unsafe document.nodes
        if let fault = unsafe Self.fault(document.status) { throw fault }
    }

    /// Finds the members of an object by name, null ones taken for absent: afterwards ``member(_:)`` answers for it.
    ///
    /// Of members with the same name the last one is found.
    mutating func select(_ object: Int) {
        unsafe selected.update(repeating: 0, count: namesMax)
        var index = object + 1
        let end = next(object)
        while index < end {
            let node = unsafe node(index)
            let name = unsafe Int(node.pointee.name)
            if name >= 0, name < namesMax {
                unsafe selected[name] = unsafe node.pointee.kind == CSJ_NULL ? 0 : Int32(truncatingIfNeeded: index)
            }
            index = unsafe Int(node.pointee.next)
        }
    }

    /// The node of the selected object's member with the name of this index; 0 when it is absent or null.
    @inline(__always)
    func member(_ name: Int) -> Int {
        precondition(name >= 0 && name < namesMax, "a name is one of those that the parser was made for")
        return unsafe Int(selected[name])
    }

    /// Forgets the document, whose bytes may be gone.
    mutating func forget() {
        count = 0
        unsafe nodes = nil
    }

    @inline(__always)
    private func node(_ index: Int) -> UnsafePointer<csj_node> {
        guard index >= 0, index < count, let nodes = unsafe nodes else {
            preconditionFailure("a node belongs to the document that was read last")
        }
        return unsafe nodes + index
    }

    @inline(__always)
    private func text(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let node = unsafe node(index)
        return unsafe UnsafeBufferPointer(start: node.pointee.text, count: Int(node.pointee.text_length))
    }

    private static func fault(_ status: csj_status) -> DecodeError.Fault? {
        switch status {
        case CSJ_OK: nil
        case CSJ_EMPTY: .empty
        case CSJ_NOT_OBJECT: .notObject
        case CSJ_TRUNCATED: .truncated
        case CSJ_TRAILING_CONTENT: .trailingContent
        case CSJ_INVALID_UTF8: .invalidUTF8
        case CSJ_TOO_DEEP: .tooDeep
        case CSJ_TOO_MANY_NODES: .tooManyValues
        case CSJ_TOO_LARGE: .tooLarge
        case CSJ_NO_MEMORY: preconditionFailure("no memory to read a JSON document")
        default: .notJSON
        }
    }
}

// MARK: What a node is

extension JSONParser {
    /// What kind of value the node is.
    @inline(__always)
    func kind(_ index: Int) -> JSONKind {
        // The raw values are those of the C enumeration, which a test pins.
        JSONKind(rawValue: UInt8(truncatingIfNeeded: unsafe node(index).pointee.kind.rawValue)) ?? .null
    }

    /// The first node after this one and all that it holds.
    @inline(__always)
    func next(_ index: Int) -> Int { unsafe Int(node(index).pointee.next) }

    /// The member's name as an index of the names given when the document was read; negative when it is none of them.
    @inline(__always)
    func name(_ index: Int) -> Int { unsafe Int(node(index).pointee.name) }

    /// The member's name; empty for an element of an array.
    func key(_ index: Int) -> String {
        let node = unsafe node(index)
        let bytes = unsafe UnsafeBufferPointer(start: node.pointee.key, count: Int(node.pointee.key_length))
        return unsafe String(decoding: bytes, as: UTF8.self)
    }

    /// The value of an integer; 0 or 1 for a bool.
    @inline(__always)
    func integer(_ index: Int) -> Int64 { unsafe node(index).pointee.integer }

    /// The value of a double.
    func double(_ index: Int) -> Double { unsafe node(index).pointee.number }

    /// How many bytes a string has.
    @inline(__always)
    func textCount(_ index: Int) -> Int { unsafe Int(node(index).pointee.text_length) }

    /// Runs `body` with the bytes of a string.
    @inline(__always)
    func withText<Result>(_ index: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        body(unsafe text(index).span)
    }

    /// A string as String. Allocates.
    func string(_ index: Int) -> String { unsafe String(decoding: text(index), as: UTF8.self) }

    /// Appends the bytes of a string.
    func append(_ index: Int, to bytes: inout [UInt8]) {
        unsafe bytes.append(contentsOf: text(index))
    }

    /// A string's word in `words`, made if it is new, out of the share of `kind`.
    func intern(_ index: Int, into words: inout WordTable, kind: Int) -> Word {
        words.intern(unsafe text(index).span, kind: kind)
    }

    /// The word of a closed list that a string says; `nil` when it is not on the list.
    func find<List>(_ index: Int, in list: borrowing ClosedWords<List>) -> List? {
        list.find(unsafe text(index).span)
    }
}
