/// A text that is not a value of its field.
struct ValueFault: Error {
    /// What is allowed, as the object of `write`: `a length of time from 0s to 1h, such as 30s`.
    var wanted: String
}
