internal import Detection
internal import Streaming

extension Configuration {
    /// The rows of DETECT.
    static let detecting: [ConfigurationField] = [
        .path(
            "detect.rules",
            \.detectionRulesPath,
            "The file of silences, of incidents that explain others and of unusual days; empty for what is built in."
        ),
        .timeZone(
            "detect.time-zone",
            \.timeZone,
            "The time zone of most customers, such as Asia/Shanghai: an hour is like that hour of other days."
        ),
        .durations(
            "detect.windows",
            \.detection.windowsMinutes,
            unit: .minutes(1),
            in: 1...1440,
            "The lengths of the windows that are tested."
        ),
        .number(
            "detect.false-discovery-rate",
            \.detection.falseDiscoveryRate,
            in: 1e-9...0.2,
            "The share of false verdicts among all verdicts of a minute that is put up with."
        ),
        .integer(
            "detect.failures-min",
            \.detection.gates.failuresMin,
            in: 1...1_000_000,
            "How many bad outcomes a window must have to alert."
        ),
        .number(
            "detect.ratio-min",
            \.detection.gates.ratioMin,
            in: 1...1000,
            "How many times the expected number the observed one must be."
        ),
        .number(
            "detect.excess-min",
            \.detection.gates.excessMin,
            in: 0...1_000_000,
            "How many bad outcomes more than expected there must be."
        ),
        .number(
            "detect.deviations-min",
            \.detection.gates.deviationsMin,
            in: 0...100,
            "How many standard deviations of the overdispersed count the excess must be."
        ),
        .integer(
            "detect.ticks-required",
            \.detection.incidents.ticksRequired,
            in: 1...8,
            "In how many of the minutes considered a slice must be significant to fire."
        ),
        .integer(
            "detect.ticks-considered",
            \.detection.incidents.ticksConsidered,
            in: 1...8,
            "How many of the last minutes are considered."
        ),
        .duration(
            "detect.recovering-after",
            \.detection.incidents.recoveringAfterMinutes,
            unit: .minutes(1),
            in: 1...1440,
            "How long an incident must be quiet to be called recovering."
        ),
        .duration(
            "detect.resolved-after",
            \.detection.incidents.resolvedAfterMinutes,
            unit: .minutes(1),
            in: 1...1440,
            "How long an incident must be quiet to be resolved."
        ),
        .duration(
            "detect.update-interval",
            \.detection.incidents.updateIntervalMinutes,
            unit: .minutes(1),
            in: 1...1440,
            "The least time between two reports that an incident has grown."
        ),
        .number(
            "detect.update-growth",
            \.detection.incidents.updateGrowth,
            in: 1...100,
            "How many times the orders at risk must have grown to be worth a report."
        ),
        .number(
            "detect.critical-excess",
            \.detection.incidents.criticalExcess,
            in: 0...1e9,
            "The number of orders at risk from which an incident is critical."
        ),
        .number(
            "detect.critical-lift",
            \.detection.incidents.criticalLift,
            in: 1...1e6,
            "The ratio of observed to expected from which an incident is critical."
        ),
        .number(
            "detect.explained-share",
            \.detection.incidents.explainedShare,
            in: 0...1,
            "The share of an excess that a narrower place must carry to be named instead."
        ),
        .integer(
            "detect.open-max",
            \.detection.incidents.openMax,
            in: 1...10_000,
            "How many incidents of one signal may be open at once."
        ),
        .integer(
            "detect.sample-orders-max",
            \.detection.incidents.sampleOrdersMax,
            in: 0...100,
            "How many sample orders an alert lists."
        ),
        .duration(
            "detect.warm-up",
            \.detection.baseline.warmUpMinutes,
            unit: .minutes(1),
            in: 0...10_080,
            "How much history a signal needs before it may alert; cancellations and wrong parcels need three times as much."
        ),
        .number(
            "detect.warm-up-trials",
            \.detection.baseline.warmUpTrials,
            in: 0...1e9,
            "How many trials a dimension must have seen before its slices may alert."
        ),
        .number(
            "detect.prior-trials",
            \.detection.baseline.priorTrials,
            in: 0...1e6,
            "How many trials the pooled rate weighs in a slice's own rate."
        ),
        .number(
            "detect.stock-share-max",
            \.detection.stockShareMax,
            in: 0...1,
            "Which share of a day's cancellations may be for want of stock before it is told; 1 tells of none."
        ),
        .integer(
            "detect.slices-max",
            \.detection.slicesMax,
            in: 100...100_000_000,
            "How many slices one signal remembers."
        ),
        .duration(
            "detect.slices-kept",
            \.detection.slicesKeptDays,
            unit: .days(1),
            in: 1...365,
            "How long a slice without counts is kept when room is needed."
        ),
    ]
}
