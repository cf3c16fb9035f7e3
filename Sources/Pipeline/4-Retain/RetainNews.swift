internal import Commerce

/// What RETAIN hears.
enum RetainNews {
    case trigger(Trigger)
    case preferences(customerID: String, CustomerPreferences)
    case alert(Alert)
    /// How far a task of TRACK has come.
    case progress(Progress)
    /// What the keeper of the money says.
    case answer(BudgetAnswer)
}
