/// The settings this module gives its clients. A caller's settings come after them and win.
enum Defaults {
    /// Errors are told by calls and events; what the library logs below a warning is not kept.
    static let client = [Setting("log_level", "4")]

    /// What a consumer relies on, and how much it reads ahead.
    ///
    /// Each partition has a queue of its own, so the limits of reading ahead hold for each partition. When one of them is
    /// reached, librdkafka 2.0.2 does not fetch for a whole second, so the limit must cover a second's records: the count
    /// is set so high that only the bytes decide.
    static let consumer = [
        Setting("enable.auto.commit", "false"),
        Setting("enable.auto.offset.store", "false"),
        Setting("isolation.level", "read_committed"),
        Setting("auto.offset.reset", "earliest"),
        Setting("enable.partition.eof", "true"),
        Setting("allow.auto.create.topics", "false"),
        Setting("partition.assignment.strategy", "range"),
        Setting("queued.min.messages", "1000000"),
        Setting("queued.max.messages.kbytes", "65536"),
    ]

    /// Nothing is written twice or out of order, and nothing counts as written before all replicas in sync have it.
    static let producer = [Setting("enable.idempotence", "true"), Setting("acks", "all")]

    /// A trimmer finds leaders in what it knows already, so a leader that moved is known after a minute and not after
    /// fifteen.
    static let trimmer = [
        Setting("metadata.max.age.ms", "60000"), Setting("topic.metadata.refresh.interval.ms", "60000"),
    ]
}
