// The codes of the lists that providers publish, grouped by what may be done next, in the form in which they are looked up
// (see `DeclineTable.normalized`). A code that a list does not explain ("contact the issuer") is ambiguous. One that may
// stand for a lost, stolen or suspected card is fraud: that errs on the side of saying nothing.
extension DeclineTable {
    /// Field 39 of ISO 8583 as Visa, Mastercard and the switches behind them use it.
    static let isoCodes: [DeclineFamily: String] = [
        .technical: """
        03 06 09 13 19 20 22 23 24 25 26 27 28 29 30 32 58 68 76 77 80 84 88 90 91 92 94 95 96 97 98 99
        n0 n3 n5 p2 z3
        """,
        .funds: "10 51 61 65 n4 n8",
        .authentication: "17 1a 38 55 70 71 74 75 81 86 89 p5 p6 q1",
        .details: "14 15 31 33 39 40 42 44 45 46 52 53 54 56 6p 78 79 82 87 n7 r0 r1 r2 r3",
        .ambiguous: "00 01 02 05 08 11 12 16 18 21 57 5c 60 62 64 66 69 72 73 85 93 9g b1 b2 xa xd z1",
        .fraud: "04 07 34 35 36 37 41 43 59 63 67 83",
    ]

    /// Words that many use, none of them alone.
    static let commonWords: [DeclineFamily: String] = [
        .technical: """
        acquirer_error bank_error connection_error declined_by_gateway gateway_error gateway_timeout
        internal_error issuer_inoperative issuer_not_available issuer_unavailable network_error processing_error
        processor_error reenter_transaction service_unavailable system_error system_malfunction technical
        technical_decline technical_error temporarily_unavailable timed_out timeout try_again_later
        """,
        .funds: """
        amount_limit_exceeded balance_not_enough card_velocity_exceeded credit_limit_exceeded exceeds_limit
        insufficient_balance insufficient_fund insufficient_funds limit_exceeded not_enough_balance not_enough_funds
        over_limit withdrawal_amount_exceeded withdrawal_count_limit_exceeded withdrawal_limit_exceeded
        """,
        .authentication: """
        3d_not_authenticated 3ds_failed 3ds_required authentication_failed authentication_required
        authentication_abandoned cancelled_by_customer challenge_abandoned challenge_failed customer_cancelled
        incorrect_otp incorrect_pin invalid_otp invalid_pin offline_pin_required online_or_offline_pin_required
        otp_expired otp_failed pin_tries_exceeded pin_try_exceeded sca_required user_cancelled
        """,
        .details: """
        account_closed auth_code_expired avs_declined avs_failed card_expired card_not_active card_not_supported
        closed_account currency_not_supported cvc_declined cvv_declined cvv_failed expired_card
        incorrect_address incorrect_cvc incorrect_cvv incorrect_expiry incorrect_number incorrect_zip
        invalid_account invalid_account_number invalid_card invalid_card_number invalid_cvc invalid_cvv
        invalid_expiry invalid_expiry_date invalid_expiry_month invalid_expiry_year invalid_number
        method_not_supported no_such_issuer
        """,
        .ambiguous: """
        bank_declined call_issuer card_declined contact_issuer declined declined_by_issuer do_not_honor
        do_not_honour generic_decline issuer_declined no_action_taken not_permitted refer_to_issuer refused
        restricted_card transaction_declined transaction_not_allowed transaction_not_permitted
        """,
        .fraud: """
        acquirer_fraud blacklisted blocked_by_risk blocked_card card_reported_lost card_reported_stolen
        card_stolen fraud fraud_suspected fraudulent high_risk issuer_suspected_fraud lost_card lost_or_stolen
        merchant_blacklist pick_up_card pickup_card risk_declined risk_rejected security_violation stolen_card
        suspected_fraud
        """,
    ]

    /// Stripe: decline codes of cards, and the error codes of other methods that say why a payment failed.
    static let stripeCodes: [DeclineFamily: String] = [
        .technical: """
        could_not_process duplicate_transaction invalid_amount issuer_not_available
        payment_method_provider_timeout payment_method_unavailable processing_error rate_limit
        reenter_transaction try_again_later
        """,
        .funds: """
        amount_too_large balance_insufficient card_velocity_exceeded insufficient_funds
        withdrawal_count_limit_exceeded
        """,
        .authentication: """
        authentication_not_handled authentication_required incorrect_pin invalid_pin mobile_device_authentication_required
        offline_pin_required online_or_offline_pin_required payment_intent_authentication_failure
        payment_intent_payment_attempt_expired payment_method_customer_decline pin_try_exceeded
        setup_intent_authentication_failure
        """,
        .details: """
        account_closed bank_account_unusable bank_ownership_changed card_not_supported currency_not_supported
        debit_not_authorized expired_card incorrect_address incorrect_cvc incorrect_number incorrect_zip
        invalid_account invalid_account_number invalid_cvc invalid_customer_account invalid_expiry_month
        invalid_expiry_year invalid_number new_account_information_available no_account
        payment_method_currency_mismatch payment_method_not_available revocation_of_all_authorizations
        revocation_of_authorization stop_payment_order testmode_decline
        """,
        .ambiguous: """
        approve_with_id bank_account_restricted call_issuer card_declined do_not_honor do_not_try_again
        generic_decline invalid_transaction no_action_taken not_permitted payment_intent_payment_attempt_failed
        payment_method_provider_decline service_not_allowed transaction_not_allowed
        """,
        .fraud: """
        fraudulent highest_risk_level lost_card merchant_blacklist pickup_card restricted_card rule
        security_violation stolen_card
        """,
    ]

