/// `Config/policies/templates/zh-Hans.yaml`, byte for byte.
///
/// Recorded: `RECORD_BUILT_IN=1 swift test --filter RetentionTests` writes this file anew from that one.
enum BuiltInChinese {
    /// The content of the file.
    static let yaml = #"""
        # yaml-language-server: $schema=../../../Schemas/templates.schema.json
        #
        # 简体中文文案。{order_id} {sku} {amount} 来自订单，{percent} {limit} 来自优惠，{fee} {fee_reason} 来自费用；
        # {until} 是截止时间（客户当地时间），{method} 是目前可用的另一种支付方式。

        locale: zh-Hans

        # 订单中没有相应信息时使用。
        unknown:
          sku: 该商品
          amount: 应付金额
          method: 其他方式

        # 支付方式的名称，键与策略中的 `methods` 一致。
        methods:
          wallet: 手机钱包
          card: 银行卡
          pay_later: 先用后付
          bank_transfer: 银行转账
          bank_account: 银行账户
          apple_pay: Apple Pay
          cash_on_delivery: 货到付款

        templates:
          # 支付。
          payment_review: 您的订单 {order_id} 暂未完成。您无需进行任何操作，我们的客服会与您联系。
          pay_another_way: 订单 {order_id} 的付款未成功，这不是您的问题。订单为您保留至 {until}，您可以换一种方式支付 {amount}。
          pay_later_or_another_way: 订单 {order_id} 已为您保留。{amount} 可以先用后付、货到付款，或使用其他钱包支付，由您选择。
          pay_in_any_way: 订单 {order_id} 仍在等您。您可以用喜欢的方式支付 {amount}，目前可用：{method}。订单为您保留至 {until}。
          retry_when_healthy: 订单 {order_id} 现在可以正常付款了。订单一直为您保留：请在 {until} 前点一下完成支付 {amount}。
          retry_once: 订单 {order_id} 仍为您保留。您可以再试一次支付 {amount}，也可以换一种方式。
          remind_once: 温馨提醒：订单 {order_id} 为您保留至 {until}，方便时支付 {amount} 即可。我们不会再次打扰您。
          finish_authentication: 订单 {order_id} 还差一步：请在银行页面确认支付 {amount}。链接短时间内有效。
          correct_details: 请核对并更正订单 {order_id} 的支付信息，即可支付 {amount}。订单已为您保留。
          remind_to_pay: 订单 {order_id} 正在等您付款。支付 {amount} 即可确认订单。
          release_stock: 订单 {order_id} 已无法继续为您保留，我们已将其释放，您没有被扣款。如果您仍想要 {sku}，点一下即可重新下单。

          # 库存。
          offer_substitute: 非常抱歉，订单 {order_id} 中的 {sku} 暂时缺货。您可以选择同类商品、先发其余商品，或等待补货。
          offer_reservation: "{sku} 正在补货途中。到货后是否为您预留一件，订单 {order_id} 的其余商品先行发出？请在 {until} 前告诉我们。"
          stock_last_word: 订单 {order_id} 中的 {sku} 仍未到货，我们不想让您一直等待。请在 {until} 前告诉我们您的选择：同类商品、继续等待，或立即全额退款。

          # 取消。
          accept_cancellation: 订单 {order_id} 已按您的要求取消，已付款项将原路退回。如果有我们可以做得更好的地方，随时告诉我们。
          accept_and_thank: 订单 {order_id} 已按您的要求取消，已付款项将原路退回。感谢您的告知。方便的话请告诉我们：哪里可以做得更好？
          fee_custom_made: 我们已收到您取消订单 {order_id} 的要求。{sku} 是为您定制的，无法再售给他人，现在取消需支付 {fee}。我们更愿意免费为您换成合适的商品。在您选择之前不会收取任何费用，请在 {until} 前告诉我们。
          fee_great_value: 我们已收到您取消订单 {order_id} 的要求。商品已完成包装并投保，现在取消需支付 {fee}，换货则免费。在您选择之前不会收取任何费用，客服会在 {until} 前致电给您。
          ask_reason: 很遗憾您取消了订单 {order_id}。我们能帮上忙吗？请点一下告诉我们原因。
          show_products: "{sku} 不太合适？这里有更详细的介绍、其他顾客的问答，以及一些同类商品。也欢迎随时在线咨询我们的顾问。"
          voucher_for_product: 还在考虑 {sku} 吗？{until} 前为您优惠 {percent}%，上限 {limit}。
          voucher_next_order: 期待与您再次相见：{until} 前，您的下一笔订单可享 {percent}% 优惠，上限 {limit}。
          match_price: 您找到了比订单 {order_id} 更低的价格？我们为您补差价，最多优惠 {percent}%，上限 {limit}。
          waive_shipping: 订单 {order_id} 免运费：重新下单，运费和处理费由我们承担，上限 {limit}。
          free_express: 订单 {order_id} 可以更快送达：请在 {until} 前重新确认，我们免费为您升级特快配送（上限 {limit}），仍可按时送到。
          easy_return: 请放心购买：订单 {order_id} 享受更长的退货期和一键退货，流程公开透明。您愿意保留订单吗？
          guest_checkout: 订单 {order_id} 无需注册账号，点击链接即可以游客身份完成购买。
          exchange: 订单 {order_id} 的商品不合适？我们可以为您把 {sku} 换成其他尺码、颜色或型号。选购指南会帮您找到合适的一款，也可以在线咨询客服。
          thank: 感谢您告知订单 {order_id} 的情况。方便的话请告诉我们：哪里可以做得更好？

          # 发错商品与其他不满。
          apologise_and_reship: 非常抱歉，订单 {order_id} 发错了商品，这是我们的失误。您可以选择免费补发正确的商品，或全额退款。
          apology_voucher: 订单 {order_id} 的失误耽误了您的时间，我们深表歉意。{until} 前，您下次购物可享 {percent}% 优惠，上限 {limit}。未解决的问题我们会继续跟进。
          follow_up: 订单 {order_id} 的问题解决了吗？如果还有未处理的事情，请点一下告诉我们，我们会一直跟进到解决为止。
          ask_satisfaction: 对于订单 {order_id} 的处理，您满意吗？点一下即可，您的一句话能帮助我们做得更好。
          check_back: 一个月前，订单 {order_id} 出过问题。之后一切都好吗？如果不好，请直接回复，我们会看到。
          talk_to_person: 很抱歉订单 {order_id} 没有让您满意。我们的客服专员会与您联系，直到问题解决。
          answer_to_feedback: 您曾告诉我们订单 {order_id} 哪里不好。这是我们所做的改进。还有没有未解决的问题？
          announce_delay: 非常抱歉，订单 {order_id} 将晚于承诺的时间送达。新的送达日期请见订单详情，您也可以免费取消。
          announce_delay_with_voucher: 非常抱歉，订单 {order_id} 将晚于承诺的时间送达。新的送达日期请见订单详情。为表歉意，您下次购物可享 {percent}% 优惠，上限 {limit}。
          delay_goes_on: 订单 {order_id} 仍在途中，我们没有忘记您。最新的送达日期请见订单详情。如果太迟，您可以立即获得全额退款。
          notify_back_in_stock: 好消息：{sku} 已到货，我们为您保留一件至 {until}。

        """#
}
