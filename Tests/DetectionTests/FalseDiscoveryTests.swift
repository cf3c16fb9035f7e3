import Testing

@testable import Detection

@Suite("The control of false discoveries")
struct FalseDiscoveryTests {
    @Test("cuts where Benjamini and Hochberg's own example does")
    func example() {
        // The fifteen p-values of Benjamini & Hochberg 1995, section 3: four are significant at 0.05.
        let pValues = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
            1.0,
        ]
        #expect(FalseDiscovery.cut(pValues, tests: 15, rate: 0.05) == 0.0095)
    }

    @Test("finds nothing where nothing is")
    func nothing() {
        #expect(FalseDiscovery.cut([], tests: 10, rate: 0.05) == nil)
        #expect(FalseDiscovery.cut([0.2, 0.6], tests: 2, rate: 0.05) == nil)
    }
}
