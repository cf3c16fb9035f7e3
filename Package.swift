// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target: Swift 6 mode, no warning survives, every unsafe use is spelled `unsafe`, every import says
/// who may see it.
let house: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "orderkeeper",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "orderkeeper", targets: ["orderkeeper"]),
        // The types of alerts, actions and decisions, for consumers in Swift.
        .library(name: "OrderKeeperCommerce", targets: ["Commerce"]),
        // What the benchmarks, a package of their own, measure.
        .library(
            name: "OrderKeeperPipeline",
            targets: ["Pipeline", "Detection", "Simulation", "Retention", "Streaming", "Kafka"]
        ),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // The fence around librdkafka.
        .systemLibrary(
            name: "CRdKafka",
            pkgConfig: "rdkafka",
            providers: [.apt(["librdkafka-dev"]), .brew(["librdkafka"])]
        ),
        .target(name: "Kafka", dependencies: ["CRdKafka"], swiftSettings: house),

        // What any stream processor needs; no domain words, no I/O.
        .target(name: "Streaming", swiftSettings: house),

        // The vocabulary and its codecs.
        .target(
            name: "CSimdjson",
            linkerSettings: [.linkedLibrary("simdjson"), .linkedLibrary("m", .when(platforms: [.linux]))]
        ),
        .target(name: "Commerce", dependencies: ["CSimdjson", "Streaming"], swiftSettings: house),

        // The two jobs, pure.
        .target(name: "Detection", dependencies: ["Commerce", "Streaming"], swiftSettings: house),
        .target(name: "Retention", dependencies: ["Commerce", "Streaming", yams], swiftSettings: house),

        // OpenSSL's libcrypto, for pseudonyms. librdkafka loads it anyway.
        .systemLibrary(
            name: "CCrypto",
            pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"]), .brew(["openssl"])]
        ),

        // The three stages and the runtime that runs them on Kafka.
        .target(
            name: "Pipeline",
            dependencies: [
                "Kafka", "Streaming", "Commerce", "Detection", "Retention", "CCrypto", logging, serviceLifecycle, yams,
            ],
            swiftSettings: house
        ),

        // A believable shop, seeded, with its truth.
        .target(name: "Simulation", dependencies: ["Commerce", "Streaming"], swiftSettings: house),

        // Alerts held against what is known: figures, tables and the page that shows them. Pure.
        .target(
            name: "Backtesting",
            dependencies: ["Simulation", "Commerce", "Streaming"],
            swiftSettings: house
        ),

        .executableTarget(
            name: "orderkeeper",
            dependencies: [
                "Pipeline", "Backtesting", "Simulation", "Detection", "Kafka", "Commerce", "Retention", "Streaming",
                argumentParser, logging, serviceLifecycle, unixSignals,
            ],
            swiftSettings: house
        ),

        // Lets ThreadSanitizer follow librdkafka's threads and Swift's mutexes; empty in every other build. Nobody but
        // tests links it.
        .target(name: "CThreads", path: "Tests/CThreads"),

        .testTarget(name: "KafkaTests", dependencies: ["Kafka", "CThreads"], swiftSettings: house),
        .testTarget(name: "StreamingTests", dependencies: ["Streaming"], swiftSettings: house),
        .testTarget(name: "CommerceTests", dependencies: ["Commerce", "Streaming"], swiftSettings: house),
        .testTarget(
            name: "DetectionTests",
            dependencies: ["Detection", "Commerce", "Streaming"],
            swiftSettings: house
        ),
        .testTarget(
            name: "RetentionTests",
            dependencies: ["Retention", "Commerce", "Streaming"],
            swiftSettings: house
        ),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["Simulation", "Commerce", "Streaming"],
            swiftSettings: house
        ),
        .testTarget(
            name: "BacktestingTests",
            dependencies: ["Backtesting", "Simulation", "Commerce", "Streaming"],
            swiftSettings: house
        ),
        .testTarget(
            name: "PipelineTests",
            dependencies: [
                "Pipeline", "Simulation", "Kafka", "Commerce", "Detection", "Retention", "Streaming", "CThreads",
                logging,
            ],
            swiftSettings: house
        ),
        .testTarget(name: "HouseTests", swiftSettings: house),
    ],
    cxxLanguageStandard: .cxx17
)
