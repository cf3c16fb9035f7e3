extension Slice {
    /// The value of `cause` for orders that nobody has paid when they should be confirmed.
    public static let noPaymentCause = "no_payment"

    /// The value of `cause` for orders that are paid, and that nobody has confirmed when they should be.
    public static let notConfirmedCause = "not_confirmed"
}
