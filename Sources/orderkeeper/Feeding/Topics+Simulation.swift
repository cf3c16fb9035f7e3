internal import Pipeline
internal import Simulation

extension Topics {
    /// The configured name of `topic`.
    func name(of topic: SourceTopic) -> String {
        switch topic {
        case .orders: orders
        case .payments: payments
        case .inventory: inventory
        case .fulfilment: fulfilment
        case .feedback: feedback
        case .customers: customers
        }
    }
}
