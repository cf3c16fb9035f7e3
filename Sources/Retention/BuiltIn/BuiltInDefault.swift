/// `Config/policies/default.yaml`, byte for byte.
///
/// Recorded: `RECORD_BUILT_IN=1 swift test --filter RetentionTests` writes this file anew from that one.
enum BuiltInDefault {
    /// The content of the file.
    static let yaml = #"""
        # What the shop does for an endangered order. The first rule that matches decides; every cause has a rule.
        # Amounts are minor units by currency (CNY 2000 is 20 yuan). Orders of other currencies get no offer of value.

        name: default
        version: 1

        defaults:
          locale: en
          channels: [push, sms, email]
          # Customers who said nothing about offers: allow, or refuse where the law asks for consent beforehand.
          unknown_consent: allow

        # The most that offers may cost on a day (UTC).
        budget_per_day: {CNY: 500000, EUR: 80000, GBP: 70000, HKD: 600000, JPY: 120000, SGD: 110000, USD: 80000}

        caps:
          actions_per_day: 2
          voucher_every: 30d
          no_value_after_fraud: 30d
          serial_canceller: {cancelled: 3, of_last: 5}

        rules:
          # A payment failed. Fraud first: a neutral text, a person looks at it, nothing is offered, no reason is given.
          - name: payment-review
            when: {trigger: payment_failed, cause: fraud}
            do: {action: review, template: payment_review, channel: agent, expires: 24h}

          # While a payment incident touches the order, nobody is sent back to what is down.
          - name: payment-incident
            when: {trigger: payment_failed, incident: firing}
            do: {action: offer_other_method, template: pay_another_way, expires: 2h}

          # Never blame the card.
          - name: payment-technical
            when: {trigger: payment_failed, cause: technical}
            do: {action: offer_other_method, template: pay_another_way, expires: 2h}

          - name: payment-funds
            when: {trigger: payment_failed, cause: funds}
            do: {action: offer_other_method, template: pay_later_or_another_way, expires: 6h}

          - name: payment-authentication
            when: {trigger: payment_failed, cause: authentication, incident: none}
            do: {action: finish_authentication, template: finish_authentication, expires: 15m}

          - name: payment-details
            when: {trigger: payment_failed, cause: details, incident: none}
            do: {action: correct_details, template: correct_details, expires: 2h}

          - name: payment-ambiguous
            when: {trigger: payment_failed, cause: ambiguous}
            do: {action: offer_other_method, template: pay_another_way, expires: 2h}

          # Not confirmed in time.
          - name: unpaid-incident
            when: {trigger: unconfirmed, cause: no_payment, incident: firing}
            do: {action: offer_other_method, template: pay_another_way, expires: 6h}

          - name: unpaid
            when: {trigger: unconfirmed, cause: no_payment, incident: none}
            do: {action: remind_to_pay, template: remind_to_pay, expires: 6h}

          - name: stock-missing
            when: {trigger: unconfirmed, cause: stock}
            do: {action: offer_substitute, template: offer_substitute, expires: 24h, offer: {kind: substitute}}

          # Cancelled, and may still be saved.
          - name: cancelled-nothing-to-do
            when: {trigger: cancelled, cause: [fraud, duplicate]}
            do: {let_go: nothing is to be saved here}

          - name: cancelled-changed-mind-vip
            when: {trigger: cancelled, cause: changed_mind, tier: vip}
            do: {action: ask_reason, template: ask_reason, channel: agent, expires: 2h}

          - name: cancelled-changed-mind
            when: {trigger: cancelled, cause: changed_mind}
            do: {action: ask_reason, template: ask_reason, expires: 30m}

          # New customers get trust rather than money.
          - name: cancelled-price-new-customer
            when: {trigger: cancelled, cause: [found_cheaper, price_changed], tier: new}
            do: {action: easy_return, template: easy_return, expires: 24h, offer: {kind: extended_return}}

          # Nobody can match a price for a product that exists once.
          - name: cancelled-price-custom-made
            when: {trigger: cancelled, cause: [found_cheaper, price_changed], custom_made: true}
            do: {action: thank, template: thank, expires: 24h}

          - name: cancelled-price
            when: {trigger: cancelled, cause: [found_cheaper, price_changed]}
            do:
              action: match_price
              template: match_price
              expires: 6h
              offer:
                kind: price_match
                percent: 10
                cost_limit_minor: {CNY: 5000, EUR: 800, GBP: 700, HKD: 6000, JPY: 1200, SGD: 1100, USD: 800}
              without_offer: {action: thank, template: thank}

          - name: cancelled-shipping-cost
            when: {trigger: cancelled, cause: shipping_cost}
            do:
              action: waive_shipping
              template: waive_shipping
              expires: 6h
              offer:
                kind: free_shipping
                cost_limit_minor: {CNY: 3000, EUR: 600, GBP: 500, HKD: 4000, JPY: 900, SGD: 800, USD: 700}
              without_offer: {action: thank, template: thank}

          - name: cancelled-too-slow
            when: {trigger: cancelled, cause: delivery_too_slow}
            do:
              action: free_express
              template: free_express
              expires: 2h
              offer:
                kind: free_express
                cost_limit_minor: {CNY: 4000, EUR: 900, GBP: 800, HKD: 5000, JPY: 1500, SGD: 1200, USD: 1000}
              without_offer: {action: thank, template: thank}

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

          - name: cancelled-out-of-stock
            when: {trigger: cancelled, cause: out_of_stock}
            do: {action: offer_substitute, template: offer_substitute, expires: 24h, offer: {kind: substitute}}

          - name: cancelled-wrong-item
            when: {trigger: cancelled, cause: wrong_item}
            do: {action: exchange, template: exchange, expires: 24h, offer: {kind: exchange}}

          - name: cancelled-any
            when: {trigger: cancelled, cause: [other, unknown]}
            do: {action: thank, template: thank, expires: 24h}

          # The wrong thing came. Contact within a day; a person for vip customers and great values.
          - name: wrong-shipment-vip
            when: {trigger: wrong_shipment, tier: vip}
            do: {action: apologise_and_reship, template: apologise_and_reship, channel: agent, expires: 24h}

          - name: wrong-shipment-great-value
            when:
              trigger: wrong_shipment
              value_at_least: {CNY: 200000, EUR: 30000, GBP: 25000, HKD: 200000, JPY: 40000, SGD: 40000, USD: 30000}
            do: {action: apologise_and_reship, template: apologise_and_reship, channel: agent, expires: 24h}

          - name: wrong-shipment
            when: {trigger: wrong_shipment}
            do: {action: apologise_and_reship, template: apologise_and_reship, expires: 24h}

          # The rest.
          - name: low-score
            when: {trigger: feedback, cause: low_score}
            do: {action: talk_to_person, template: talk_to_person, channel: agent, expires: 24h}

          - name: delayed-vip
            when: {trigger: delayed, cause: promise_missed, tier: vip}
            do:
              action: announce_delay
              template: announce_delay_with_voucher
              expires: 24h
              offer:
                kind: voucher
                percent: 10
                cost_limit_minor: {CNY: 5000, EUR: 800, GBP: 700, HKD: 6000, JPY: 1200, SGD: 1100, USD: 800}
              without_offer: {action: announce_delay, template: announce_delay}

          - name: delayed
            when: {trigger: delayed, cause: promise_missed}
            do: {action: announce_delay, template: announce_delay, expires: 24h}

          - name: back-in-stock
            when: {trigger: back_in_stock, cause: replenished}
            do: {action: notify_back_in_stock, template: notify_back_in_stock, expires: 2d}

        """#
}
