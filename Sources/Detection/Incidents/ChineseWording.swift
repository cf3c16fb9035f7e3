internal import Commerce

/// The sentence of an alert, in Simplified Chinese, with its numbers.
struct ChineseWording {
    let signal: Signal
    /// Which bad outcomes are counted, if not all.
    let outcome: Slice
    /// Of `volume`: whether there are too many events and not too few.
    var isFlood = false

    /// For example “发卡行 icbc（支付渠道 alipay）支付失败异常：5 分钟内 120 笔中有 42 笔（35 %），预期 5.1 笔（8.2 倍）。”
    func sentence(_ slice: Slice, _ step: Wording.Step) -> String {
        let outcomes = outcome.terms.map { "（\(Self.name($0.dimension)) \($0.value)）" }.joined()
        let subject = "\(Self.place(slice))\(self.subject)\(outcomes)"
        switch step {
        case .firing(let evidence): return "\(subject)异常：\(counts(evidence))。"
        case .updated(let evidence, let risk, let minutes):
            return "\(subject)仍然异常：\(counts(evidence))；\(minutes) 分钟内\(beyond(risk))。"
        case .recovering(let quiet, let risk, let minutes):
            return "\(subject)已连续 \(quiet) 分钟接近预期；此前 \(minutes) 分钟内\(beyond(risk))。"
        case .resolved(let risk, let minutes): return "\(subject)异常已结束，历时 \(minutes) 分钟，\(beyond(risk))。"
        case .absorbed(let wider): return "\(subject)异常是\(Self.place(wider))异常的一部分，在该处报告。"
        }
    }

    private func beyond(_ count: Int) -> String {
        signal == .volume && !isFlood ? "比预期少 \(count) \(unit)" : "超出预期 \(count) \(unit)"
    }

    private var subject: String {
        switch signal {
        case .paymentFailure: "支付失败"
        case .cancellation: "取消订单"
        case .stockout: "库存预留失败"
        case .unconfirmed: "订单未确认"
        case .misShipment: "错发包裹"
        case .volume: "事件数量"
        }
    }

    private var unit: String {
        switch signal {
        case .paymentFailure, .cancellation, .unconfirmed: "单"
        case .stockout: "行"
        case .misShipment: "件"
        case .volume: "条"
        }
    }

    private func counts(_ evidence: Evidence) -> String {
        let share: String
        if signal.isProportion {
            let percent = 100 * Double(evidence.observed) / Double(max(1, evidence.trials))
            share = "\(evidence.trials) \(unit)中有 \(evidence.observed) \(unit)（\(Wording.short(percent)) %）"
        } else {
            share = "\(evidence.observed) \(unit)"
        }
        return "\(evidence.windowMinutes) 分钟内 \(share)，预期 \(Wording.short(evidence.expected)) \(unit)"
            + "（\(Wording.short(evidence.lift)) 倍）"
    }

    /// Where a slice lies in the shop.
    static func place(_ slice: Slice) -> String {
        guard let last = slice.terms.last else { return "全店" }
        let outer = slice.terms.dropLast().map { "\(name($0.dimension)) \($0.value)" }
        return "\(name(last.dimension)) \(last.value)" + (outer.isEmpty ? " " : "（\(outer.joined(separator: "，"))）")
    }

    private static func name(_ dimension: Dimension) -> String {
        switch dimension {
        case .provider: "支付渠道"
        case .method: "支付方式"
        case .issuer: "发卡行"
        case .country: "国家"
        case .channel: "销售渠道"
        case .declineFamily: "拒付类别"
        case .reason: "取消原因"
        case .category: "品类"
        case .warehouse: "仓库"
        case .sku: "商品"
        case .carrier: "承运商"
        case .cause: "错发原因"
        case .source: "数据源"
        }
    }
}
