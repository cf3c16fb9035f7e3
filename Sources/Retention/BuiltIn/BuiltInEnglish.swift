/// `Config/policies/templates/en.yaml`, byte for byte.
///
/// Recorded: `RECORD_BUILT_IN=1 swift test --filter RetentionTests` writes this file anew from that one.
enum BuiltInEnglish {
    /// The content of the file.
    static let yaml = #"""
        # Texts in English. {order_id} {sku} {amount} are of the order, {percent} {limit} of the offer.

        locale: en

        # Written where the order does not say it.
        unknown:
          sku: the product
          amount: the amount due

        templates:
          payment_review: >-
            We have not been able to complete order {order_id} yet. You do not need to do anything now; our team will
            get in touch with you.
          pay_another_way: >-
            The payment for order {order_id} did not go through. Nothing is wrong on your side. We keep your order; you
            can pay {amount} in another way.
          pay_later_or_another_way: >-
            We keep order {order_id} for you. You can pay {amount} later, on delivery or with another wallet: choose
            what suits you.
          finish_authentication: >-
            One step is missing for order {order_id}: please confirm the payment of {amount} with your bank. The link is
            valid for a short time.
          correct_details: >-
            Please check the payment details for order {order_id} and correct them: then {amount} can be paid. We keep
            your order.
          remind_to_pay: >-
            Order {order_id} is waiting for you. Pay {amount} to confirm it.
          offer_substitute: >-
            We are sorry: {sku} in order {order_id} is not in stock right now. Would you like a similar product, the
            rest of your order first, or to wait? You decide.
          ask_reason: >-
            We are sorry to see order {order_id} go. Can we help? Tell us with one tap what was not right.
          match_price: >-
            You found a better price than in order {order_id}? We match it, up to {percent} % off and {limit}.
          waive_shipping: >-
            Order {order_id} without shipping cost: if you place it again, we pay for shipping and handling, up to
            {limit}.
          free_express: >-
            Order {order_id} can be faster: confirm it again and we ship it by express at no cost to you, up to {limit}.
          easy_return: >-
            No risk with order {order_id}: you can return it longer and with one click, and see beforehand how. Would
            you like to keep it?
          guest_checkout: >-
            You need no account for order {order_id}: finish it as a guest with this link.
          exchange: >-
            Not the right product in order {order_id}? We gladly exchange {sku} for another size, colour or model.
          thank: >-
            Thank you for letting us know about order {order_id}. One question, if you have a moment: what could we have
            done better?
          apologise_and_reship: >-
            We are sorry: order {order_id} reached you with the wrong contents. That is our mistake. Choose what you
            prefer: we send the right product at no cost, or you get all your money back.
          talk_to_person: >-
            We are sorry that you were not satisfied with order {order_id}. A person of our team will talk to you and
            stay with it until it is solved.
          announce_delay: >-
            Order {order_id} will arrive later than we promised, and we are sorry. You find the new date in your order,
            and you can cancel at no cost.
          announce_delay_with_voucher: >-
            Order {order_id} will arrive later than we promised, and we are sorry. You find the new date in your order.
            As an apology, {percent} % off your next order, up to {limit}.
          notify_back_in_stock: >-
            Good news: {sku} is back in stock. We keep one for you for a short time.

        """#
}
