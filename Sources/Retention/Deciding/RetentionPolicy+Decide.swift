public import Commerce
public import Streaming

// Deciding: pure. The same arguments give the same verdict, ids included. Days and nights are those
// of the customer, but for the money of the day, which is one for all: its day is one of UTC.
extension RetentionPolicy {
    /// Decides what is done about `trigger`: one right action, or none for a reason that is said.
    ///
    /// In this order: a trigger without a customer is not answered; news (`settled`, `placed`) closes what is open and tells
    /// outcomes; a danger that was over before we heard of it is `expired`; where something is open for the order, a graver
    /// danger supersedes it (fraud, then wrong shipment, then cancelled, then the others) and any other is `already_open`;
    /// the first rule that matches says what to do; the guard rails (``Commerce/GuardRail``) allow it, hold it or not.
    ///
    /// Consent is for offers of value (``OfferKind/isOfValue``). A customer who refused it still gets what concerns the
    /// order that they placed: a payment that failed, an apology, a delay. The rule's `without_offer` is sent then.
    ///
    /// - Parameters:
    ///   - trigger: The danger or news. All times come from it and from `memory`.
    ///   - memory: What is remembered of the customer of `trigger`; changed by the decision. Nothing is changed when
    ///     the trigger names no customer.
    ///   - incidents: The incidents as of now.
    public func decide(_ trigger: Trigger, memory: inout CustomerMemory, incidents: Incidents) -> Verdict {
        var decider = Decider(policy: self, incidents: incidents, memory: memory)
        decider.take(trigger)
        memory = decider.memory
        return decider.verdict
    }

    /// Looks at the cases of a customer whose time has come by `time`: a hold is over, the next step of a ladder is due, an
    /// outcome was waited for long enough.
    ///
    /// What comes of it carries the times at which it was due, so it does not matter how late this is called, as long as
    /// nothing was heard of the customer in between.
    public func wake(memory: inout CustomerMemory, at time: EventTime, incidents: Incidents) -> Verdict {
        var decider = Decider(policy: self, incidents: incidents, memory: memory)
        decider.wake(at: time)
        memory = decider.memory
        return decider.verdict
    }

    /// Goes on with the case that asked for money. Money that nobody waits for any more is given back.
    public func take(
        _ answer: BudgetAnswer,
        at time: EventTime,
        memory: inout CustomerMemory,
        incidents: Incidents
    ) -> Verdict {
        var decider = Decider(policy: self, incidents: incidents, memory: memory)
        decider.take(answer, at: time)
        memory = decider.memory
        return decider.verdict
    }
}
