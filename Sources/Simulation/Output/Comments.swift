import Commerce

/// What customers write when they write something.
enum Comments {
    static func onCancelling(_ reason: CancelReason, isChinese: Bool) -> String {
        switch reason {
        case .foundCheaper, .priceChanged: isChinese ? "太贵了" : "Found it cheaper elsewhere"
        case .deliveryTooSlow: isChinese ? "等太久" : "Takes too long"
        case .shippingCost: isChinese ? "运费太高" : "Shipping costs too much"
        case .wrongItem: isChinese ? "拍错了" : "Ordered the wrong size"
        case .paymentFailed, .paymentMethod: isChinese ? "付不了款" : "I cannot pay"
        case .outOfStock: isChinese ? "没货了" : "You have none left"
        default: isChinese ? "不想要了" : "Changed my mind"
        }
    }

    static func onFeedback(_ reason: CancelReason, isChinese: Bool) -> String {
        switch reason {
        case .wrongItem: isChinese ? "发错货了" : "This is not what I ordered"
        case .deliveryTooSlow: isChinese ? "等太久" : "Waited far too long"
        default: isChinese ? "一般般" : "Could be better"
        }
    }
}
