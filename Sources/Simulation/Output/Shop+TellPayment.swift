import Commerce
import Streaming

// What payments say.
extension Shop {
    mutating func tellAuthorized(_ slot: Int, at now: Int64) {
        tell(.paymentAuthorized, slot, at: now) { head, order, world in
            SourceEvents.paymentAuthorized(head, order.payment(in: world))
        }
    }

    mutating func tellCaptured(_ slot: Int, at now: Int64) {
        tell(.paymentCaptured, slot, at: now) { head, order, world in
            SourceEvents.paymentCaptured(head, order.payment(in: world))
        }
    }

    mutating func tellFailed(_ slot: Int, code: String, at now: Int64) {
        tell(.paymentFailed, slot, at: now) { head, order, world in
            SourceEvents.paymentFailed(head, order.payment(in: world), declineCode: code)
        }
    }

    mutating func tellRefunded(_ slot: Int, at now: Int64) {
        tell(.paymentRefunded, slot, at: now) { head, order, world in
            SourceEvents.paymentRefunded(head, order.payment(in: world))
        }
    }
}

extension Order {
    /// What every event of its payment says.
    fileprivate func payment(in world: World) -> SourceEvents.Payment {
        let configuration = world.configuration
        let provider = configuration.providers[Int(provider)]
        let country = configuration.countries[Int(country)]
        return SourceEvents.Payment(
            paymentID: "PAY-\(1_000_001 + number)",
            amountMinor: totalMinor(in: world),
            currency: country.currency,
            provider: provider.name,
            method: provider.methods[Int(method)].name,
            issuer: configuration.issuers[Int(issuer)].name,
            country: country.code,
            attempt: Int64(attempt)
        )
    }
}
