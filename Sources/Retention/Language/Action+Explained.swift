internal import Commerce

extension Action.Kind {
    /// What the shop's own systems do when they carry it out, for the reference.
    var explanation: String {
        switch self {
        case .offerOtherMethod: "Link to pay in another way; `methods` of the action says which work."
        case .retryPayment: "Link to try the same payment again."
        case .finishAuthentication: "Link to the authentication that was not finished."
        case .correctDetails: "Link to correct what is wrong with the payment's details."
        case .review: "A person looks at it; the customer hears a neutral text. The answer to a suspicion of fraud."
        case .remindToPay: "Link to pay."
        case .offerSubstitute: "Another product, what is there first, or waiting: the customer chooses."
        case .askReason: "One tap says why. The answer may come back as another cancellation, with that reason."
        case .exchange: "Another size, colour or model, with a guide."
        case .voucher: "A voucher; needs the offer `voucher`."
        case .matchPrice: "The lower price; needs the offer `price_match`."
        case .waiveShipping: "No cost of shipping; needs the offer `free_shipping`."
        case .freeExpress: "Faster shipping at no cost; needs the offer `free_express`."
        case .easyReturn: "A longer and simpler return."
        case .offerPayLater: "Link to pay later or on delivery; `methods` of the action says what else works."
        case .guestCheckout: "Link to finish without an account."
        case .thank: "Thanks, and one question."
        case .notifyBackInStock: "Tells that the product is there again."
        case .apologiseAndReship: "An apology, and the choice of the right product or the money."
        case .talkToPerson: "A person talks to the customer."
        case .announceDelay: "Tells that it comes later, and when."
        case .acceptCancellation: "Confirms the cancellation, without conditions."
        case .stateFee: "Says what a late cancellation costs, and why; nothing is taken before the customer agrees."
        case .showProducts: "Content on the product, and similar ones."
        case .offerReservation: "Keeps one of what comes back."
        case .releaseStock: "Gives up an order that nobody paid, and says so."
        case .followUp: "Asks whether it is solved, and goes on with what is not."
        case .askSatisfaction: "Asks whether the customer is content."
        case .checkBack: "Asks again, much later."
        }
    }
}
