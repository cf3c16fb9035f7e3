/// `Config/policies/templates/en.yaml`, byte for byte.
///
/// Recorded: `RECORD_BUILT_IN=1 swift test --filter RetentionTests` writes this file anew from that one.
enum BuiltInEnglish {
    /// The content of the file.
    static let yaml = #"""
        # yaml-language-server: $schema=../../../Schemas/templates.schema.json
        #
        # Texts in English. {order_id} {sku} {amount} are of the order, {percent} {limit} of the offer, {fee} {fee_reason} of the
        # fee; {until} is the moment until which the action holds, by the customer's clock; {method} is another way to pay, which
        # works.

        locale: en

        # Written where the order does not say it.
        unknown:
          sku: the product
          amount: the amount due
          method: another way

        # What the ways to pay are called, by their names in `methods` of the policy.
        methods:
          wallet: your wallet app
          card: a bank card
          pay_later: pay later
          bank_transfer: a bank transfer
          bank_account: your bank account
          apple_pay: Apple Pay
          cash_on_delivery: cash on delivery

        templates:
          # Payments.
          payment_review: >-
            We have not been able to complete order {order_id} yet. You do not need to do anything now; our team will
            get in touch with you.
          pay_another_way: >-
            The payment for order {order_id} did not go through. Nothing is wrong on your side. We keep your order until
            {until}; you can pay {amount} in another way.
          pay_later_or_another_way: >-
            We keep order {order_id} for you. You can pay {amount} later, on delivery or with another wallet: choose
            what suits you.
          pay_in_any_way: >-
            Order {order_id} is still waiting for you. Pay {amount} in the way that suits you best; this one works well right
            now: {method}. We keep it until {until}.
          retry_when_healthy: >-
            Paying for order {order_id} works again. We have kept it for you: pay {amount} with one tap, until {until}.
          retry_once: >-
            We still keep order {order_id} for you. If you like, try the payment of {amount} once more, or choose another way.
          remind_once: >-
            A short reminder: we keep order {order_id} for you until {until}. Pay {amount} when it suits you. We will not ask
            again.
          finish_authentication: >-
            One step is missing for order {order_id}: please confirm the payment of {amount} with your bank. The link is
            valid for a short time.
          correct_details: >-
            Please check the payment details for order {order_id} and correct them: then {amount} can be paid. We keep
            your order.
          remind_to_pay: >-
            Order {order_id} is waiting for you. Pay {amount} to confirm it.
          release_stock: >-
            We could not keep order {order_id} any longer and have released it; you were charged nothing. If you still want
            {sku}, one tap places the order again.

          # Stock.
          offer_substitute: >-
            We are sorry: {sku} in order {order_id} is not in stock right now. Would you like a similar product, the
            rest of your order first, or to wait? You decide.
          offer_reservation: >-
            {sku} is on its way to us. Shall we keep one for you when it arrives, and send the rest of order {order_id} now?
            Tell us by {until}.
          stock_last_word: >-
            We have not found {sku} for order {order_id} yet, and we do not want to keep you waiting without a word. Tell us by
            {until} what you prefer: a similar product, to wait, or your money back at once.

          # Cancellations.
          accept_cancellation: >-
            Order {order_id} is cancelled, as you asked, and whatever you paid comes back to you. If we can do something better
            for you, we are here.
          accept_and_thank: >-
            Order {order_id} is cancelled, as you asked, and whatever you paid comes back to you. Thank you for letting us know.
            One question, if you have a moment: what could we have done better?
          fee_custom_made: >-
            We have your wish to cancel order {order_id}. {sku} is made for you and cannot be sold to anybody else, so cancelling
            now would cost {fee}. We would rather exchange it for something that suits you, at no cost. Nothing happens until you
            choose; please tell us by {until}.
          fee_great_value: >-
            We have your wish to cancel order {order_id}. It is packed and insured for its way already, so cancelling now would
            cost {fee}. An exchange costs nothing. Nothing happens until you choose; we will ring you before {until}.
          ask_reason: >-
            We are sorry to see order {order_id} go. Can we help? Tell us with one tap what was not right.
          show_products: >-
            Was {sku} not quite right? Here is a closer look at it, with answers to what others asked, and some products like it.
            Our team is glad to advise you, live.
          voucher_for_product: >-
            Still thinking of {sku}? Until {until} it is {percent} % off for you, up to {limit}.
          voucher_next_order: >-
            We would love to see you again: {percent} % off your next order until {until}, up to {limit}.
          match_price: >-
            You found a better price than in order {order_id}? We match it, up to {percent} % off and {limit}.
          waive_shipping: >-
            Order {order_id} without shipping cost: if you place it again, we pay for shipping and handling, up to
            {limit}.
          free_express: >-
            Order {order_id} can be faster: confirm it again by {until} and we ship it by express at no cost to you, up to
            {limit}, so that it still arrives in time.
          easy_return: >-
            No risk with order {order_id}: you can return it longer and with one click, and see beforehand how. Would
            you like to keep it?
          guest_checkout: >-
            You need no account for order {order_id}: finish it as a guest with this link.
          exchange: >-
            Not the right product in order {order_id}? We gladly exchange {sku} for another size, colour or model. A guide shows
            you which one fits, and somebody of our team helps you live if you like.
          thank: >-
            Thank you for letting us know about order {order_id}. One question, if you have a moment: what could we have
            done better?

          # The wrong thing came, and other grievances.
          apologise_and_reship: >-
            We are sorry: order {order_id} reached you with the wrong contents. That is our mistake. Choose what you
            prefer: we send the right product at no cost, or you get all your money back.
          apology_voucher: >-
            Our mistake with order {order_id} cost you time, and we are sorry. As an apology: {percent} % off your next order
            until {until}, up to {limit}. Whatever is still open, we go on with it.
          follow_up: >-
            Has order {order_id} been put right by now? If anything is still open, tell us with one tap; we stay with it until it
            is solved.
          ask_satisfaction: >-
            Are you content with how we put order {order_id} right? One tap is enough, and a word of yours helps us do better.
          check_back: >-
            A month ago something went wrong with order {order_id}. Has everything been well since? If not, just answer: we read
            it.
          talk_to_person: >-
            We are sorry that you were not satisfied with order {order_id}. A person of our team will talk to you and
            stay with it until it is solved.
          answer_to_feedback: >-
            You told us what was not right with order {order_id}. Here is what we have done about it. Is there anything still
            open?
          announce_delay: >-
            Order {order_id} will arrive later than we promised, and we are sorry. You find the new date in your order,
            and you can cancel at no cost.
          announce_delay_with_voucher: >-
            Order {order_id} will arrive later than we promised, and we are sorry. You find the new date in your order.
            As an apology, {percent} % off your next order, up to {limit}.
          delay_goes_on: >-
            Order {order_id} is still on its way, and we have not forgotten you. You find the newest date in your order. If it is
            too late for you, you get your money back at once.
          notify_back_in_stock: >-
            Good news: {sku} is back in stock. We keep one for you until {until}.

        """#
}
