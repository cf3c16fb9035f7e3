extension Slice {
    /// The cancellations of customers who cancel so many orders that each is a cluster of their own. No place has them, and no
    /// canceller says so: TRACK does, in the place of the reason that was given.
    public static let oneCustomer = Slice([Term(.reason, oneCustomerReason)])

    /// The value of `reason` in ``oneCustomer``. It is none of the words of ``CancelReason``.
    public static let oneCustomerReason = "one_customer"
}
