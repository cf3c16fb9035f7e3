internal import CSimdjson

/// A fixed list of texts that are found by their bytes, without making a String: names of fields, words of an enum.
///
/// - Complexity: O(length of the text) for a look-up.
@safe struct JSONNames: ~Copyable, @unchecked Sendable {
    // Sendable: never written after it is made.
    private let handle: OpaquePointer

    /// The list of `texts`, each found by its index. At most 4,096, each once.
    init(_ texts: [String]) {
        let bytes = texts.flatMap { Array($0.utf8) }
        let lengths = texts.map { UInt32($0.utf8.count) }
        guard let handle = unsafe csj_names_create(bytes, lengths, texts.count) else {
            preconditionFailure("no memory for a list of \(texts.count) names")
        }
        unsafe self.handle = unsafe handle
    }

    deinit { unsafe csj_names_destroy(handle) }

    /// The index of `text`; negative when it is not in the list.
    func find(_ text: Span<UInt8>) -> Int {
        unsafe text.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return -1 }
            return Int(unsafe csj_names_find(handle, start, bytes.count))
        }
    }

    /// What the parser is given.
    var pointer: OpaquePointer { unsafe handle }
}
