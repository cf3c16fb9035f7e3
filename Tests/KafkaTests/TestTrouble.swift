/// A test could not be set up or did not come to its end.
struct TestTrouble: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}
