/// Why a record could not be decoded, and where.
///
/// Decoding is total: whatever the bytes are, the result is a value or this error. The record that caused it is wrong
/// and stays wrong, so it goes to the dead letters; repeating does not help.
public struct DecodeError: Error, Hashable, Sendable {
    /// Where: the field's name with its path, for example `lines[3].quantity`, a header's name, or `$` for the
    /// document.
    public var field: String
    /// What is wrong, in words: a clause that continues the field's name.
    public var problem: String
    /// What is wrong, as a stable name for headers, metrics and samples.
    public var fault: Fault

    /// `problem` of kind `fault` at `field`.
    public init(field: String, problem: String, fault: Fault) {
        self.field = field
        self.problem = problem
        self.fault = fault
    }

    /// `fault` at `field`, in the fault's own words.
    public init(field: String, fault: Fault) {
        self.init(field: field, problem: fault.problem, fault: fault)
    }

    /// `fault` of the document as a whole.
    public static func document(_ fault: Fault) -> DecodeError { DecodeError(field: "$", fault: fault) }

    /// The error seen from the value that holds the field: `quantity` in `lines[3]` is `lines[3].quantity`.
    public func inside(_ parent: String) -> DecodeError {
        var error = self
        error.field = field == "$" ? parent : parent + (field.hasPrefix("[") ? "" : ".") + field
        return error
    }
}

extension DecodeError: CustomStringConvertible {
    /// One sentence that names the field and the fault: `lines[3].quantity is out of range (out_of_range).`
    public var description: String {
        let subject = field == "$" ? "the document" : field
        return "\(subject) \(problem) (\(fault.rawValue))."
    }
}

extension DecodeError {
    /// The kinds of faults. The raw values are part of the contract: dead letters carry them.
    public enum Fault: String, Error, CaseIterable, Sendable, BitwiseCopyable {
        /// No bytes, or nothing but white space.
        case empty
        /// More bytes than allowed.
        case tooLarge = "too_large"
        /// Not JSON.
        case notJSON = "not_json"
        /// JSON, but not an object.
        case notObject = "not_object"
        /// The document ends too early.
        case truncated
        /// Something follows the object.
        case trailingContent = "trailing_content"
        /// Not valid UTF-8.
        case invalidUTF8 = "invalid_utf8"
        /// Nested deeper than allowed.
        case tooDeep = "too_deep"
        /// More values than allowed.
        case tooManyValues = "too_many_values"
        /// A required field is absent or null.
        case missing
        /// A value of another JSON type than the contract says.
        case wrongType = "wrong_type"
        /// A number or a length outside its bounds.
        case outOfRange = "out_of_range"
        /// Not a time that RFC 3339 or epoch milliseconds can say.
        case badTime = "bad_time"
        /// Of the right type, but not a value that the contract allows.
        case badValue = "bad_value"

        /// The fault in words, as a clause after the field's name.
        public var problem: String {
            switch self {
            case .empty: "has no content"
            case .tooLarge: "has more bytes than allowed"
            case .notJSON: "is not valid JSON"
            case .notObject: "is not a JSON object"
            case .truncated: "ends before its JSON object does"
            case .trailingContent: "has something after its JSON object"
            case .invalidUTF8: "is not valid UTF-8"
            case .tooDeep: "is nested too deep"
            case .tooManyValues: "has more values than allowed"
            case .missing: "is required and absent"
            case .wrongType: "is of the wrong JSON type"
            case .outOfRange: "is out of range"
            case .badTime: "is neither an RFC 3339 time nor epoch milliseconds, of the years 1970 to 9999"
            case .badValue: "has a value that the contract does not allow"
            }
        }
    }
}
