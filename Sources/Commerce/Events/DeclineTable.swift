/// Groups the providers' own decline codes into families.
///
/// A code is looked up in lower case with spaces, hyphens and dots as underscores. A code that is on no list is
/// ``DeclineFamily/ambiguous``: nothing may be concluded from it.
public struct DeclineTable: Hashable, Sendable {
    private var families: [String: DeclineFamily] = [:]

    /// A table of these codes.
    public init(_ codes: [DeclineFamily: [String]]) {
        for (family, codes) in codes { for code in codes { families[Self.normalized(code)] = family } }
    }

    /// The family of `code`.
    public func family(of code: String) -> DeclineFamily { families[Self.normalized(code)] ?? .ambiguous }

    private static func normalized(_ code: String) -> String {
        String(code.lowercased().map { $0 == " " || $0 == "-" || $0 == "." ? "_" : $0 })
    }

    /// Codes of ISO 8583 (field 39) and the common words of Stripe, Adyen, Alipay and WeChat Pay.
    public static let standard = DeclineTable([
        .technical: [
            "issuer_unavailable", "issuer_not_available", "acquirer_error", "processing_error", "timeout", "timed_out",
            "system_error", "systemerror", "network_error", "gateway_error", "bank_error", "bankerror",
            "reenter_transaction", "try_again_later", "service_unavailable", "technical_decline", "technical",
            "acq_system_error", "91", "96", "68", "92",
        ],
        .funds: [
            "insufficient_funds", "not_enough_balance", "notenough", "balance_not_enough", "limit_exceeded",
            "withdrawal_count_limit_exceeded", "withdrawal_amount_exceeded", "card_velocity_exceeded",
            "acq_buyer_balance_not_enough", "user_balance_not_enough", "51", "61", "65",
        ],
        .authentication: [
            "authentication_required", "authentication_failed", "3d_not_authenticated", "3ds_failed", "otp_failed",
            "otp_expired", "userpaying", "user_paying", "sca_required", "online_or_offline_pin_required",
            "offline_pin_required", "incorrect_pin", "invalid_pin", "pin_tries_exceeded", "1a", "55", "75",
        ],
        .details: [
            "expired_card", "incorrect_number", "invalid_number", "invalid_card_number", "incorrect_cvc",
            "invalid_cvc", "cvc_declined", "invalid_expiry_month", "invalid_expiry_year", "invalid_account",
            "incorrect_address", "incorrect_zip", "card_not_supported", "currency_not_supported",
            "account_closed", "auth_code_expired", "authcodeexpire", "14", "54", "82",
        ],
        .ambiguous: [
            "do_not_honor", "do_not_honour", "generic_decline", "card_declined", "declined", "refused",
            "call_issuer", "no_action_taken", "not_permitted", "transaction_not_allowed", "restricted_card", "05", "57",
        ],
        .fraud: [
            "fraudulent", "fraud", "suspected_fraud", "lost_card", "stolen_card", "pickup_card", "merchant_blacklist",
            "security_violation", "acquirer_fraud", "issuer_suspected_fraud", "04", "07", "34", "41", "43", "59", "63",
        ],
    ])
}
