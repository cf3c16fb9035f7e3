/// `Config/policies/default.yaml`, byte for byte.
///
/// Recorded: `RECORD_BUILT_IN=1 swift test --filter RetentionTests` writes this file anew from that one.
enum BuiltInDefault {
    /// The content of the file.
    static let yaml = #"""
        # yaml-language-server: $schema=../../Schemas/policy.schema.json
        #
        # What the shop does for an endangered order. The first rule that matches decides; every cause has a rule. `then` is the
        # ladder: what follows when nothing happened by then. Every key is explained in README.md beside this file.
        # Amounts are minor units by currency (CNY 2000 is 20 yuan). Orders of other currencies get no offer of value.

        name: default
        version: 2

        # So many percent of the customers are left alone, so that the effect can be told. Rules with `measured: false` answer
        # them too: what a customer is owed or has asked for is no treatment to be tried.
        hold_out: 5

        # The most that offers may cost on a day (UTC).
        budget_per_day: {CNY: 500000, EUR: 80000, GBP: 70000, HKD: 600000, JPY: 120000, SGD: 110000, USD: 80000}

        # What an order earns, in percent of its value, and what must be left of it after an offer.
        margin: {percent: 30, floor: 5}

        # So long after it was placed an order is cancelled without more ado.
        cancellation: {window: 1h}

        # Express must be ordered so long before the promised date to arrive in time.
        express_lead: 2d

        # What can be offered while another way to pay is down, the most liked first.
        methods:
          - {name: wallet, provider: alipay}
          - {name: wallet, provider: wechat_pay}
          - card
          - pay_later
          - bank_transfer

        release_over: 10m
        outcome_horizon: 7d

        defaults:
          locale: en
          channels: [push, sms, email]
          # Customers who said nothing about offers: allow, or refuse where the law asks for consent beforehand.
          unknown_consent: allow
          # By the customers' own clocks; those who said when they sleep are left alone then.
          quiet_hours: {start: "22:00", end: "08:00"}
          time_zone: UTC

        caps:
          actions_per_day: 2
          voucher_every: 30d
          no_value_after_fraud: 30d
          serial_canceller: {cancelled: 3, of_last: 5}

        rules:
          # --- A payment failed ----------------------------------------------------------------------------------------------
          # Fraud first: a neutral text, a person looks at it, nothing is offered, no reason is given.
          - name: payment-review
            measured: false
            when: {trigger: payment_failed, cause: fraud}
            do: {action: review, template: payment_review, channel: agent, expires: 24h}

          # While a payment incident touches the order, nobody is sent back to what is down: a way that works is offered at once,
          # and the link to try again comes when the incident is over.
          - name: payment-incident
            when: {trigger: payment_failed, incident: firing}
            do:
              action: offer_other_method
              template: pay_another_way
              expires: 2h
              at_any_hour: true
              then:
                - {after: 2h, action: retry_payment, template: retry_when_healthy, expires: 12h, hold: incident}

          # A person rings those who buy the most, and has more to propose.
          - name: payment-vip
            when: {trigger: payment_failed, cause: [funds, technical, ambiguous], tier: vip}
            do:
              action: offer_other_method
              template: pay_later_or_another_way
              channel: agent
              expires: 2h
              then:
                - {after: 2h, action: offer_pay_later, template: pay_later_or_another_way, expires: 6h}
                - {after: 1d, action: remind_to_pay, template: remind_once, expires: 6h, hold: incident}

          # Never blame the card.
          - name: payment-technical
            when: {trigger: payment_failed, cause: technical}
            do:
              action: offer_other_method
              template: pay_another_way
              expires: 2h
              at_any_hour: true
              then:
                - {after: 2h, action: retry_payment, template: retry_when_healthy, expires: 12h, hold: incident}

          - name: payment-funds
            when: {trigger: payment_failed, cause: funds}
            do:
              action: offer_other_method
              template: pay_later_or_another_way
              expires: 6h
              at_any_hour: true
              then:
                - {after: 6h, action: remind_to_pay, template: remind_once, expires: 6h, hold: incident}

          - name: payment-authentication
            when: {trigger: payment_failed, cause: authentication, incident: none}
            do:
              action: finish_authentication
              template: finish_authentication
              expires: 15m
              at_any_hour: true
              then:
                - {after: 15m, action: offer_other_method, template: pay_another_way, expires: 2h}

          # Never repeated as they are.
          - name: payment-details
            when: {trigger: payment_failed, cause: details, incident: none}
            do:
              action: correct_details
              template: correct_details
              expires: 2h
              at_any_hour: true
              then:
                - {after: 2h, action: offer_other_method, template: pay_another_way, expires: 6h}

