internal import Commerce
internal import Streaming

extension MessageTemplate {
    /// The text for `action`, all of which is known but its text.
    ///
    /// - Parameters:
    ///   - order: The order that it is for.
    ///   - language: The language of this template.
    ///   - timeZone: Where a moment is told for an order that does not name its time zone, an IANA name.
    func text(for action: Action, of order: OrderFacts, in language: TemplateLanguage, timeZone: String) -> String {
        text { placeholder in
            switch placeholder {
            case .orderID: action.orderID
            case .sku: order.sku == "unknown" ? language.unknownSKU : order.sku
            case .amount:
                order.totalMinor > 0 && order.currency != "unknown"
                    ? AmountText.of(order.totalMinor, order.currency) : language.unknownAmount
            case .percent: action.offer?.percent.map(String.init) ?? ""
            case .limit: action.offer.flatMap(Self.limit) ?? ""
            case .until: Self.clock(action.expiresAt, LocalTime.isZone(order.timeZone) ? order.timeZone : timeZone)
            case .method: Self.method(action, language)
            case .fee: (action.fee?.amount).map { AmountText.of($0.amountMinor, $0.currency) } ?? ""
            case .feeReason: action.fee?.reason ?? ""
            }
        }
    }

    private static func limit(_ offer: Offer) -> String? {
        guard let limit = offer.costLimitMinor, let currency = offer.currency else { return nil }
        return AmountText.of(limit, currency)
    }

    private static func method(_ action: Action, _ language: TemplateLanguage) -> String {
        guard let method = action.methods.first else { return language.unknownMethod ?? "" }
        return language.methodNames[method] ?? method
    }

    /// `2026-11-20 18:30`, which every language reads.
    private static func clock(_ time: EventTime, _ timeZone: String) -> String {
        let local = time.advanced(by: LocalTime.offset(of: timeZone, at: time) ?? .zero)
        return String(RFC3339.format(local).prefix(16)).replacing("T", with: " ")
    }
}
