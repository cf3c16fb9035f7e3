import Testing

/// A rule that is put before the others, beginning in line 5 of the file.
struct BadRule: CustomTestStringConvertible {
    var testDescription: String
    var rule: String
    var line: Int
    var says: String
    var remedy: String

    init(_ name: String, _ rule: String, line: Int = 6, says: String, remedy: String) {
        testDescription = name
        self.rule = rule
        self.line = line
        self.says = says
        self.remedy = remedy
    }
}