          # The bank does not say why. Another way, and one more try at most.
          - name: payment-ambiguous
            when: {trigger: payment_failed, cause: ambiguous}
            do:
              action: offer_other_method
              template: pay_another_way
              expires: 2h
              at_any_hour: true
              then:
                - {after: 2h, action: retry_payment, template: retry_once, expires: 6h, hold: incident}

          # --- Not confirmed in time -----------------------------------------------------------------------------------------
          # A payment that comes late ends each of these ladders. That an order is given up must be said to everybody.
          - name: unpaid-incident
            when: {trigger: unconfirmed, cause: no_payment, incident: firing}
            do:
              action: offer_other_method
              template: pay_in_any_way
              expires: 6h
              then:
                - {after: 6h, action: remind_to_pay, template: remind_to_pay, expires: 12h, hold: incident}
                - {after: 1d, action: release_stock, template: release_stock, measured: false, expires: 24h, hold: incident}

          - name: unpaid-vip
            when: {trigger: unconfirmed, cause: no_payment, incident: none, tier: vip}
            do:
              action: remind_to_pay
              template: remind_to_pay
              channel: agent
              expires: 6h
              then:
                - {after: 6h, action: offer_pay_later, template: pay_in_any_way, expires: 24h}
                - {after: 2d, action: release_stock, template: release_stock, measured: false, expires: 24h}

          - name: unpaid
            when: {trigger: unconfirmed, cause: no_payment, incident: none}
            do:
              action: remind_to_pay
              template: remind_to_pay
              expires: 6h
              then:
                - {after: 6h, action: offer_other_method, template: pay_in_any_way, expires: 24h}
                - {after: 1d, action: release_stock, template: release_stock, measured: false, expires: 24h}

          # Told before the shop cancels: a substitute, a split, or waiting.
          - name: stock-missing-vip
            measured: false
            when: {trigger: unconfirmed, cause: stock, tier: vip}
            do:
              action: offer_substitute
              template: offer_substitute
              channel: agent
              expires: 24h
              offer: {kind: substitute}
              then:
                - {after: 1d, action: offer_reservation, template: offer_reservation, expires: 2d}
                - {after: 2d, action: follow_up, template: stock_last_word, channel: agent, expires: 2d}

          - name: stock-missing
            measured: false
            when: {trigger: unconfirmed, cause: stock}
            do:
              action: offer_substitute
              template: offer_substitute
              expires: 24h
              offer: {kind: substitute}
              then:
                - {after: 1d, action: offer_reservation, template: offer_reservation, expires: 2d}
                - {after: 2d, action: follow_up, template: stock_last_word, expires: 2d}

          # --- Cancelled, and may still be saved -----------------------------------------------------------------------------
          - name: cancelled-nothing-to-do
            when: {trigger: cancelled, cause: [fraud, duplicate]}
            do: {let_go: nothing is to be saved here}

          # After the window, what was made for the customer or is worth a lot costs a fee, or is exchanged. It is said, with its
          # reason, and never taken silently. Not where the shop failed, or the customer did not choose.
          - name: late-custom-made
            measured: false
            when:
              trigger: cancelled
              cause: [changed_mind, found_cheaper, price_changed, shipping_cost, payment_method, other, unknown]
              inside_window: false
              custom_made: true
            do:
              action: state_fee
              template: fee_custom_made
              expires: 24h
              offer: {kind: exchange}
              fee: {percent: 30, reason: it is made for you and cannot be sold to anybody else}

          - name: late-great-value
            measured: false
            when:
              trigger: cancelled
              cause: [changed_mind, found_cheaper, price_changed, shipping_cost, payment_method, other, unknown]
              inside_window: false
              value_at_least: &great {CNY: 200000, EUR: 30000, GBP: 25000, HKD: 200000, JPY: 40000, SGD: 40000, USD: 30000}
            do:
              action: state_fee
              template: fee_great_value
              channel: agent
              expires: 24h
              offer: {kind: exchange}
              fee: {percent: 5, reason: it is packed and insured for its way already}

          # Nobody can match a price for a product that exists once. That a cancellation is accepted must be said to everybody.
          - name: cancelled-price-custom-made
            measured: false
            when: {trigger: cancelled, cause: [found_cheaper, price_changed], custom_made: true}
            do: {action: accept_cancellation, template: accept_and_thank, expires: 24h, at_any_hour: true}