    /// Adyen: `refusalReasonCode` and `refusalReason`.
    static let adyenCodes: [DeclineFamily: String] = [
        .technical: """
        4 acquirer_error 7 invalid_amount 9 issuer_unavailable 21 not_submitted 39 rreq_not_received_from_ds
        40 current_aid_is_in_penalty_box 42 3ds_authentication_error 45 chip_downgrade_mode
        """,
        .funds: """
        12 not_enough_balance 28 withdrawal_amount_exceeded 29 withdrawal_count_exceeded
        """,
        .authentication: """
        11 3d_not_authenticated 15 cancelled 16 shopper_cancelled 17 invalid_pin 18 pin_tries_exceeded
        19 pin_validation_not_possible 33 card_requires_online_pin 36 mobile_pin_required 38 authentication_required
        41 cvm_required_restart_payment 43 online_pin_required
        """,
        .details: """
        6 expired_card 8 invalid_card_number 10 not_supported 24 cvc_declined 26 revocation_of_auth 32 avs_declined
        34 no_checking_account_available_on_card 35 no_savings_account_available_on_card 37 contactless_fallback
        44 try_another_interface 46 transaction_blocked_by_adyen_to_prevent_excessive_retry_fees
        """,
        .ambiguous: """
        2 refused 3 referral 23 transaction_not_permitted 25 restricted_card 27 declined_non_generic
        """,
        .fraud: """
        5 blocked_card 14 acquirer_fraud 20 fraud 22 fraud_cancelled 31 issuer_suspected_fraud
        """,
    ]

    /// Alipay: `sub_code` of the open platform, without `ACQ.`, and result codes of Alipay+ and Antom.
    static let alipayCodes: [DeclineFamily: String] = [
        .technical: """
        access_denied access_forbidden aop_acq_system_error beyond_pay_restriction beyond_per_receipt_restriction
        context_inconsistent exist_forbidden_word invalid_api invalid_app_id invalid_contract invalid_merchant_status
        invalid_parameter invalid_signature isp_unknow_error isp_unknown_error key_not_found
        merchant_agreement_invalid merchant_agreement_not_exist merchant_balance_not_enough
        merchant_kyb_not_qualified merchant_not_registered merchant_status_abnormal no_interface_def
        order_is_cancelled order_is_closed order_not_exist order_status_invalid param_illegal partner_error
        payment_in_process pull_mobile_cashier_fail repeat_req_inconsistent request_traffic_exceed_limit
        seller_been_blocked seller_not_exist settle_contract_not_match sub_merchant_create_fail
        sub_merchant_type_invalid system_error trade_has_close trade_has_finished trade_has_success
        trade_not_exist trade_status_error unknown_exception
        """,
        .funds: """
        amount_exceed_limit buyer_balance_not_enough buyer_bankcard_balance_not_enough
        buyer_payment_amount_day_limit_error buyer_payment_amount_month_limit_error
        payment_amount_exceed_limit payment_count_exceed_limit product_amount_limit_error total_fee_exceed
        user_amount_exceed_limit user_balance_not_enough
        """,
        .authentication: """
        error_buyer_certify_level_limit need_verify order_success_pay_inprocess user_cancel user_identify_not_match
        user_kyc_not_qualified user_not_verified user_payment_verification_failed wait_buyer_pay
        """,
        .details: """
        agreement_error agreement_invalid agreement_not_exist authorization_expired buyer_not_exist
        buyer_seller_equal card_not_supported currency_not_support error_balance_payment_disable
        expired_agreement expired_code invalid_access_token invalid_card_number invalid_code
        invalid_expiration_date mobile_payment_switch_off no_payment_instruments_available no_pay_options
        payment_auth_code_invalid payment_method_not_supported trade_buyer_not_match
        user_face_payment_switch_off user_not_exist
        """,
        .ambiguous: """
        buyer_enable_status_forbid do_not_honor payment_fail payment_not_qualified process_fail
        user_account_abnormal user_status_abnormal
        """,
        .fraud: "fraud_reject payment_request_has_risk risk_reject suspected_card",
    ]

    /// WeChat Pay: error codes of both versions of the interface, and the states of an order that was not paid.
    static let wechatPayCodes: [DeclineFamily: String] = [
        .technical: """
        appid_mchid_not_match appid_not_exist bank_error bankerror closed freq_limit frequency_limit_exceed
        frequency_limited invalid_request lack_params mch_not_exists mchid_not_exist no_auth noauth not_utf8
        order_closed order_not_exist order_paid order_reversed orderclosed ordernotexist orderpaid orderreversed
        out_trade_no_used param_error post_data_empty ratelimit_exceeded require_post_method resource_not_exists
        sign_error signerror system_error systemerror trade_state_error xml_format_error
        """,
        .funds: "amount_limit not_enough notenough payer_limit quota_exceed quota_exceeded",
        .authentication: "notpay revoked user_paying userpaying",
        .details: """
        appid_not_match_openid auth_code_error auth_code_expire auth_code_expired auth_code_invalid authcodeexpire
        buyer_mismatch contract_error contract_not_exist contract_not_existed contracterror not_support_card
        notsupor_card notsuportcard openid_mismatch user_not_exist user_not_exists
        """,
        .ambiguous: """
        account_error accounterror pay_error payerror rule_limit rulelimit trade_error user_account_abnormal
        """,
        .fraud: "risk_control user_risk",
    ]
}
