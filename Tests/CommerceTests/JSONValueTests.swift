import Testing

@testable import Commerce

@Suite("A JSON tree")
struct JSONValueTests {
    @Test("has a case for every kind of value, in the order of the document")
    func kinds() throws {
        let json = #"{"n":null,"t":true,"f":false,"i":-5,"d":0.5,"h":1e999,"s":"\u0041é","a":[1,[]],"o":{"n":1,"n":2}}"#
        let value = try JSONValue.parse(Array(json.utf8))
        #expect(
            value
                == .object([
                    .init("n", .null), .init("t", .bool(true)), .init("f", .bool(false)), .init("i", .integer(-5)),
                    .init("d", .double(0.5)), .init("h", .hugeNumber), .init("s", .string("Aé")),
                    .init("a", .array([.integer(1), .array([])])),
                    .init("o", .object([.init("n", .integer(1)), .init("n", .integer(2))])),
                ])
        )
    }

    @Test(
        "tells integers from doubles at the edges of 64 bits",
        arguments: [
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .double(9_223_372_036_854_775_808)), ("-0", .integer(0)), ("1E2", .double(100)),
            ("-0.0", .double(-0.0)),
        ] as [(String, JSONValue)]
    )
    func numbers(text: String, value: JSONValue) throws {
        #expect(try JSONValue.parse(Array(#"{"n":\#(text)}"#.utf8)) == .object([.init("n", value)]))
    }
}