          # What is not there cannot be kept: something else, or a place in the queue.
          - name: cancelled-out-of-stock
            measured: false
            when: {trigger: cancelled, cause: out_of_stock}
            do:
              action: offer_substitute
              template: offer_substitute
              expires: 24h
              offer: {kind: substitute}
              then:
                - {after: 1d, action: offer_reservation, template: offer_reservation, expires: 2d}

          # Within minutes, a one-tap reason; then a look at the product; a voucher for it at last.
          - name: cancelled-changed-mind-vip
            when: {trigger: cancelled, cause: changed_mind, tier: vip}
            do:
              action: ask_reason
              template: ask_reason
              channel: agent
              expires: 2h
              then:
                - {after: 2h, action: exchange, template: exchange, expires: 24h, offer: {kind: exchange}}
                - {after: 1d, action: show_products, template: show_products, expires: 24h}
                - after: 1d
                  action: voucher
                  template: voucher_for_product
                  expires: 2d
                  offer: {kind: voucher, percent: 15, cost_limit_minor: &vip {CNY: 8000, EUR: 1200, GBP: 1000, HKD: 9000, JPY: 1800, SGD: 1700, USD: 1200}}
                  without_offer: {action: thank, template: thank}

          - name: cancelled-changed-mind-new-customer
            when: {trigger: cancelled, cause: changed_mind, tier: new}
            do:
              action: ask_reason
              template: ask_reason
              expires: 30m
              then:
                - {after: 1h, action: show_products, template: show_products, expires: 24h}
                - {after: 1d, action: easy_return, template: easy_return, expires: 24h, offer: {kind: extended_return}}

          - name: cancelled-changed-mind
            when: {trigger: cancelled, cause: changed_mind}
            do:
              action: ask_reason
              template: ask_reason
              expires: 30m
              then:
                - {after: 1h, action: show_products, template: show_products, expires: 24h}
                - {after: 1d, action: exchange, template: exchange, expires: 24h, offer: {kind: exchange}}
                - after: 1d
                  action: voucher
                  template: voucher_for_product
                  expires: 2d
                  offer: {kind: voucher, percent: 10, cost_limit_minor: &usual {CNY: 5000, EUR: 800, GBP: 700, HKD: 6000, JPY: 1200, SGD: 1100, USD: 800}}
                  without_offer: {action: thank, template: thank}

          - name: cancelled-price-new-customer
            when: {trigger: cancelled, cause: [found_cheaper, price_changed], tier: new}
            do: {action: easy_return, template: easy_return, expires: 24h, offer: {kind: extended_return}}

          - name: cancelled-price-vip
            when: {trigger: cancelled, cause: [found_cheaper, price_changed], tier: vip}
            do:
              action: match_price
              template: match_price
              channel: agent
              expires: 6h
              offer: {kind: price_match, percent: 15, cost_limit_minor: *vip}
              without_offer: {action: thank, template: thank}

          - name: cancelled-price
            when: {trigger: cancelled, cause: [found_cheaper, price_changed]}
            do:
              action: match_price
              template: match_price
              expires: 6h
              offer: {kind: price_match, percent: 10, cost_limit_minor: *usual}
              without_offer: {action: thank, template: thank}

          # Whatever the order's value.
          - name: cancelled-shipping-cost
            when: {trigger: cancelled, cause: shipping_cost}
            do:
              action: waive_shipping
              template: waive_shipping
              expires: 6h
              offer: {kind: free_shipping, cost_limit_minor: &shipping {CNY: 3000, EUR: 600, GBP: 500, HKD: 4000, JPY: 900, SGD: 800, USD: 700}}
              without_offer: {action: thank, template: thank}

          # Only while express still arrives in time: `express_lead` ends it sooner.
          - name: cancelled-too-slow
            when: {trigger: cancelled, cause: delivery_too_slow}
            do:
              action: free_express
              template: free_express
              expires: 2h
              offer: {kind: free_express, cost_limit_minor: &express {CNY: 4000, EUR: 900, GBP: 800, HKD: 5000, JPY: 1500, SGD: 1200, USD: 1000}}
              without_offer: {action: thank, template: thank}

          # On top of the right to return that the law gives (EU: 14 days).
          - name: cancelled-return-policy
            when: {trigger: cancelled, cause: return_policy}
            do: {action: easy_return, template: easy_return, expires: 24h, offer: {kind: extended_return}}

          - name: cancelled-payment-method
            when: {trigger: cancelled, cause: payment_method}
            do: {action: offer_pay_later, template: pay_later_or_another_way, expires: 6h}

          - name: cancelled-payment-failed
            when: {trigger: cancelled, cause: payment_failed}
            do: {action: offer_other_method, template: pay_another_way, expires: 6h}

