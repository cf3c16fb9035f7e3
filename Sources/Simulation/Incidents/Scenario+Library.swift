extension Scenario {
    /// Every scenario there is: first those that show or measure, then the fifteen in their order.
    public static let library: [ScenarioListing] = [
        ScenarioListing("calm", nil, "nothing happens: silence"),
        ScenarioListing("demo", nil, "four incidents and a flash sale in eight hours"),
        ScenarioListing("history", nil, "days of incidents and confounders at random, to tune and judge detectors by"),
        ScenarioListing("issuer-outage", 1, "one issuer fails inside a healthy provider: the issuer is named"),
        ScenarioListing("flash-sale", 2, "twenty times the orders, the same failure rate: silence"),
        ScenarioListing("slow-burn", 3, "a provider gets worse by two points an hour: an alert within eight hours"),
        ScenarioListing(
            "night-slice",
            4,
            "an issuer fails at night, at two attempts in five minutes: an alert in half an hour"
        ),
        ScenarioListing("silent-provider", 5, "a provider says nothing: an alert of its volume"),
        ScenarioListing(
            "stopped-pipeline",
            5,
            "no event arrives for half an hour: the pipeline is late, the shop is well"
        ),
        ScenarioListing("retry-storm", 6, "failed orders try five times: each is one failure and one action"),
        ScenarioListing("serial-canceller", 7, "one customer cancels 500 orders: a cluster, no wave, no vouchers"),
        ScenarioListing("tail-stockout", 8, "the best seller and sixty slow sellers run out: an alert, and one notice"),
        ScenarioListing(
            "stockout",
            nil,
            "the best seller runs out in one warehouse: an alert; its cancellations are inhibited"
        ),
        ScenarioListing("echoes", 9, "every event is sent twice while an issuer fails: the same as once"),
        ScenarioListing("backlog", 10, "two hours of payments arrive late: no spike, and no reminder for what is paid"),
        ScenarioListing("double-eleven", 11, "eight times the orders for six hours, as the calendar said: silence"),
        ScenarioListing("summer-time", 11, "the clocks are put forward on the third day: silence"),
        ScenarioListing("provider-outage", nil, "a provider fails in six of ten attempts: the provider is named"),
        ScenarioListing("provider-down", 12, "a provider is down, the others are well: nobody is told to try it again"),
        ScenarioListing("two-incidents", 13, "an issuer and a method fail and share orders: two incidents, two causes"),
        ScenarioListing("duplicate-deploy", 14, "every failed payment is sent twice: nothing"),
        ScenarioListing("new-provider", 15, "a provider is added, and fails an hour and a half later: one alert, then"),
        ScenarioListing(
            "stuck-confirmations",
            nil,
            "a provider's paid orders are not confirmed: the provider is named"
        ),
        ScenarioListing(
            "cancellation-wave",
            nil,
            "shoes of one warehouse are cancelled for one reason: they are named"
        ),
        ScenarioListing("picking-errors", nil, "one warehouse packs wrong parcels: the warehouse is named"),
    ]

    /// The names that ``named(_:start:seed:)`` knows.
    public static let names = library.map(\.name)
}
