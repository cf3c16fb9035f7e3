import Kafka
import Testing

@Suite("An admin client", .timeLimit(.minutes(2)))
struct AdminTests {
    let cluster: TestCluster

    init() throws { cluster = try TestCluster() }

    @Test("describes topics and brokers, and creates nothing by asking")
    func describing() throws {
        let name = try cluster.makeTopic(partitions: 3)
        let missing = cluster.uniqueName("missing")
        let admin = try Admin(bootstrap: cluster.bootstrap)
        for _ in 0..<2 {
            let found = try admin.describe(topics: [name, missing])
            #expect(found == [name: TopicDescription(name: name, partitionCount: 3)])
        }
        let brokers = try admin.brokers()
        #expect(!brokers.isEmpty)
        #expect(brokers.allSatisfy { $0.address.contains(":") })
    }

    @Test("tells whether it created or deleted a topic or found it so", .enabled(if: TestCluster.isReal))
    func creating() throws {
        let admin = try Admin(bootstrap: cluster.bootstrap)
        let name = cluster.uniqueName("topic")
        let topic = NewTopic(name: name, partitions: 2, replication: 1, configuration: ["cleanup.policy": "compact"])
        #expect(try admin.createTopics([topic]) == [name: .done])
        #expect(try admin.createTopics([topic]) == [name: .alreadyExists])
        let wrong = NewTopic(name: cluster.uniqueName(), partitions: 1, configuration: ["no.such.property": "1"])
        guard case .failed(let error) = try admin.createTopics([wrong])[wrong.name] else {
            throw TestTrouble("a topic with an unknown property was created")
        }
        #expect(error.recovery == .reject)
        #expect(try admin.deleteTopics([name]) == [name: .done])
        #expect(try admin.deleteTopics([cluster.uniqueName()]).values.first == .missing)
    }

    @Test("tells an embedded cluster from a real one")
    func embedded() throws {
        let cluster = try TestCluster()
        let admin = try Admin(bootstrap: cluster.bootstrap)
        let isEmbedded = admin.isEmbedded()
        #expect(isEmbedded == !TestCluster.isReal)
    }
}
