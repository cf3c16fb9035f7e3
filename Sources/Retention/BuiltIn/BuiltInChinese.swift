/// `Config/policies/templates/zh-Hans.yaml`, byte for byte.
///
/// Recorded: `RECORD_BUILT_IN=1 swift test --filter RetentionTests` writes this file anew from that one.
enum BuiltInChinese {
    /// The content of the file.
    static let yaml = #"""
        # 简体中文文案。{order_id} {sku} {amount} 来自订单，{percent} {limit} 来自优惠。

        locale: zh-Hans

        # 订单中没有相应信息时使用。
        unknown:
          sku: 该商品
          amount: 应付金额

        templates:
          payment_review: 您的订单 {order_id} 暂未完成。您无需进行任何操作，我们的客服会与您联系。
          pay_another_way: 订单 {order_id} 的付款未成功，这不是您的问题。订单已为您保留，您可以换一种方式支付 {amount}。
          pay_later_or_another_way: 订单 {order_id} 已为您保留。{amount} 可以先用后付、货到付款，或使用其他钱包支付，由您选择。
          finish_authentication: 订单 {order_id} 还差一步：请在银行页面确认支付 {amount}。链接短时间内有效。
          correct_details: 请核对并更正订单 {order_id} 的支付信息，即可支付 {amount}。订单已为您保留。
          remind_to_pay: 订单 {order_id} 正在等您付款。支付 {amount} 即可确认订单。
          offer_substitute: 非常抱歉，订单 {order_id} 中的 {sku} 暂时缺货。您可以选择同类商品、先发其余商品，或等待补货。
          ask_reason: 很遗憾您取消了订单 {order_id}。我们能帮上忙吗？请点一下告诉我们原因。
          match_price: 您找到了比订单 {order_id} 更低的价格？我们为您补差价，最多优惠 {percent}%，上限 {limit}。
          waive_shipping: 订单 {order_id} 免运费：重新下单，运费和处理费由我们承担，上限 {limit}。
          free_express: 订单 {order_id} 可以更快送达：重新确认后，我们免费为您升级特快配送，上限 {limit}。
          easy_return: 请放心购买：订单 {order_id} 享受更长的退货期和一键退货，流程公开透明。您愿意保留订单吗？
          guest_checkout: 订单 {order_id} 无需注册账号，点击链接即可以游客身份完成购买。
          exchange: 订单 {order_id} 的商品不合适？我们可以为您把 {sku} 换成其他尺码、颜色或型号。
          thank: 感谢您告知订单 {order_id} 的情况。方便的话请告诉我们：哪里可以做得更好？
          apologise_and_reship: 非常抱歉，订单 {order_id} 发错了商品，这是我们的失误。您可以选择免费补发正确的商品，或全额退款。
          talk_to_person: 很抱歉订单 {order_id} 没有让您满意。我们的客服专员会与您联系，直到问题解决。
          announce_delay: 非常抱歉，订单 {order_id} 将晚于承诺的时间送达。新的送达日期请见订单详情，您也可以免费取消。
          announce_delay_with_voucher: >-
            非常抱歉，订单 {order_id} 将晚于承诺的时间送达。新的送达日期请见订单详情。为表歉意，您下次购物可享 {percent}% 优惠，上限 {limit}。
          notify_back_in_stock: 好消息：{sku} 已到货，我们会为您短时间保留一件。

        """#
}