          - name: cancelled-account-required
            when: {trigger: cancelled, cause: account_required}
            do: {action: guest_checkout, template: guest_checkout, expires: 6h}

          - name: cancelled-wrong-item
            when: {trigger: cancelled, cause: wrong_item}
            do: {action: exchange, template: exchange, expires: 24h, offer: {kind: exchange}}

          # Thanks and one question; a discount on the next order last.
          - name: cancelled-any
            when: {trigger: cancelled, cause: [other, unknown]}
            do:
              action: thank
              template: thank
              expires: 24h
              then:
                - after: 2d
                  action: voucher
                  template: voucher_next_order
                  expires: 2d
                  offer: {kind: voucher, percent: 10, cost_limit_minor: *usual}
                  without_offer: {action: show_products, template: show_products}

          # --- The wrong thing came ------------------------------------------------------------------------------------------
          # Contact within a day; a person for vip customers and great values; followed until it is solved, and looked back on
          # after a month.
          - name: wrong-shipment-vip
            measured: false
            when: {trigger: wrong_shipment, tier: vip}
            do:
              action: apologise_and_reship
              template: apologise_and_reship
              channel: agent
              expires: 24h
              then:
                - after: 1d
                  action: voucher
                  template: apology_voucher
                  expires: 3d
                  offer: {kind: voucher, percent: 15, cost_limit_minor: *vip}
                  without_offer: {action: follow_up, template: follow_up}
                - {after: 2d, action: follow_up, template: follow_up, channel: agent, expires: 3d}
                - {after: 7d, action: ask_satisfaction, template: ask_satisfaction, expires: 7d}
                - {after: 30d, action: check_back, template: check_back, channel: agent, expires: 7d}

          - name: wrong-shipment-great-value
            measured: false
            when: {trigger: wrong_shipment, value_at_least: *great}
            do:
              action: apologise_and_reship
              template: apologise_and_reship
              channel: agent
              expires: 24h
              then:
                - after: 1d
                  action: voucher
                  template: apology_voucher
                  expires: 3d
                  offer: {kind: voucher, percent: 10, cost_limit_minor: *usual}
                  without_offer: {action: follow_up, template: follow_up}
                - {after: 2d, action: follow_up, template: follow_up, channel: agent, expires: 3d}
                - {after: 7d, action: ask_satisfaction, template: ask_satisfaction, expires: 7d}
                - {after: 30d, action: check_back, template: check_back, expires: 7d}

          - name: wrong-shipment
            measured: false
            when: {trigger: wrong_shipment}
            do:
              action: apologise_and_reship
              template: apologise_and_reship
              expires: 24h
              then:
                - after: 1d
                  action: voucher
                  template: apology_voucher
                  expires: 3d
                  offer: {kind: voucher, percent: 10, cost_limit_minor: *usual}
                  without_offer: {action: follow_up, template: follow_up}
                - {after: 2d, action: follow_up, template: follow_up, expires: 3d}
                - {after: 7d, action: ask_satisfaction, template: ask_satisfaction, expires: 7d}
                - {after: 30d, action: check_back, template: check_back, expires: 7d}

          # --- The rest ------------------------------------------------------------------------------------------------------
          # A person to talk to, who notes the reason; then the answer, and whether it helped.
          - name: low-score
            measured: false
            when: {trigger: feedback, cause: low_score}
            do:
              action: talk_to_person
              template: talk_to_person
              channel: agent
              expires: 24h
              then:
                - {after: 2d, action: follow_up, template: answer_to_feedback, channel: agent, expires: 3d}
                - {after: 7d, action: ask_satisfaction, template: ask_satisfaction, expires: 7d}

          # Told before the customer asks.
          - name: delayed-vip
            measured: false
            when: {trigger: delayed, cause: promise_missed, tier: vip}
            do:
              action: announce_delay
              template: announce_delay_with_voucher
              expires: 24h
              offer: {kind: voucher, percent: 10, cost_limit_minor: *usual}
              without_offer: {action: announce_delay, template: announce_delay}
              then:
                - {after: 3d, action: follow_up, template: delay_goes_on, channel: agent, expires: 2d}

          - name: delayed
            measured: false
            when: {trigger: delayed, cause: promise_missed}
            do:
              action: announce_delay
              template: announce_delay
              expires: 24h
              then:
                - {after: 3d, action: follow_up, template: delay_goes_on, expires: 2d}

          - name: back-in-stock
            measured: false
            when: {trigger: back_in_stock, cause: replenished}
            do: {action: notify_back_in_stock, template: notify_back_in_stock, expires: 2d}

        """#
}
